"""What is asked, approved, ordered and paid on an award."""
