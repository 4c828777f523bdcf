"""The decree (determinazione) that grants what a ranked list says."""

from django.conf import settings
from django.db import models


class Decree(models.Model):
    """An act of kind DD tied to the one list it carries out. Its state is the act's.

    A list has at most one decree, so its money is committed at most once. Moved by
    `actions.decrees`.
    """

    act = models.OneToOneField("acts.Act", on_delete=models.PROTECT, related_name="decree")
    ranked_list = models.OneToOneField(
        "evaluation.RankedList", on_delete=models.PROTECT, related_name="decree"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.act}"
