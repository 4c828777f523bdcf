"""What a press of the button asks, compiled once: on the last day many press at once."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from applicants.enums import Power
from applicants.models import Application, SigningCopy, Submission
from applicants.queries.applications import to_lock
from applicants.queries.mandates import applications_of, directly
from calls.models import Rulebook
from wecare.accounts.models import Person
from wecare.core.questions import Question


def to_send(person: Person, public_id: UUID) -> tuple[Application, bool] | None:
    """The application if the person may send it, and whether it was ever printed to be signed; with
    only what the press asks.
    """
    found = _TO_SEND.first(public_id=public_id, person=person.pk)
    if found is None:
        others = applications_of(person, Power.SENDS)
        found = _with_public_id(public_id).filter(pk__in=others).first()
    return (found, found.printed) if found else None


def _with_public_id(public_id: UUID) -> QuerySet[Any]:
    printed = SigningCopy.objects.filter(application=OuterRef("pk"))
    found = Application.objects.filter(public_id=public_id, deleted_at__isnull=True)
    return found.only("public_id", "state").annotate(printed=Exists(printed)).order_by("id")


_TO_SEND: Question[Any] = Question(
    lambda public_id, person: _with_public_id(public_id).filter(directly(person, Power.SENDS))[:1],
    public_id=UUID,
    person=int,
)


def _locked(application: int) -> QuerySet[Any]:
    versions = Rulebook.objects.filter(call=OuterRef("call")).order_by("-version")
    found = to_lock().filter(pk=application).order_by("id")
    return found.annotate(arrived=versions.values("version")[:1])


_LOCKED: Question[Any] = Question(_locked, application=int)


def lock_to_send(application: Application) -> tuple[Application, int]:
    """The application under its lock, and the version of the rules as the press arrives, before it
    waits for anybody.
    """
    (found,) = _LOCKED.ask(application=application.pk)
    return found, found.arrived or 0


def sent_or_used(application: Application, key: str) -> list[tuple[str, int]]:
    """(key, version) of what was sent of the application, and of what was sent with the key."""
    return _SENT_OR_USED.ask(application=application.pk, key=key)


_SENT_OR_USED: Question[Any] = Question(
    lambda application, key: (
        Submission.objects.filter(Q(application=application) | Q(idempotency_key=key))
        .order_by("version")
        .values_list("idempotency_key", "version")
    ),
    application=int,
    key=str,
)
