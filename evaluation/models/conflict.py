"""What keeps a member of the panel from an application: declared, with a reason, never taken back."""

from django.conf import settings
from django.db import models


class ConflictDeclaration(models.Model):
    """A member has declared, having seen who applies (art. 6-bis L. 241/1990)."""

    member = models.OneToOneField(
        "evaluation.PanelMember", on_delete=models.PROTECT, related_name="declaration"
    )
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.member_id}"


class Conflict(models.Model):
    """A member abstains from every application in which an organisation leads or is a partner.

    The organisation is known by its fiscal code, and its name is kept as it was shown: a partner
    may have no record of its own.
    """

    declaration = models.ForeignKey(
        "evaluation.ConflictDeclaration", on_delete=models.PROTECT, related_name="conflicts"
    )
    fiscal_code = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    reason = models.TextField()
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "fiscal_code"],
                name="evaluation_conflict_once_per_organisation",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="evaluation_conflict_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~models.Q(fiscal_code="") & ~models.Q(name=""),
                name="evaluation_conflict_names_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.declaration_id}/{self.fiscal_code}"


class Recusal(models.Model):
    """A member abstains from one application, with a reason. Only added."""

    member = models.ForeignKey(
        "evaluation.PanelMember", on_delete=models.PROTECT, related_name="recusals"
    )
    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="recusals"
    )
    reason = models.TextField()
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "submission"], name="evaluation_recusal_once_per_application"
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="evaluation_recusal_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}/{self.submission_id}"


class StandIn(models.Model):
    """A substitute judges one application in the place of a member who abstains. Only added."""

    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="stand_ins"
    )
    member = models.ForeignKey("evaluation.PanelMember", on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey(
        "evaluation.PanelMember", on_delete=models.PROTECT, related_name="stands_in"
    )
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "member"], name="evaluation_standin_once_per_member"
            ),
            models.UniqueConstraint(
                fields=["submission", "substitute"], name="evaluation_standin_once_per_substitute"
            ),
            models.CheckConstraint(
                condition=~models.Q(member=models.F("substitute")) & ~models.Q(reason=""),
                name="evaluation_standin_is_another_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.substitute_id}"
