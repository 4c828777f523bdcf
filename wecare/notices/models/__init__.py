"""The records of the letters."""

from wecare.notices.models.letter import Letter

__all__ = ["Letter"]
