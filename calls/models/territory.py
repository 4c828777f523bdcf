"""The Distretti della Coesione Sociale and the bodies that manage their services, over time."""

from django.db import models
from django.db.models import F, Q


class District(models.Model):
    """A Distretto della Coesione Sociale: an ambit of social services, one project each in FSE1."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200, unique=True)
    health_authority = models.CharField(max_length=40, blank=True)
    inhabitants = models.PositiveIntegerField(null=True, blank=True)
    source_mark = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["health_authority", "name"]

    def __str__(self) -> str:
        return self.name


class ManagingBody(models.Model):
    """An ente gestore of a district's social services, from a day until before another.

    Without `valid_from` it was there before the portal knows; without `valid_until` it goes on.
    Bodies that merge or change name end on the day their successor begins.
    """

    district = models.ForeignKey("calls.District", on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=200)
    fiscal_code = models.CharField(max_length=16, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    source_mark = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lt=F("valid_until")),
                name="calls_managing_body_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(valid_until__isnull=False),
                name="calls_managing_body_with_successor_has_ended",
            ),
            models.UniqueConstraint(
                fields=["district", "name"],
                condition=Q(valid_until__isnull=True),
                name="calls_managing_body_name_unique_in_district",
            ),
        ]

    def __str__(self) -> str:
        return self.name
