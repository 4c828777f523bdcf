"""Pages of an expense report, for who writes it and who judges it."""
