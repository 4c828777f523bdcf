"""Decrees that grant money, the awards they make, and what those lose."""

from funding.models.award import Award
from funding.models.decree import Decree
from funding.models.dossier import Dossier
from funding.models.reduction import Reduction

__all__ = ["Award", "Decree", "Dossier", "Reduction"]
