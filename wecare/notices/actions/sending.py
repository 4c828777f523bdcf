"""Letters leave: sent at least once, tried again, given up in the end.

Sending is claim → deliver → settle, in two short transactions with the mail server between them: no
row is locked while it answers. Whoever dies between deliver and settle leaves a claimed letter, and
the sweep has it sent again: twice at worst, with the same Message-ID, never not at all. A receipt that
comes first settles it: the mail server had the letter.
"""

import structlog
from django.db import transaction

from wecare.accounts.models import Person
from wecare.core import clock, dispatch, events
from wecare.notices.actions import mail
from wecare.notices.engine import catalogue
from wecare.notices.engine.lifecycle import LETTER, is_last, wait_after
from wecare.notices.enums import LetterState
from wecare.notices.models import Letter
from wecare.notices.models.letter import ERROR_LENGTH

TASK = "notices.send_letter"
_log = structlog.get_logger()


def send(*, letter: Letter) -> Letter:
    """Hand the letter to the mail server, unless it was sent or is not due."""
    claimed = _claim(letter)
    if claimed is None:
        return Letter.objects.get(pk=letter.pk)
    try:
        mail.deliver(claimed)
    except catalogue.Overtaken as reason:
        return _settle_overtaken(claimed, reason)
    except OSError as error:  # smtplib's exceptions are OSErrors too
        return _settle_failure(claimed, error)
    return _settle_success(claimed)


@transaction.atomic
def _claim(letter: Letter) -> Letter | None:
    """Begin an attempt: no other worker takes the letter before the next one is due."""
    row = _locked(letter)
    at = clock.now()
    if row.state != LetterState.QUEUED or row.due_at > at:
        return None
    if is_last(row.attempts):  # the last attempt died without a word
        _give_up(row, row.error or "The last attempt did not come back.")
        return None
    row.attempts += 1
    row.due_at = at + wait_after(row.attempts)
    row.save(update_fields=["attempts", "due_at"])
    return row


@transaction.atomic
def _settle_success(letter: Letter) -> Letter:
    row = _locked(letter)
    if row.state == LetterState.QUEUED:
        _left(row)
    return row


def left_by_receipt(row: Letter) -> None:
    """A receipt proves that the mail server had the letter: it is not sent again. The row is locked."""
    if row.state == LetterState.QUEUED:
        _left(row)


def _left(row: Letter) -> None:
    row.state = LETTER.follow("send", LetterState(row.state)).value
    row.sent_at = clock.now()
    row.error = ""
    row.save(update_fields=["state", "sent_at", "error"])
    events.record("letter.sent", subject=row, actor=None, attempts=row.attempts)


@transaction.atomic
def _settle_failure(letter: Letter, error: OSError) -> Letter:
    row = _locked(letter)
    if row.state != LetterState.QUEUED:
        return row
    reason = f"{type(error).__name__}: {error}"[:ERROR_LENGTH].replace("\x00", "")
    _log.warning("letter.not_sent", letter=row.pk, attempts=row.attempts, error=reason)
    if is_last(row.attempts):
        _give_up(row, reason)
    else:
        row.error = reason
        row.save(update_fields=["error"])
    return row


@transaction.atomic
def _settle_overtaken(letter: Letter, reason: catalogue.Overtaken) -> Letter:
    row = _locked(letter)
    if row.state == LetterState.QUEUED:
        _give_up(row, str(reason)[:ERROR_LENGTH])
    return row


def _give_up(row: Letter, reason: str) -> None:
    row.state = LETTER.follow("give_up", LetterState(row.state)).value
    row.error = reason
    row.save(update_fields=["state", "error"])
    events.record("letter.failed", subject=row, actor=None, attempts=row.attempts)


@transaction.atomic
def retry(*, letter: Letter, by: Person) -> Letter:
    """Queue a letter that failed for as many attempts as a new one has.

    :raises StepRefused: if it did not fail.
    """
    row = _locked(letter)
    row.state = LETTER.follow("retry", LetterState(row.state)).value
    row.attempts = 0
    row.due_at = clock.now()
    row.save(update_fields=["state", "attempts", "due_at"])
    events.record("letter.retried", subject=row, actor=by)
    dispatch.after_commit(TASK, letter_id=row.pk)
    return row


def _locked(letter: Letter) -> Letter:
    return Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
