"""The desk of an award and what it links to."""
