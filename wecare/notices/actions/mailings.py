"""A letter of the office to many: written, prepared and held, corrected, confirmed or cancelled.

Preparing writes one held letter for each addressee, some at a time, each batch a transaction: whoever
stops half-way leaves letters that stand, and the sweep goes on with the others. Nobody reads a held
letter and nothing leaves before somebody confirms.
"""

from django.db import transaction
from django.utils.translation import gettext

from wecare.accounts.models import Person
from wecare.core import clock, dispatch, events
from wecare.core.errors import DomainError
from wecare.notices.actions.words import EVERYWHERE, check_placeholders
from wecare.notices.engine import audiences
from wecare.notices.engine.audiences import Addressee, Audience
from wecare.notices.engine.lifecycle import MAILING
from wecare.notices.enums import LetterKind, MailingState
from wecare.notices.models import Mailing

PREPARE = "notices.prepare_mailing"
RELEASE = "notices.release_mailing"
MOST = 5000  # addressees of one letter


class MailingRefused(DomainError):
    """What is asked of the letter to many is not possible."""


class MailingChanged(DomainError):
    """Somebody else has written meanwhile."""


@transaction.atomic
def begin(
    *, audience: str, tag: str, kind: LetterKind, subject: str, body: str, by: Person
) -> Mailing:
    """Write the words and say who they are for; no letter exists yet.

    :raises MailingRefused: if there is no such audience, or nobody in it.
    :raises WordsRefused: if a placeholder is unknown.
    """
    chosen = audience_of(audience, tag)
    check_placeholders(subject, body, known_placeholders(chosen, tag))
    mailing = Mailing.objects.create(
        audience=audience,
        tag=tag,
        kind=kind.value,
        subject=subject,
        body=body,
        written_by=by,
        created_at=clock.now(),
    )
    events.record("mailing.begun", subject=mailing, actor=by, audience=audience, tag=tag)
    return mailing


@transaction.atomic
def correct(
    *, mailing: Mailing, kind: LetterKind, subject: str, body: str, base: int, by: Person
) -> Mailing:
    """Change the words while no letter exists. `base` is the version that was read.

    :raises MailingRefused: if its letters were prepared.
    :raises MailingChanged: if somebody else has changed it.
    :raises WordsRefused: if a placeholder is unknown.
    """
    row = _locked(mailing)
    _check_draft(row)
    if row.version != base:
        raise MailingChanged(gettext("Nel frattempo un'altra persona ha cambiato la lettera."))
    chosen = audience_of(row.audience, row.tag)
    check_placeholders(subject, body, known_placeholders(chosen, row.tag))
    row.kind, row.subject, row.body = kind.value, subject, body
    row.version += 1
    row.save(update_fields=["kind", "subject", "body", "version"])
    events.record("mailing.corrected", subject=row, actor=by, version=row.version)
    return row


@transaction.atomic
def hold(*, mailing: Mailing, by: Person) -> Mailing:
    """Have the letters written and held, in the background.

    :raises MailingRefused: if there is nobody to write to, or too many.
    :raises StepRefused: if it was done before.
    """
    row = _locked(mailing)
    row.state = MAILING.follow("hold", MailingState(row.state)).value
    expected = len(addressees_of(row))
    _check_size(expected)
    row.expected = expected
    row.held_at = clock.now()
    row.save(update_fields=["state", "expected", "held_at"])
    events.record("mailing.held", subject=row, actor=by, expected=expected)
    dispatch.after_commit(PREPARE, mailing_id=row.pk)
    return row


@transaction.atomic
def confirm(*, mailing: Mailing, by: Person) -> Mailing:
    """Let every held letter go.

    :raises MailingRefused: if the letters are not all written yet.
    :raises StepRefused: if it is not held.
    """
    row = _locked(mailing)
    state = MAILING.follow("confirm", MailingState(row.state))
    if row.prepared_at is None:
        raise MailingRefused(
            gettext("Le lettere non sono ancora tutte pronte: aspetta un momento.")
        )
    row.state = state.value
    row.confirmed_by = by
    row.confirmed_at = clock.now()
    row.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    events.record("mailing.confirmed", subject=row, actor=by, expected=row.expected)
    dispatch.after_commit(RELEASE, mailing_id=row.pk)
    return row


@transaction.atomic
def cancel(*, mailing: Mailing, by: Person) -> Mailing:
    """Throw it away before it is confirmed: nobody ever reads its letters.

    :raises StepRefused: if it was confirmed or cancelled.
    """
    row = _locked(mailing)
    row.state = MAILING.follow("cancel", MailingState(row.state)).value
    row.save(update_fields=["state"])
    row.letters.filter(state="held").update(state="cancelled")
    events.record("mailing.cancelled", subject=row, actor=by)
    return row


def audience_of(code: str, tag: str) -> Audience:
    """The audience, which can be narrowed by this tag.

    :raises MailingRefused: if it is not offered.
    """
    try:
        found = audiences.audience(code)
    except KeyError:
        raise MailingRefused(gettext("Scegli a chi scrivere tra quelli dell'elenco.")) from None
    if tag not in {each for each, _words in found.tags()}:
        raise MailingRefused(gettext("Scegli il bando tra quelli dell'elenco."))
    return found


def addressees_of(mailing: Mailing) -> list[Addressee]:
    """Everyone it is for at this moment."""
    return list(audiences.audience(mailing.audience).addressees(mailing.tag))


def known_placeholders(audience: Audience, tag: str) -> tuple[str, ...]:
    """What its words may name."""
    return (*EVERYWHERE, *audience.common(tag))


def _check_draft(row: Mailing) -> None:
    if row.state != MailingState.DRAFT.value:
        raise MailingRefused(
            gettext(
                "Le lettere sono già preparate: correggile una per una, o annulla e ricomincia."
            )
        )


def _check_size(count: int) -> None:
    if count == 0:
        raise MailingRefused(gettext("In questo momento non c'è nessuno a cui scrivere."))
    if count > MOST:
        message = gettext("I destinatari sono %(count)d, il massimo è %(most)d: dividi l'invio.")
        raise MailingRefused(message % {"count": count, "most": MOST})


def _locked(mailing: Mailing) -> Mailing:
    return Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
