"""Tags of the calls and of the programme."""
