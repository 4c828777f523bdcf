"""Who takes part beside the lead, and the Distretti of a project."""

from django.conf import settings
from django.db import models

from applicants.models.organisation import Described, known_words


class Partner(Described):
    """An organisation that takes part in an application, as the lead describes it.

    Known by its fiscal code, once in an application and never the lead's own. `version` grows with
    each save.
    """

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="partners"
    )
    fiscal_code = models.CharField(max_length=16)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "fiscal_code"],
                name="applicants_partner_once_in_an_application",
            ),
            *known_words("partner"),
        ]
        indexes = [models.Index(fields=["fiscal_code", "application"])]


class ProjectDistrict(models.Model):
    """A Distretto that a project covers."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="project_districts"
    )
    district = models.ForeignKey("calls.District", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "district"],
                name="applicants_projectdistrict_once_in_an_application",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.district_id}"
