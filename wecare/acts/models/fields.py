"""Fields that the records of the acts share."""

from typing import Any

from django.conf import settings
from django.db import models


def person(*, null: bool = True) -> Any:
    """Somebody of the portal, who cannot be removed."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=null,
        blank=null,
        related_name="+",
    )


def printed() -> Any:
    """A document that the portal prints."""
    return models.ForeignKey(
        "core.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
