"""Every way an award changes or ends, and the money that comes back."""
