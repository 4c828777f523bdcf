"""A call, its frozen rulebooks and its windows."""

from functools import cached_property

from django.conf import settings
from django.db import models

from calls.engine import rulebook as engine
from calls.enums import CallState


class Call(models.Model):
    """A public call (bando). The draft is edited by people; publication freezes it as a rulebook.

    After the publication the draft is the correction being prepared: it differs from
    `published_draft`, from which the version in force was frozen, until it is published or thrown
    away. The state moves only in `calls.actions.calls` (and, to the right, through those actions).
    """

    code = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    line = models.ForeignKey("calls.Line", on_delete=models.PROTECT, related_name="calls")
    fund = models.ForeignKey("calls.Fund", on_delete=models.PROTECT, related_name="calls")
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in CallState],
        default=CallState.DRAFT.value,
    )
    draft = models.JSONField(default=dict)
    draft_version = models.PositiveIntegerField(default=1)
    search_text = models.TextField(blank=True)
    published_draft = models.JSONField(null=True, blank=True)
    act = models.ForeignKey(
        "acts.Act", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    demonstration = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in CallState]),
                name="calls_call_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state=CallState.DRAFT.value) | models.Q(act__isnull=False),
                name="calls_call_published_has_its_act",
            ),
            models.CheckConstraint(
                condition=models.Q(state=CallState.DRAFT.value)
                | models.Q(published_draft__isnull=False),
                name="calls_call_published_keeps_its_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.title}"

    @property
    def has_correction(self) -> bool:
        """Whether a correction of the published rules is being prepared."""
        return self.published_draft is not None and self.draft != self.published_draft


RULES_KEPT = 100  # rulebooks that a process remembers, some 50 kB each
_read: dict[str, engine.Rulebook] = {}


class Rulebook(models.Model):
    """One published version of a call's rules: immutable, hashed, with the act it comes from."""

    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="rulebooks")
    version = models.PositiveIntegerField()
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    act = models.ForeignKey("acts.Act", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "version"], name="calls_rulebook_version_unique_in_call"
            )
        ]

    def __str__(self) -> str:
        return f"{self.call_id}/{self.version}"

    @cached_property
    def rules(self) -> engine.Rulebook:
        """The frozen rules as values, read once in each process: the digest tells which they are."""
        found = _read.get(self.digest)
        if found is None:
            found = engine.Rulebook.from_json(self.body)
            if len(_read) >= RULES_KEPT:
                _read.clear()
            _read[self.digest] = found
        return found


class Window(models.Model):
    """When applications may be sent. An extension is a new row with its act, never an update.

    A call has one window or several, each with its `number`; of the rows of one number the last by
    `sequence` is in force.
    Senders hold this row FOR SHARE; closing updates it (`sealed_at`), so it waits for them all.
    """

    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="windows")
    sequence = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=1)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    act = models.ForeignKey("acts.Act", on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "sequence"], name="calls_window_sequence_unique_in_call"
            ),
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("closes_at")),
                name="calls_window_opens_before_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}/{self.sequence}"
