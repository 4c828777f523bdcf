"""What an act asks for before its adoption, and who gave it."""

from django.db import models
from django.db.models import Q

from wecare.accounts.enums import Role
from wecare.acts.engine.chain import ChainStep, steps_of
from wecare.acts.enums import ApprovalOutcome
from wecare.acts.labels import APPROVAL_OUTCOME
from wecare.acts.models.fields import person


class ApprovalChain(models.Model):
    """What the acts of a template need, from a version on; only added (trigger).

    The last number is in force for the proofs prepared from then on. `steps` are the approvals, in
    their order: a list of `{"title", "role"}`, empty where none is asked. With `signature` the act
    is published only once its signed file is there, or was attested.
    """

    template = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    steps = models.JSONField(default=list, blank=True)
    signature = models.BooleanField(default=False)
    reason = models.CharField(max_length=500)
    set_at = models.DateTimeField()
    set_by = person(null=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"], name="acts_approvalchain_is_numbered_alone"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="acts_approvalchain_is_set_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.number}"

    @property
    def asked(self) -> tuple[ChainStep, ...]:
        """The approvals asked, in their order."""
        return steps_of(self.steps)


class Approval(models.Model):
    """An approval given to a proof, or the proof sent back with a reason; only added (trigger).

    It is worth for the `revision` it was given to: an act that is reopened asks for all anew.
    `context_digest` is what was read.
    """

    act = models.ForeignKey("acts.Act", on_delete=models.PROTECT, related_name="approvals")
    revision = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    role = models.CharField(max_length=20)
    outcome = models.CharField(max_length=10, choices=APPROVAL_OUTCOME)
    reason = models.CharField(max_length=1000, blank=True)
    context_digest = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    given_by = person(null=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["act", "revision", "position"],
                condition=Q(outcome=ApprovalOutcome.APPROVED.value),
                name="acts_approval_is_given_once",
            ),
            models.UniqueConstraint(
                fields=["act", "revision", "given_by"],
                condition=Q(outcome=ApprovalOutcome.APPROVED.value),
                name="acts_approval_is_one_per_person",
            ),
            models.UniqueConstraint(
                fields=["act", "revision"],
                condition=Q(outcome=ApprovalOutcome.RETURNED.value),
                name="acts_approval_sends_back_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome=ApprovalOutcome.APPROVED.value)
                | Q(outcome=ApprovalOutcome.RETURNED.value) & ~Q(reason=""),
                name="acts_approval_sends_back_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]),
                name="acts_approval_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act_id}/{self.revision}: {self.title}"

    @property
    def is_given(self) -> bool:
        """Whether the act was approved, not sent back."""
        return self.outcome == ApprovalOutcome.APPROVED
