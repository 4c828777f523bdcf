"""Letters are written once and read.

Writing never sends: the letter stands in the inbox when the caller commits, and the e-mail follows
in the background (`actions.sending`), so a dead mail server stops nobody.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext, override

from wecare.accounts.models import Person
from wecare.core import clock, dispatch, events
from wecare.core.digests import sha256
from wecare.core.errors import DomainError
from wecare.notices import documents
from wecare.notices.actions import sending
from wecare.notices.engine import catalogue
from wecare.notices.enums import Channel, LetterKind, LetterState
from wecare.notices.models import Letter, Preferences
from wecare.notices.queries import preferences

Context = dict[str, Any] | Callable[[], dict[str, Any]]
REFERENCE_LENGTH = 32


class LetterRefused(DomainError):
    """What is asked of the letter is not possible."""


@transaction.atomic
def write(
    *,
    key: str,
    person: Person,
    template: str,
    context: Context,
    tag: str | None = None,
) -> Letter:
    """Write the letter once per key; the same key again returns what was written first.

    It is written in the person's language: a context that is a function is asked for in it. It also
    leaves by e-mail, unless the person wants letters of its kind only in the portal. `tag` says what it
    is about; without it, what the letter's type finds in the context.

    :raises TemplateDoesNotExist: if ``emails/<template>`` has no subject or no text.
    """
    written = Letter.objects.filter(key=key).first()
    if written is not None:
        return written
    wanted = preferences.of(person)
    letter_type = catalogue.letter_type(template)
    leaves = leaves_by_email(wanted, letter_type.kind)
    return _write(
        key=key,
        to=to_person(person),
        template=template,
        context=context,
        language=wanted.language,
        tag=tag,
        person=person,
        channel=Channel.EMAIL if leaves else Channel.PORTAL,
        state=LetterState.QUEUED if leaves else LetterState.KEPT,
    )


@transaction.atomic
def write_to_address(
    *,
    key: str,
    name: str,
    address: str,
    template: str,
    context: Context,
    tag: str | None = None,
    channel: Channel = Channel.EMAIL,
    language: str = settings.LANGUAGE_CODE,
    copies: Iterable[Person] = (),
) -> Letter:
    """Write once per key to an address: of an organisation, of somebody who is not registered.

    It stands in no inbox, even if a person is registered with this address. `copies` are the people
    who find it in theirs, such as those who act for the organisation: nothing leaves for them.

    :raises LetterRefused: if the address is none, or the channel is the portal.
    """
    written = Letter.objects.filter(key=key).first()
    if written is not None:
        return written
    check_address(address)
    if channel is Channel.PORTAL:
        raise LetterRefused(gettext("Nel portale riceve messaggi solo chi è registrato."))
    letter = _write(
        key=key,
        to=documents.To(name or address, address),
        template=template,
        context=context,
        language=language,
        tag=tag,
        channel=channel,
        name=name or address,
        address=address,
    )
    for person in copies:
        _write(
            key=f"{key}/copy/{person.pk}",
            to=documents.To(letter.name, letter.address),
            template=template,
            context=letter.context,
            language=language,
            tag=letter.tag,
            person=person,
            name=letter.name,
            channel=Channel.PORTAL,
            state=LetterState.KEPT,
        )
    return letter


def _write(
    *,
    key: str,
    to: documents.To,
    template: str,
    context: Context,
    language: str,
    tag: str | None,
    **fields: Any,
) -> Letter:
    with override(language):
        facts = context() if callable(context) else context
    composed = documents.compose(to=to, template=template, context=facts, language=language)
    letter_type = catalogue.letter_type(template)
    at = clock.now()
    defaults = {
        "reference": reference_of(key),
        "kind": letter_type.kind.value,
        "tag": letter_type.tag(facts) if tag is None else tag,
        "language": language,
        "template": template,
        "words": composed.version,
        "context": facts,
        "subject": composed.subject,
        "body": composed.body,
        "created_at": at,
        "due_at": at,
    }
    letter, is_new = Letter.objects.get_or_create(key=key, defaults={**defaults, **fields})
    if is_new:
        events.record("letter.written", subject=letter, actor=None, template=template)
        if letter.state == LetterState.QUEUED:
            dispatch.after_commit(sending.TASK, letter_id=letter.pk)
    return letter


def reference_of(key: str) -> str:
    """What the Message-ID of the letter begins with."""
    return sha256(key.encode())[:REFERENCE_LENGTH]


def to_person(person: Person) -> documents.To:
    """The person as somebody letters are for."""
    return documents.To(person.get_full_name(), person.email, person.pk)


def leaves_by_email(wanted: Preferences, kind: LetterKind) -> bool:
    """Whether a letter of this kind also leaves by e-mail: formal ones always do."""
    return kind is LetterKind.FORMAL or kind.value not in wanted.not_by_email


def check_address(address: str) -> None:
    """See that letters can go there.

    :raises LetterRefused: if it is no e-mail address.
    """
    try:
        validate_email(address)
    except ValidationError as problem:
        message = gettext("«%(address)s» non è un indirizzo: scrivilo come nome@esempio.it.")
        raise LetterRefused(message % {"address": address[:60]}) from problem


@transaction.atomic
def mark_read(*, letter: Letter, person: Person) -> Letter:
    """Keep the instant at which the addressee first opened the letter.

    :raises LetterRefused: if the person is not the addressee.
    """
    row = _locked(letter)
    if row.person_id != person.pk:
        raise LetterRefused(gettext("Solo chi riceve un messaggio ne conferma la lettura."))
    if row.read_at is None:
        row.read_at = clock.now()
        row.save(update_fields=["read_at"])
        events.record("letter.read", subject=row, actor=person)
    return row


@transaction.atomic
def archive(*, letter: Letter, person: Person, is_archived: bool) -> Letter:
    """Put one's own letter aside, or back among the others.

    :raises LetterRefused: if it is another's, or was not opened yet.
    """
    row = _locked(letter)
    if row.person_id != person.pk:
        raise LetterRefused(gettext("Solo chi riceve un messaggio può archiviarlo."))
    if is_archived and row.read_at is None:
        raise LetterRefused(gettext("Apri il messaggio prima di archiviarlo."))
    if is_archived == (row.archived_at is not None):
        return row
    row.archived_at = clock.now() if is_archived else None
    row.save(update_fields=["archived_at"])
    name = "letter.archived" if is_archived else "letter.unarchived"
    events.record(name, subject=row, actor=person)
    return row


def _locked(letter: Letter) -> Letter:
    return Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
