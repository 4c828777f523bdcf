"""What lies in the database before a measure; each module has ``load(full: bool) -> None``."""
