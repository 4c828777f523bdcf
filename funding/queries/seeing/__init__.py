"""What many awards together tell: to the office, to those who answer for them, to the public."""
