"""What people want of letters, and the signed addresses that work without a login."""

from typing import Any

from django.conf import settings
from django.core import signing

from wecare.accounts.models import Person
from wecare.notices.enums import LetterKind, ReminderStep
from wecare.notices.models import Preferences

_LEAVE = "wecare.notices.leave"
_FEED = "wecare.notices.feed"


def of(person: Any) -> Preferences:
    """What the person has chosen, or a row not kept yet that says what everybody gets."""
    found = Preferences.objects.filter(person_id=person.pk).first()
    return found or Preferences(person_id=person.pk, language=settings.LANGUAGE_CODE)


def without_reminder(step: ReminderStep) -> frozenset[int]:
    """The people who do not want this reminder, by number."""
    rows = Preferences.objects.filter(no_reminders__contains=[step.value]).order_by("person_id")
    return frozenset(rows.values_list("person_id", flat=True))


def leave_token(person_id: int, kind: LetterKind) -> str:
    """What lets somebody who holds a letter switch off e-mails of its kind, and nothing else."""
    return signing.Signer(salt=_LEAVE).sign(f"{person_id}.{kind.value}")


def left_by(token: str) -> tuple[Person, LetterKind] | None:
    """Who may switch off what by this token; None if nobody signed it."""
    try:
        number, kind = signing.Signer(salt=_LEAVE).unsign(token).split(".")
        person = Person.objects.filter(pk=int(number)).first()
        return None if person is None else (person, LetterKind(kind))
    except (signing.BadSignature, ValueError):
        return None


def feed_token(preferences: Preferences) -> str:
    """The secret part of the address of the person's calendar."""
    return signing.Signer(salt=_FEED).sign(f"{preferences.person_id}.{preferences.feed}")


def fed_by(token: str) -> Person | None:
    """Whose calendar this is; None if the address was revoked or nobody signed it."""
    try:
        person_id, feed = map(int, signing.Signer(salt=_FEED).unsign(token).split("."))
    except (signing.BadSignature, ValueError):
        return None
    found = Preferences.objects.filter(
        person_id=person_id, feed=feed, feed_open=True, person__is_active=True
    )
    row = found.select_related("person").first()
    return None if row is None else row.person
