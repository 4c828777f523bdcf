"""A letter of the portal to a person."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from wecare.notices.enums import LetterState
from wecare.notices.labels import LETTER_STATE_CHOICES, LETTER_STATE_MARKS

SUBJECT_LENGTH = 200
ERROR_LENGTH = 500


class Letter(models.Model):
    """What was written to a person, word for word, and what became of it.

    Subject and body are frozen when it is written. It stands in the person's inbox at once; the
    e-mail follows. ``read_at`` is the proof of reading. ``actions.letters`` moves it.
    """

    key = models.CharField(_("chiave"), max_length=200, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="letters",
        verbose_name=_("destinatario"),
    )
    template = models.CharField(_("modello"), max_length=100)
    context = models.JSONField(_("dati"), default=dict, encoder=DjangoJSONEncoder)
    subject = models.CharField(_("oggetto"), max_length=SUBJECT_LENGTH)
    body = models.TextField(_("testo"))
    state = models.CharField(
        _("stato"),
        max_length=20,
        choices=LETTER_STATE_CHOICES,
        default=LetterState.QUEUED.value,
    )
    attempts = models.PositiveSmallIntegerField(_("tentativi"), default=0)
    error = models.CharField(_("errore"), max_length=ERROR_LENGTH, blank=True)
    created_at = models.DateTimeField(_("scritta il"))
    due_at = models.DateTimeField(_("da inviare dal"))
    sent_at = models.DateTimeField(_("inviata il"), null=True, blank=True)
    read_at = models.DateTimeField(_("letta il"), null=True, blank=True)

    class Meta:
        verbose_name = _("lettera")
        verbose_name_plural = _("lettere")
        indexes = [
            models.Index(fields=["person", "-id"], name="notices_letter_inbox"),
            models.Index(
                fields=["due_at"],
                condition=models.Q(state=LetterState.QUEUED.value),
                name="notices_letter_to_send",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in LetterState]),
                name="notices_letter_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state=LetterState.SENT.value, sent_at__isnull=False)
                | (~models.Q(state=LetterState.SENT.value) & models.Q(sent_at=None)),
                name="notices_letter_sent_has_its_instant",
            ),
            models.CheckConstraint(
                condition=models.Q(read_at=None) | models.Q(read_at__gte=models.F("created_at")),
                name="notices_letter_read_after_it_is_written",
            ),
            models.CheckConstraint(
                condition=~models.Q(key="") & ~models.Q(subject=""),
                name="notices_letter_has_key_and_subject",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_read(self) -> bool:
        return self.read_at is not None

    @property
    def mark(self) -> tuple[object, str]:
        """What the status component shows."""
        return LETTER_STATE_MARKS[LetterState(self.state)]
