"""Decrees that grant money, and the awards they make."""

from funding.models.award import Award
from funding.models.decree import Decree

__all__ = ["Award", "Decree"]
