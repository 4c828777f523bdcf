"""What changes or ends an award and takes money back."""
