"""The letters that tell applicants of a published list."""

from django.db import models


class Announcement(models.Model):
    """How far the letters of one published list are written: `upto` is the last row's sequence.

    Born with the publication; moved in batches by `actions.announcements`.
    """

    ranked_list = models.OneToOneField(
        "evaluation.RankedList", on_delete=models.PROTECT, related_name="announcement"
    )
    upto = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.ranked_list_id}: {self.upto}"
