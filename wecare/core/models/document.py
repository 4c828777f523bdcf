"""Printed documents."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wecare.core.constraints import both_or_neither
from wecare.core.enums import DocumentState
from wecare.core.labels import DOCUMENT_STATE


class Document(models.Model):
    """A document to print once: what it says is frozen when it is asked for.

    Moved by `wecare.core.printing` alone. The context never changes, the file is set once, and a
    trigger holds both. `claimed_until` is the lease of the worker that is rendering it now;
    of a long one, `parts_done` of `parts` are composed.
    """

    key = models.CharField(_("chiave"), max_length=200, unique=True)
    kind = models.CharField(_("genere"), max_length=60)
    title = models.CharField(_("titolo"), max_length=300)
    template = models.CharField(_("modello"), max_length=200)
    template_digest = models.CharField(_("impronta del modello"), max_length=64)
    context = models.JSONField(_("contenuto"))
    context_digest = models.CharField(_("impronta del contenuto"), max_length=64)
    chain_head = models.CharField(_("impronta del registro alla richiesta"), max_length=64)
    check_code = models.CharField(_("codice di verifica"), max_length=13, unique=True)
    data_name = models.CharField(_("nome dei dati allegati"), max_length=100, blank=True)
    requested_at = models.DateTimeField(_("chiesto il"))
    state = models.CharField(
        _("stato"),
        max_length=10,
        choices=[(state.value, label) for state, label in DOCUMENT_STATE.items()],
        default=DocumentState.PENDING,
    )
    attempts = models.PositiveSmallIntegerField(_("tentativi"), default=0)
    error = models.TextField(_("errore"), blank=True)
    claimed_until = models.DateTimeField(_("in lavorazione fino al"), null=True, blank=True)
    file = models.ForeignKey(
        "core.StoredFile",
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
    )
    versions = models.JSONField(_("versioni"), null=True, blank=True)
    parts = models.PositiveSmallIntegerField(_("parti"), default=0)  # 0 where it is printed whole
    parts_done = models.PositiveSmallIntegerField(_("parti composte"), default=0)
    rendered_at = models.DateTimeField(_("stampato il"), null=True, blank=True)

    class Meta:
        verbose_name = _("documento")
        verbose_name_plural = _("documenti")
        indexes = [
            models.Index(
                fields=["requested_at"],
                condition=Q(state=DocumentState.PENDING.value),
                name="core_document_pending",
            )
        ]
        constraints = [
            both_or_neither("file", "rendered_at"),
            models.CheckConstraint(
                condition=Q(state=DocumentState.RENDERED.value, file__isnull=False)
                | Q(
                    state__in=[DocumentState.PENDING.value, DocumentState.FAILED.value],
                    file__isnull=True,
                ),
                name="core_document_rendered_has_a_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.check_code})"

    @property
    def is_rendered(self) -> bool:
        """Whether the PDF exists."""
        return self.state == DocumentState.RENDERED

    @property
    def is_failed(self) -> bool:
        """Whether the portal gave up and a person has to ask again."""
        return self.state == DocumentState.FAILED
