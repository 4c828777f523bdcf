"""What moves an expense report from its first document to its judgment."""
