"""A letter of the portal to a person, or to an address."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from wecare.notices.enums import Channel, DeliveryState, LetterKind, LetterState
from wecare.notices.labels import (
    CHANNEL_CHOICES,
    DELIVERY_STATE_CHOICES,
    DELIVERY_STATE_MARKS,
    LETTER_KIND_CHOICES,
    LETTER_STATE_CHOICES,
    LETTER_STATE_MARKS,
)

SUBJECT_LENGTH = 200
ERROR_LENGTH = 500
NAME_LENGTH = 200
TAG_LENGTH = 60


class Letter(models.Model):
    """What was written to somebody, word for word, and what became of it.

    Subject and body are frozen when it is written, or when the office confirms it (trigger). It is for
    a person, in whose inbox it stands, or for a plain address: of an organisation, of somebody who is
    not registered. `tag` says what it is about to whoever knows (a call's code). `reference` is the
    Message-ID before the at sign. `delivery` is what its receipts say. `read_at` is the proof of
    reading. `actions` move it.
    """

    key = models.CharField(_("chiave"), max_length=200, unique=True)
    reference = models.CharField(_("riferimento"), max_length=32, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("destinatario"),
    )
    name = models.CharField(_("nome"), max_length=NAME_LENGTH, blank=True)
    address = models.EmailField(_("indirizzo"), blank=True)
    channel = models.CharField(
        _("via"), max_length=10, choices=CHANNEL_CHOICES, default=Channel.EMAIL.value
    )
    kind = models.CharField(
        _("tipo"), max_length=10, choices=LETTER_KIND_CHOICES, default=LetterKind.NEWS.value
    )
    tag = models.CharField(_("argomento"), max_length=TAG_LENGTH, blank=True)
    language = models.CharField(_("lingua"), max_length=5, default="it")
    template = models.CharField(_("modello"), max_length=100)
    words = models.ForeignKey(
        "notices.TemplateVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("parole dell'ufficio"),
    )
    mailing = models.ForeignKey(
        "notices.Mailing",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("invio"),
    )
    context = models.JSONField(_("dati"), default=dict, encoder=DjangoJSONEncoder)
    subject = models.CharField(_("oggetto"), max_length=SUBJECT_LENGTH)
    body = models.TextField(_("testo"))
    is_edited = models.BooleanField(_("corretta a mano"), default=False)
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
    archived_at = models.DateTimeField(_("archiviata il"), null=True, blank=True)
    delivery = models.CharField(
        _("consegna"), max_length=15, choices=DELIVERY_STATE_CHOICES, blank=True, default=""
    )
    delivery_at = models.DateTimeField(_("consegna il"), null=True, blank=True)
    delivery_reason = models.CharField(_("motivo"), max_length=ERROR_LENGTH, blank=True)

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
            models.Index(fields=["tag", "-id"], name="notices_letter_by_tag"),
            models.Index(fields=["template", "-id"], name="notices_letter_by_template"),
            models.Index(
                fields=["delivery_at"],
                condition=models.Q(delivery__in=["not_delivered", "not_accepted"]),
                name="notices_letter_came_back",
            ),
            models.Index(
                fields=["mailing", "id"],
                condition=models.Q(mailing__isnull=False),
                name="notices_letter_by_mailing",
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
                condition=~models.Q(key="") & ~models.Q(subject="") & ~models.Q(reference=""),
                name="notices_letter_has_key_and_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=[each.value for each in Channel])
                & models.Q(kind__in=[each.value for each in LetterKind])
                & models.Q(delivery__in=[each.value for each in DeliveryState]),
                name="notices_letter_words_are_known",
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False)
                | (~models.Q(address="") & ~models.Q(name="")),
                name="notices_letter_has_somebody_to_reach",
            ),
            models.CheckConstraint(
                condition=models.Q(channel=Channel.PORTAL.value, person__isnull=False)
                | ~models.Q(channel=Channel.PORTAL.value),
                name="notices_letter_in_the_portal_is_a_person_s",
            ),
            models.CheckConstraint(
                condition=models.Q(channel=Channel.PEC.value) & ~models.Q(address="")
                | ~models.Q(channel=Channel.PEC.value),
                name="notices_letter_by_pec_has_its_address",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_read(self) -> bool:
        return self.read_at is not None

    @property
    def to_name(self) -> str:
        """Who it is for, as people say it."""
        return self.name or (str(self.person) if self.person else self.address)

    @property
    def to_address(self) -> str:
        """Where it goes when it leaves."""
        return self.address or (self.person.email if self.person else "")

    @property
    def mark(self) -> tuple[object, str]:
        """What the status component shows."""
        return LETTER_STATE_MARKS[LetterState(self.state)]

    @property
    def delivery_mark(self) -> tuple[object, str] | None:
        """What the status component shows of its receipts, if there are any."""
        return DELIVERY_STATE_MARKS.get(DeliveryState(self.delivery))
