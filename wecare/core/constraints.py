"""Constraints that several models share."""

from django.db.models import CheckConstraint, Q


def both_or_neither(first: str, second: str) -> CheckConstraint:
    """Two fields that are set together: `both_or_neither("adopted_at", "adopted_by")`."""
    both = Q(**{f"{first}__isnull": False, f"{second}__isnull": False})
    neither = Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
    return CheckConstraint(
        condition=both | neither,
        name=f"%(app_label)s_%(class)s_{first}_with_{second}",
    )
