"""What an award is and where it stands, for every page that shows it."""
