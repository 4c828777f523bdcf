"""What moves loans and guarantees."""
