"""Everything about one award, in one archive."""

from django.db import models

from wecare.core.models.archive import Archived


class Dossier(Archived):
    """The dossier of an award: the office's, or what its beneficiary may see (`for_office` false).

    Moved by `actions.dossiers`.
    """

    award = models.ForeignKey("funding.Award", on_delete=models.PROTECT, related_name="dossiers")
    for_office = models.BooleanField()

    class Meta(Archived.Meta):
        indexes = [models.Index(fields=["award", "-id"], name="funding_dossier_of_award")]

    def __str__(self) -> str:
        return f"{self.award_id}/{self.pk}"
