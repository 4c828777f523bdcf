"""The grant of an office by an act."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wecare.accounts.enums import Role
from wecare.accounts.labels import ROLE_CHOICES, ROLES


class RoleGrant(models.Model):
    """A person holds a role from an instant, by a legal basis, until it is ended.

    ``actions.people.grant_role`` and ``end_role`` write it; a grant is ended, never erased.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="role_grants",
        verbose_name=_("persona"),
    )
    role = models.CharField(_("ruolo"), max_length=20, choices=ROLE_CHOICES)
    basis = models.CharField(_("atto di incarico"), max_length=300)
    granted_at = models.DateTimeField(_("conferito il"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("conferito da"),
    )
    ended_at = models.DateTimeField(_("cessato il"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("cessato da"),
    )

    class Meta:
        verbose_name = _("ruolo conferito")
        verbose_name_plural = _("ruoli conferiti")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=models.Q(ended_at=None),
                name="accounts_rolegrant_one_live_per_person_and_role",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]),
                name="accounts_rolegrant_role_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(basis=""),
                name="accounts_rolegrant_has_a_basis",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("granted_at")),
                name="accounts_rolegrant_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_by=None) | models.Q(ended_at__isnull=False),
                name="accounts_rolegrant_ended_by_only_if_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{ROLES[Role(self.role)]}: {self.basis}"
