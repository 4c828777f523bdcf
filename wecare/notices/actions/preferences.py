"""A person says which letters also come by e-mail, in which language, and which reminders."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext

from wecare.accounts.models import Person
from wecare.core import events
from wecare.core.errors import DomainError
from wecare.notices.enums import LetterKind, ReminderStep
from wecare.notices.models import Preferences


class PreferenceRefused(DomainError):
    """What always leaves cannot be switched off."""


@transaction.atomic
def choose(
    *,
    person: Person,
    language: str,
    not_by_email: Iterable[LetterKind],
    no_reminders: Iterable[ReminderStep],
) -> Preferences:
    """Keep what the person wants from now on; letters written before stay as they are.

    :raises PreferenceRefused: if formal letters are among those not wanted by e-mail.
    """
    unwanted = sorted({kind.value for kind in not_by_email})
    if LetterKind.FORMAL.value in unwanted:
        raise PreferenceRefused(
            gettext("Le comunicazioni formali arrivano sempre anche per email.")
        )
    row = _locked(person)
    row.language = language
    row.not_by_email = unwanted
    row.no_reminders = sorted({step.value for step in no_reminders})
    row.save(update_fields=["language", "not_by_email", "no_reminders"])
    events.record(
        "preferences.chosen",
        subject=row,
        actor=person,
        language=language,
        not_by_email=row.not_by_email,
        no_reminders=row.no_reminders,
    )
    return row


@transaction.atomic
def leave(*, person: Person, kind: LetterKind) -> Preferences:
    """No more e-mails of this kind: what the link in a letter does, with no login.

    :raises PreferenceRefused: if the kind always leaves.
    """
    if kind is LetterKind.FORMAL:
        raise PreferenceRefused(
            gettext("Le comunicazioni formali arrivano sempre anche per email.")
        )
    row = _locked(person)
    if kind.value not in row.not_by_email:
        row.not_by_email = sorted({*row.not_by_email, kind.value})
        row.save(update_fields=["not_by_email"])
        events.record("preferences.left", subject=row, actor=None, kind=kind.value)
    return row


@transaction.atomic
def open_feed(*, person: Person) -> Preferences:
    """Make a new address of the person's calendar; the ones before answer no more."""
    row = _locked(person)
    row.feed += 1
    row.feed_open = True
    row.save(update_fields=["feed", "feed_open"])
    events.record("preferences.feed_opened", subject=row, actor=person)
    return row


@transaction.atomic
def close_feed(*, person: Person) -> Preferences:
    """Revoke the address of the person's calendar."""
    row = _locked(person)
    if row.feed_open:
        row.feed_open = False
        row.save(update_fields=["feed_open"])
        events.record("preferences.feed_closed", subject=row, actor=person)
    return row


def _locked(person: Person) -> Preferences:
    Preferences.objects.get_or_create(person=person)
    return Preferences.objects.select_for_update(of=("self",)).get(person=person)
