"""A letter of the office to many."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wecare.notices.enums import LetterKind, MailingState
from wecare.notices.labels import (
    LETTER_KIND_CHOICES,
    MAILING_STATE_CHOICES,
    MAILING_STATE_MARKS,
)
from wecare.notices.models.letter import SUBJECT_LENGTH, TAG_LENGTH


class Mailing(models.Model):
    """What an officer writes to everybody in an audience. `actions.mailings` moves it.

    While a draft it has no letters. Then `expected` letters are written and held, one for each
    addressee there was, until somebody confirms or cancels them all. `prepared_at` says that they are
    all there, `released_at` that they were all let go.
    """

    audience = models.CharField(_("a chi"), max_length=40)
    tag = models.CharField(_("argomento"), max_length=TAG_LENGTH)
    kind = models.CharField(
        _("tipo"), max_length=10, choices=LETTER_KIND_CHOICES, default=LetterKind.NEWS.value
    )
    subject = models.CharField(_("oggetto"), max_length=SUBJECT_LENGTH)
    body = models.TextField(_("testo"))
    version = models.PositiveIntegerField(_("versione"), default=1)
    state = models.CharField(
        _("stato"),
        max_length=20,
        choices=MAILING_STATE_CHOICES,
        default=MailingState.DRAFT.value,
    )
    expected = models.PositiveIntegerField(_("lettere previste"), default=0)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("scritta da"),
    )
    created_at = models.DateTimeField(_("scritta il"))
    held_at = models.DateTimeField(_("trattenuta il"), null=True, blank=True)
    prepared_at = models.DateTimeField(_("preparata il"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confermata da"),
    )
    confirmed_at = models.DateTimeField(_("confermata il"), null=True, blank=True)
    released_at = models.DateTimeField(_("lasciata andare il"), null=True, blank=True)

    class Meta:
        verbose_name = _("invio a molti")
        verbose_name_plural = _("invii a molti")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in MailingState])
                & models.Q(kind__in=[kind.value for kind in LetterKind]),
                name="notices_mailing_words_are_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state=MailingState.CONFIRMED.value,
                    confirmed_at__isnull=False,
                    prepared_at__isnull=False,
                )
                | (~models.Q(state=MailingState.CONFIRMED.value) & models.Q(confirmed_at=None)),
                name="notices_mailing_confirmed_once_prepared",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def mark(self) -> tuple[object, str]:
        """What the status component shows."""
        return MAILING_STATE_MARKS[MailingState(self.state)]
