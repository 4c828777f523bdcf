"""Pages where conditions are answered, by the office and by who is told."""
