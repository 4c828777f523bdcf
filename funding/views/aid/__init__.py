"""Pages of loans and guarantees."""
