"""What was spent on a project, told line by line and judged."""
