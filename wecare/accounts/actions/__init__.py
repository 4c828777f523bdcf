"""What happens to people, roles and sessions."""
