"""That an adopted act was signed: the signed file with its verification, or an attestation."""

from django.db import models
from django.db.models import Q

from wecare.acts.enums import SignedWay
from wecare.acts.labels import SIGNED_WAY
from wecare.acts.models.fields import person


class SignedAct(models.Model):
    """A signed file that came back, accepted or refused, or an attestation; only added (trigger).

    A file has the `report` of its verification (`wecare.core.signatures.facts`); `problem` says why
    it was refused, `reason` says it in words. An attestation has no file: `reason` is where the
    signed original is and why it is not here. One is accepted for each act, unless the scanner
    blocked its file: then it counts no more, and another may come (trigger).
    """

    act = models.ForeignKey("acts.Act", on_delete=models.PROTECT, related_name="signed")
    way = models.CharField(max_length=10, choices=SIGNED_WAY)
    file = models.ForeignKey(
        "core.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    filename = models.CharField(max_length=150, blank=True)
    report = models.JSONField(null=True, blank=True)
    report_digest = models.CharField(max_length=64, blank=True)
    problem = models.CharField(max_length=30, blank=True)
    reason = models.TextField(blank=True)
    given_at = models.DateTimeField()
    given_by = person(null=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    way=SignedWay.ATTESTED.value,
                    file__isnull=True,
                    filename="",
                    report__isnull=True,
                    problem="",
                )
                & ~Q(reason="")
                | Q(way=SignedWay.SIGNATURE.value, file__isnull=False, report__isnull=False)
                & ~Q(filename="")
                & ~Q(report_digest="")
                & (Q(problem="", reason="") | ~Q(problem="") & ~Q(reason="")),
                name="acts_signedact_is_a_file_or_an_attestation",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How people cite it."""
        return f"FA-{self.pk}"

    @property
    def accepted(self) -> bool:
        """Whether it says that the act was signed."""
        return not self.problem

    @property
    def is_attested(self) -> bool:
        """Whether somebody's word stands for the file."""
        return self.way == SignedWay.ATTESTED
