"""Commands that combine several apps: load the programme, load the demonstration."""
