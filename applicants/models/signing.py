"""The application as it is printed to be signed, what came back signed, and what was sent with it."""

from django.conf import settings
from django.db import models


class SigningCopy(models.Model):
    """The content of a draft at one instant, printed to be signed; never changes (trigger).

    The last one of the phase counts, as long as the draft still says what it says.
    """

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.PROTECT, related_name="signing_copies"
    )
    phase = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    rulebook = models.ForeignKey("calls.Rulebook", on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    content_digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    document = models.OneToOneField("core.Document", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="applicants_signingcopy_number_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.number}"


class SignedFile(models.Model):
    """A file that came back, with the report of its verification: accepted, or refused and why.

    Evidence for the applicant either way: it never changes (trigger). `problem` and `reason` are
    blank if it was accepted.
    """

    copy = models.ForeignKey(
        "applicants.SigningCopy", on_delete=models.PROTECT, related_name="signed_files"
    )
    filename = models.CharField(max_length=150)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    report = models.JSONField()
    report_digest = models.CharField(max_length=64)
    problem = models.CharField(max_length=30, blank=True)
    reason = models.TextField(blank=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(problem="", reason="")
                | (~models.Q(problem="") & ~models.Q(reason="")),
                name="applicants_signedfile_refused_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How people cite it."""
        return f"F-{self.pk}"

    @property
    def accepted(self) -> bool:
        """Whether its signatures held when they were verified."""
        return not self.problem


class SubmissionSignature(models.Model):
    """The signed file with which a version was sent; never changes (trigger)."""

    submission = models.OneToOneField(
        "applicants.Submission", on_delete=models.PROTECT, related_name="signature"
    )
    signed_file = models.ForeignKey(
        "applicants.SignedFile", on_delete=models.PROTECT, related_name="submissions"
    )

    def __str__(self) -> str:
        return f"{self.submission_id} {self.signed_file_id}"
