"""The office's own words for a letter that an app writes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wecare.notices.models.letter import SUBJECT_LENGTH


class TemplateVersion(models.Model):
    """One version of the office's words for a letter in one language; rows are only added (trigger).

    The last version is in force. With empty words it gives way to those shipped with the portal.
    Placeholders are `{nome}`, and nothing else is understood.
    """

    template = models.CharField(_("modello"), max_length=100)
    language = models.CharField(_("lingua"), max_length=5, choices=settings.LANGUAGES)
    version = models.PositiveIntegerField(_("versione"))
    subject = models.CharField(_("oggetto"), max_length=SUBJECT_LENGTH, blank=True)
    body = models.TextField(_("testo"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("scritto da"),
    )
    written_at = models.DateTimeField(_("scritto il"))

    class Meta:
        verbose_name = _("versione di un modello")
        verbose_name_plural = _("versioni dei modelli")
        constraints = [
            models.UniqueConstraint(
                fields=["template", "language", "version"],
                name="notices_templateversion_once",
            ),
            models.CheckConstraint(
                condition=models.Q(subject="", body="")
                | (~models.Q(subject="") & ~models.Q(body="")),
                name="notices_templateversion_whole_or_shipped",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.language} {self.version}"

    @property
    def is_shipped(self) -> bool:
        """Whether it gives way to the words of the portal."""
        return not self.body
