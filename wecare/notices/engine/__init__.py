"""Pure rules of the letters."""
