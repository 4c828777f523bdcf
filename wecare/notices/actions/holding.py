"""Held letters of a mailing: written in batches, corrected one by one, let go in batches."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.notices import documents
from wecare.notices.actions import sending
from wecare.notices.actions.letters import LetterRefused, leaves_by_email, reference_of, to_person
from wecare.notices.actions.mailings import MailingRefused, addressees_of, known_placeholders
from wecare.notices.actions.words import check_placeholders
from wecare.notices.engine import audiences
from wecare.notices.engine.audiences import Addressee
from wecare.notices.engine.catalogue import COMMON
from wecare.notices.engine.lifecycle import LETTER
from wecare.notices.enums import Channel, LetterKind, LetterState, MailingState
from wecare.notices.models import Letter, Mailing, Preferences

BATCH = 100  # letters of one transaction


def prepare(*, mailing: Mailing) -> Mailing:
    """Write the letters that lack, each held; done once, however often it is asked for."""
    mailing = Mailing.objects.get(pk=mailing.pk)
    if not _is_to_prepare(mailing):
        return mailing
    found = addressees_of(mailing)
    common = dict(audiences.audience(mailing.audience).common(mailing.tag))
    for start in range(0, len(found), BATCH):
        if not _write_batch(mailing, found[start : start + BATCH], common):
            return Mailing.objects.get(pk=mailing.pk)
    return _finish(mailing)


def release(*, mailing: Mailing) -> Mailing:
    """Let the held letters of a confirmed mailing go; done once, however often it is asked for."""
    while (leaving := _release_batch(mailing)) is not None:
        for number in leaving:
            sending.send(letter=Letter(pk=number))
    return _released(mailing)


@transaction.atomic
def correct(*, letter: Letter, subject: str, body: str, by: Person) -> Letter:
    """Change the words of one held letter.

    :raises LetterRefused: if it is not held any more.
    """
    row = _held(letter)
    row.subject, row.body, row.is_edited = subject, body.rstrip() + "\n", True
    row.save(update_fields=["subject", "body", "is_edited"])
    events.record("letter.corrected", subject=row, actor=by, mailing=row.mailing_id)
    return row


@transaction.atomic
def correct_all(*, mailing: Mailing, subject: str, body: str, by: Person) -> int:
    """Change the words of every held letter that nobody corrected by hand; tells how many.

    :raises MailingRefused: if it is not held, or its letters are not all written yet.
    :raises WordsRefused: if a placeholder is unknown.
    """
    row = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if row.state != MailingState.HELD.value or row.prepared_at is None:
        raise MailingRefused(gettext("Si correggono insieme solo lettere pronte e da confermare."))
    chosen = audiences.audience(row.audience)
    check_placeholders(subject, body, known_placeholders(chosen, row.tag))
    row.subject, row.body = subject, body
    row.version += 1
    row.save(update_fields=["subject", "body", "version"])
    held = row.letters.select_for_update(of=("self",)).filter(
        state=LetterState.HELD.value, is_edited=False
    )
    letters = list(held.order_by("id"))
    for each in letters:
        to = documents.To(each.context["nome"], each.context["indirizzo"], each.person_id)
        composed = documents.in_words(
            to=to,
            kind=LetterKind(row.kind),
            subject=subject,
            body=body,
            values=each.context,
            language=each.language,
        )
        each.subject, each.body = composed.subject, composed.body
    Letter.objects.bulk_update(letters, ["subject", "body"], batch_size=BATCH)
    events.record("mailing.rewritten", subject=row, actor=by, letters=len(letters))
    return len(letters)


@transaction.atomic
def cancel(*, letter: Letter, by: Person) -> Letter:
    """Leave one addressee out.

    :raises LetterRefused: if it is not held any more.
    """
    row = _held(letter)
    row.state = LETTER.follow("cancel", LetterState(row.state)).value
    row.save(update_fields=["state"])
    events.record("letter.cancelled", subject=row, actor=by, mailing=row.mailing_id)
    return row


@transaction.atomic
def _write_batch(mailing: Mailing, batch: list[Addressee], common: dict[str, str]) -> bool:
    """Write these letters unless the mailing was cancelled meanwhile; False then."""
    row = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if not _is_to_prepare(row):
        return False
    keys = {_key(row, each): each for each in batch}
    written = set(Letter.objects.filter(key__in=keys).values_list("key", flat=True))
    people = Person.objects.in_bulk({each.person_id for each in batch if each.person_id})
    wanted = {
        each.person_id: each
        for each in Preferences.objects.filter(person__in=people).order_by("pk")
    }
    known = _Known(row, common, people, wanted, clock.now())
    Letter.objects.bulk_create(
        [
            letter
            for key, each in keys.items()
            if key not in written
            for letter in _letters(known, key, each)
        ],
        ignore_conflicts=True,
    )
    return True


@dataclass(frozen=True, slots=True)
class _Known:
    """What the letters of a batch have in common, read once."""

    mailing: Mailing
    common: dict[str, str]
    people: dict[int, Person]
    wanted: dict[int, Preferences]
    at: datetime


def _letters(known: _Known, key: str, each: Addressee) -> list[Letter]:
    """The letter of an addressee, after the copies for the inboxes of its people."""
    mailing, wanted = known.mailing, known.wanted
    kind = LetterKind(mailing.kind)
    person = known.people.get(each.person_id or 0)
    to = documents.To(each.name, each.address) if person is None else to_person(person)
    language = wanted[person.pk].language if person and person.pk in wanted else "it"
    values = {**known.common, **each.values, **documents.named(to)}
    composed = documents.in_words(
        to=to,
        kind=kind,
        subject=mailing.subject,
        body=mailing.body,
        values=values,
        language=language,
    )
    fields: dict[str, Any] = {
        "kind": kind.value,
        "tag": mailing.tag,
        "language": language,
        "template": COMMON,
        "mailing": mailing,
        "context": values,
        "subject": composed.subject,
        "body": composed.body,
        "state": LetterState.HELD.value,
        "created_at": known.at,
        "due_at": known.at,
    }
    channel = audiences.audience(mailing.audience).channel
    first = Letter(key=key, reference=reference_of(key), person=person, **fields)
    if person is None:
        first.name, first.address, first.channel = each.name, each.address, channel.value
    elif not leaves_by_email(wanted.get(person.pk) or Preferences(), kind):
        first.channel = Channel.PORTAL.value
    copies = [
        Letter(
            key=f"{key}/copy/{number}",
            reference=reference_of(f"{key}/copy/{number}"),
            person_id=number,
            name=each.name,
            channel=Channel.PORTAL.value,
            **fields,
        )
        for number in each.copies
    ]
    return [*copies, first]


@transaction.atomic
def _finish(mailing: Mailing) -> Mailing:
    row = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if _is_to_prepare(row):
        row.expected = Letter.objects.filter(mailing=row).count()
        row.prepared_at = clock.now()
        row.save(update_fields=["expected", "prepared_at"])
        events.record("mailing.prepared", subject=row, actor=None, letters=row.expected)
    return row


@transaction.atomic
def _release_batch(mailing: Mailing) -> list[int] | None:
    """Let some held letters go; tells which of them leave the portal, None when there are no more."""
    row = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if row.state != MailingState.CONFIRMED.value or row.released_at is not None:
        return None
    held = Letter.objects.select_for_update(of=("self",)).filter(
        mailing=row, state=LetterState.HELD.value
    )
    batch = list(held.only("pk", "channel").order_by("id")[:BATCH])
    at = clock.now()
    stay = [each.pk for each in batch if each.channel == Channel.PORTAL.value]
    leave = [each.pk for each in batch if each.channel != Channel.PORTAL.value]
    for numbers, step in ((stay, "keep"), (leave, "confirm")):
        state = LETTER.follow(step, LetterState.HELD).value
        Letter.objects.filter(pk__in=numbers).update(state=state, created_at=at, due_at=at)
    return leave if batch else None


@transaction.atomic
def _released(mailing: Mailing) -> Mailing:
    row = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if row.state == MailingState.CONFIRMED.value and row.released_at is None:
        row.released_at = clock.now()
        row.save(update_fields=["released_at"])
        events.record("mailing.released", subject=row, actor=None, letters=row.expected)
    return row


def _is_to_prepare(mailing: Mailing) -> bool:
    return mailing.state == MailingState.HELD.value and mailing.prepared_at is None


def _key(mailing: Mailing, each: Addressee) -> str:
    return f"mailing/{mailing.pk}/{each.mark}"


def _held(letter: Letter) -> Letter:
    """The letter, locked after its mailing: from the confirmation on nothing changes."""
    mailing = (
        Mailing.objects.select_for_update(of=("self",)).filter(letters=letter, state="held").first()
    )
    row = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if mailing is None or row.state != LetterState.HELD.value:
        raise LetterRefused(gettext("Questa lettera è già confermata o annullata: non cambia più."))
    return row
