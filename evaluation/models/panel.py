"""The panel (nucleo di valutazione) of a call, and how it changes by later acts."""

from django.conf import settings
from django.db import models

from evaluation.enums import PanelChangeKind, PanelRole


class Panel(models.Model):
    """Who judges the applications of a call, appointed by an act after the deadline.

    `quorum` is how many of those who vote a session needs. `by_assignment`: more sit than the rules
    ask for one application, so each application is assigned to some of them.
    """

    call = models.OneToOneField("calls.Call", on_delete=models.PROTECT, related_name="panel")
    act = models.ForeignKey("acts.Act", on_delete=models.PROTECT, related_name="+")
    quorum = models.PositiveSmallIntegerField(default=2)
    by_assignment = models.BooleanField(default=False)
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    appointed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quorum__gte=1), name="evaluation_panel_quorum_is_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}"


class PanelMember(models.Model):
    """A person sits on a panel. Reads nothing before having declared their conflicts.

    `role` is what they are now. `act` is the later act that appointed them, none if it was the
    panel's own; `replaces` is whose place they took, `left_at` when they left it. `competences` are
    words of the manager: topics and Distretti of which they know.
    """

    panel = models.ForeignKey("evaluation.Panel", on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="panel_seats"
    )
    role = models.CharField(max_length=20)
    act = models.ForeignKey(
        "acts.Act", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    left_at = models.DateTimeField(null=True, blank=True)
    competences = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "person"], name="evaluation_panelmember_sits_once"
            ),
            models.UniqueConstraint(
                fields=["panel"],
                condition=models.Q(role=PanelRole.CHAIR.value, left_at=None),
                name="evaluation_panelmember_one_chair_per_panel",
            ),
            models.UniqueConstraint(
                fields=["panel"],
                condition=models.Q(role=PanelRole.SECRETARY.value, left_at=None),
                name="evaluation_panelmember_one_secretary_per_panel",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in PanelRole]),
                name="evaluation_panelmember_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.panel_id}/{self.person_id}"

    @property
    def votes(self) -> bool:
        """Whether they judge: in office, and neither substitute nor secretary."""
        return self.left_at is None and PanelRole(self.role).votes


class PanelChange(models.Model):
    """One thing that changed in a panel, by a later act or by a step of who presides. Only added."""

    panel = models.ForeignKey("evaluation.Panel", on_delete=models.PROTECT, related_name="changes")
    member = models.ForeignKey(
        "evaluation.PanelMember", on_delete=models.PROTECT, related_name="changes"
    )
    kind = models.CharField(max_length=20)
    role = models.CharField(max_length=20)
    act = models.ForeignKey(
        "acts.Act", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in PanelChangeKind]),
                name="evaluation_panelchange_kind_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(act__isnull=False)
                | models.Q(kind=PanelChangeKind.STEPPED_IN.value),
                name="evaluation_panelchange_has_its_act",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason="")
                | ~models.Q(
                    kind__in=[PanelChangeKind.LEFT.value, PanelChangeKind.STEPPED_IN.value]
                ),
                name="evaluation_panelchange_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.kind}"
