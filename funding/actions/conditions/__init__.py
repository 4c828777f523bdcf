"""What changes the answers to the conditions of an award."""
