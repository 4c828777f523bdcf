"""Forms of granted money."""
