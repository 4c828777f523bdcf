"""What came back to the portal's mailboxes about its letters."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wecare.notices.enums import ReceiptKind
from wecare.notices.labels import RECEIPT_KIND_CHOICES, RECEIPT_KINDS


class Receipt(models.Model):
    """A receipt or bounce as it came, kept whole by its digest; rows are only added (trigger).

    `letter` is null when nobody knows the reference. What is not `is_sound` moved nothing.
    """

    letter = models.ForeignKey(
        "notices.Letter",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="receipts",
        verbose_name=_("lettera"),
    )
    kind = models.CharField(_("tipo"), max_length=30, choices=RECEIPT_KIND_CHOICES)
    reference = models.CharField(_("riferimento"), max_length=200, blank=True)
    identifier = models.CharField(_("identificativo"), max_length=200, blank=True)
    at = models.DateTimeField(_("istante certificato"), null=True, blank=True)
    reason = models.CharField(_("motivo"), max_length=500, blank=True)
    is_sound = models.BooleanField(_("leggibile e coerente"))
    file = models.OneToOneField(
        "core.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name=_("messaggio")
    )
    received_at = models.DateTimeField(_("letta il"))

    class Meta:
        verbose_name = _("ricevuta")
        verbose_name_plural = _("ricevute")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in ReceiptKind]),
                name="notices_receipt_kind_is_known",
            ),
        ]
        indexes = [models.Index(fields=["letter", "id"], name="notices_receipt_of_letter")]

    def __str__(self) -> str:
        return f"{self.kind} {self.identifier}"

    @property
    def said(self) -> object:
        """What it is, as people say it."""
        return RECEIPT_KINDS[ReceiptKind(self.kind)]


class Mailbox(models.Model):
    """How far a mailbox was read: messages have growing numbers while `validity` stays (RFC 3501)."""

    name = models.CharField(_("casella"), max_length=20, unique=True)
    validity = models.BigIntegerField(_("validità dei numeri"), default=0)
    last = models.BigIntegerField(_("ultimo messaggio letto"), default=0)
    read_at = models.DateTimeField(_("letta il"), null=True, blank=True)

    class Meta:
        verbose_name = _("casella")
        verbose_name_plural = _("caselle")

    def __str__(self) -> str:
        return self.name
