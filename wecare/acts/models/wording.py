"""The versions of the words of the templates."""

from django.db import models
from django.db.models import Q

from wecare.acts.enums import VersionState
from wecare.acts.labels import WORDING_STATE
from wecare.acts.models.fields import person


class WordingVersion(models.Model):
    """One version of the words of a template, part by part; a published one never changes (trigger).

    The last published is in force for the acts frozen from then on. The first is what comes with the
    portal, and nobody signs it. There is one draft at most, which becomes the next version.
    """

    template = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    parts = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=WORDING_STATE, default=VersionState.DRAFT.value)
    reason = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField()
    written_by = person()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = person()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"], name="acts_wordingversion_is_numbered_alone"
            ),
            models.UniqueConstraint(
                fields=["template"],
                condition=Q(state=VersionState.DRAFT.value),
                name="acts_wordingversion_has_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT.value, published_at__isnull=True)
                | Q(state=VersionState.PUBLISHED.value, published_at__isnull=False) & ~Q(reason=""),
                name="acts_wordingversion_is_published_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | Q(written_by__isnull=False),
                name="acts_wordingversion_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(number=1)
                | Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="acts_wordingversion_is_published_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written."""
        return self.state == VersionState.DRAFT

    @property
    def is_shipped(self) -> bool:
        """Whether it is what comes with the portal."""
        return self.written_by_id is None
