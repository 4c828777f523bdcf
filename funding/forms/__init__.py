"""Forms about awards."""
