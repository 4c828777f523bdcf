"""Pages of a payment, from the request to the bank's file."""
