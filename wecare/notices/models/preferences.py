"""What a person wants of the portal's letters."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Preferences(models.Model):
    """One row for each person who has chosen; who has not gets everything, in Italian.

    `feed` is the number of the person's calendar address: 0 while there is none, and each new address
    makes the ones before it worthless.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="letter_preferences",
        verbose_name=_("persona"),
    )
    language = models.CharField(
        _("lingua"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    not_by_email = ArrayField(
        models.CharField(max_length=10),
        verbose_name=_("tipi che non vuole per email"),
        default=list,
    )
    no_reminders = ArrayField(
        models.CharField(max_length=10), verbose_name=_("promemoria che non vuole"), default=list
    )
    feed = models.PositiveIntegerField(_("numero del calendario"), default=0)
    feed_open = models.BooleanField(_("calendario aperto"), default=False)

    class Meta:
        verbose_name = _("preferenze sui messaggi")
        verbose_name_plural = _("preferenze sui messaggi")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(not_by_email__contains=["formal"]),
                name="notices_preferences_formal_letters_always_leave",
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=[code for code, _name in settings.LANGUAGES]),
                name="notices_preferences_language_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"
