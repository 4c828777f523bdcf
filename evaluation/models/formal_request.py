"""What the office asks of an applicant during the formal check, and by when it is answered."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from evaluation.enums import PointKind, RequestKind, RequestState


class FormalRequest(models.Model):
    """A clarification request, or a notice of rejection (art. 10-bis L. 241/1990).

    `closes_at` is the first instant that is too late; it only moves on (trigger), by a `TermExtension`.
    That it has passed closes nothing: a person does. Moved by `actions.formal_requests` and
    `actions.formal_answers`.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="formal_requests"
    )
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default=RequestState.OPEN.value)
    reason = models.TextField()
    days = models.PositiveSmallIntegerField()
    article = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "number"], name="evaluation_formalrequest_number_unique"
            ),
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(state=RequestState.OPEN.value),
                name="evaluation_formalrequest_one_open",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in RequestKind]),
                name="evaluation_formalrequest_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(asked_at__lt=F("closes_at")) & Q(days__gte=1) & ~Q(reason=""),
                name="evaluation_formalrequest_has_its_days_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[RequestState.OPEN.value, RequestState.ANSWERED.value],
                    closed_at=None,
                    closed_by=None,
                )
                | (
                    Q(
                        state__in=[RequestState.LAPSED.value, RequestState.CANCELLED.value],
                        closed_at__isnull=False,
                        closed_by__isnull=False,
                    )
                    & ~Q(closing_reason="")
                ),
                name="evaluation_formalrequest_closed_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == RequestState.OPEN.value

    @property
    def due_at(self) -> datetime:
        """The last second in which an answer is in time: how the term is said."""
        return self.closes_at - timedelta(seconds=1)

    @property
    def is_rejection(self) -> bool:
        return self.kind == RequestKind.REJECTION.value


class RequestPoint(models.Model):
    """One thing that a request names: an answer, a document, or something to say; it never changes.

    `code` is the question or the place of the file, `partner` the fiscal code of the partner whose it
    is. `label` is what it was called, `asked` what the office wants, or why it would reject.
    """

    request = models.ForeignKey(
        "evaluation.FormalRequest", on_delete=models.PROTECT, related_name="points"
    )
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    code = models.CharField(max_length=40, blank=True)
    partner = models.CharField(max_length=16, blank=True)
    label = models.CharField(max_length=300)
    asked = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "number"], name="evaluation_requestpoint_number_unique"
            ),
            models.CheckConstraint(
                condition=(Q(kind=PointKind.TEXT.value, code="") & ~Q(asked=""))
                | (Q(kind__in=[PointKind.ANSWER.value, PointKind.FILE.value]) & ~Q(code="")),
                name="evaluation_requestpoint_kind_has_what_it_names",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.number}"


class TermExtension(models.Model):
    """More time for a request, with its reason; it never changes."""

    request = models.ForeignKey(
        "evaluation.FormalRequest", on_delete=models.PROTECT, related_name="extensions"
    )
    before = models.DateTimeField()
    closes_at = models.DateTimeField()
    reason = models.TextField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(before__lt=F("closes_at")) & ~Q(reason=""),
                name="evaluation_termextension_gives_more_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.closes_at}"


class PointReading(models.Model):
    """What the office says of what came for one point; for observations, why they change nothing."""

    point = models.OneToOneField(
        "evaluation.RequestPoint", on_delete=models.PROTECT, related_name="reading"
    )
    accepted = models.BooleanField()
    text = models.TextField()
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="evaluation_pointreading_says_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.point_id}: {self.accepted}"
