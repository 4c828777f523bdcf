"""Pages that tell of many awards together."""
