"""What other apps show of an act."""
