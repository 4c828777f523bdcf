"""What an officer writes about a call: it is read and checked here, and means nothing yet."""
