"""One module per measure; each has ``measure(full: bool) -> list[Result]``."""
