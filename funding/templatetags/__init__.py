"""How decrees are shown."""
