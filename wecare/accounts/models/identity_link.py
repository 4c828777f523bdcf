"""The tie between a person and what an identity provider says of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wecare.accounts.enums import AssuranceLevel
from wecare.accounts.labels import ASSURANCE_CHOICES


class IdentityLink(models.Model):
    """A provider knows the person under this subject, at this level of assurance.

    The password provider makes one at registration; a provider such as SPID or CIE makes one the
    first time it identifies the person. ``actions.identities`` writes it.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="identity_links",
        verbose_name=_("persona"),
    )
    provider = models.CharField(_("fornitore di identità"), max_length=40)
    subject = models.CharField(_("soggetto"), max_length=255)
    level = models.CharField(_("livello"), max_length=20, choices=ASSURANCE_CHOICES)
    linked_at = models.DateTimeField(_("collegata il"))

    class Meta:
        verbose_name = _("identità collegata")
        verbose_name_plural = _("identità collegate")
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "subject"],
                name="accounts_identitylink_one_per_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=[level.value for level in AssuranceLevel]),
                name="accounts_identitylink_level_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(subject="") & ~models.Q(provider=""),
                name="accounts_identitylink_names_its_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider}: {self.subject}"
