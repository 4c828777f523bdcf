"""What must be so before an award takes effect, and while it lasts."""
