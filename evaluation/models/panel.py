"""The panel (nucleo di valutazione) of a call, and what its members declare."""

from django.conf import settings
from django.db import models

from evaluation.enums import PanelRole


class Panel(models.Model):
    """Who judges the applications of a call, appointed by an act after the deadline."""

    call = models.OneToOneField("calls.Call", on_delete=models.PROTECT, related_name="panel")
    act = models.ForeignKey("acts.Act", on_delete=models.PROTECT, related_name="+")
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    appointed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.call_id}"


class PanelMember(models.Model):
    """A person sits on a panel. Reads nothing before having declared their conflicts."""

    panel = models.ForeignKey("evaluation.Panel", on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="panel_seats"
    )
    role = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "person"], name="evaluation_panelmember_sits_once"
            ),
            models.UniqueConstraint(
                fields=["panel"],
                condition=models.Q(role=PanelRole.CHAIR.value),
                name="evaluation_panelmember_one_chair_per_panel",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in PanelRole]),
                name="evaluation_panelmember_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.panel_id}/{self.person_id}"
