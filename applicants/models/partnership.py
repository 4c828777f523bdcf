"""Who takes part beside the lead, and the Distretti of a project."""

from django.conf import settings
from django.db import models

from applicants.models.organisation import Described, known_words
from wecare.core.money import ZERO


class Partner(Described):
    """An organisation that takes part in an application, as the lead describes it.

    Known by its fiscal code, once in an application and never the lead's own. `version` grows with
    each save. Once it accepted it has its `organisation`: from then on who it is comes from that
    record, and its part is written by whoever acts for it (see `record`).
    """

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="partners"
    )
    fiscal_code = models.CharField(max_length=16)
    organisation = models.ForeignKey(
        "applicants.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="partnerships",
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    own_funding = models.DecimalField(max_digits=14, decimal_places=2, default=ZERO)
    own_in_kind = models.DecimalField(max_digits=14, decimal_places=2, default=ZERO)
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
            models.CheckConstraint(
                condition=models.Q(organisation=None, accepted_at=None)
                | models.Q(organisation__isnull=False, accepted_at__isnull=False),
                name="applicants_partner_accepted_with_its_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(own_in_kind__gte=ZERO)
                & models.Q(own_in_kind__lte=models.F("own_funding")),
                name="applicants_partner_in_kind_within_own_funding",
            ),
            *known_words("partner"),
        ]
        indexes = [models.Index(fields=["fiscal_code", "application"])]

    @property
    def has_accepted(self) -> bool:
        return self.organisation_id is not None

    @property
    def record(self) -> Described:
        """Who says who it is: the organisation once it accepted, until then the lead."""
        return self.organisation or self


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
