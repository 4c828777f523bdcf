"""Where and when an act was published outside the portal."""

from django.db import models
from django.db.models import Q

from wecare.acts.enums import PublicationPlace
from wecare.acts.labels import PUBLICATION_PLACE
from wecare.acts.models.fields import person


class PublicationRecord(models.Model):
    """What an officer recorded of a publication; only added (trigger).

    The last one for a place counts: one that corrects another says why (`reason`).
    """

    act = models.ForeignKey("acts.Act", on_delete=models.PROTECT, related_name="publications")
    place = models.CharField(max_length=20, choices=PUBLICATION_PLACE)
    number = models.CharField(max_length=40, blank=True)
    published_on = models.DateField()
    link = models.URLField(max_length=500, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    recorded_at = models.DateTimeField()
    recorded_by = person(null=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["act", "place"],
                condition=Q(corrects__isnull=True),
                name="acts_publicationrecord_begins_once",
            ),
            models.CheckConstraint(
                condition=~Q(place=PublicationPlace.BUR.value) | ~Q(number=""),
                name="acts_publicationrecord_of_the_bulletin_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, reason="")
                | Q(corrects__isnull=False) & ~Q(reason=""),
                name="acts_publicationrecord_is_corrected_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act_id}: {self.place} {self.published_on:%d/%m/%Y}"
