"""Forms of what is done with granted money."""
