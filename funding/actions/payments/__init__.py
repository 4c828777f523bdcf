"""What moves a payment from its request to the bank's outcome."""
