"""The formal check while it is made: in whose hands it is, and what is said of each line."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Submission
from evaluation.actions.locks import lock_call
from evaluation.enums import LineState
from evaluation.models import CheckLine, FormalCheck
from evaluation.policies.formal import (
    CheckRefused,
    check_can_take,
    check_in_own_hands,
    check_is_at_work,
)
from evaluation.policies.refusals import REASON_LENGTH
from evaluation.queries import formal
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.accounts.queries import roles_of
from wecare.core import clock, events
from wecare.core.text import TextRefused, clean_text

STATE, NOTE = "state", "note"


@dataclass(frozen=True, slots=True)
class SavedLine:
    """What became of one field of a line: its version now, and the other text where two wrote."""

    version: int
    value: str
    conflict: bool = False
    saved_by: str = ""


@transaction.atomic
def take(*, submission: Submission, by: Person) -> FormalCheck:
    """Take a check in charge, also from somebody else's hands: it is told by the events.

    :raises CheckRefused: before the applications are open, or if it is one's own already.
    """
    check = locked_check(submission)
    check_is_at_work(check.submission)
    check_can_take(check, by)
    return _hand(check, by, by=by, name="formal_check.taken")


@transaction.atomic
def hand_over(*, submission: Submission, to: Person, by: Person) -> FormalCheck:
    """Give a check that is in one's own hands, or in nobody's, to another officer.

    :raises CheckRefused: if somebody else has it, or whoever gets it is no officer.
    """
    check = locked_check(submission)
    check_is_at_work(check.submission)
    check_in_own_hands(check, by)
    if Role.OFFICER not in roles_of(to):
        raise CheckRefused(
            _("%(person)s non istruisce domande: scegli chi lavora all'istruttoria.")
            % {"person": to}
        )
    check_can_take(check, to)
    return _hand(check, to, by=by, name="formal_check.handed_over")


@transaction.atomic
def save_line(
    *, submission: Submission, code: str, field: str, value: str, over: int, by: Person
) -> SavedLine:
    """Save the state or the note of one line, written over version `over` (0 where there was none).

    What another officer saved meanwhile is not overwritten: it comes back as a conflict.

    :raises CheckRefused: for a line or a state that does not exist, a text that cannot be kept, a check
        in somebody else's hands, or one that is decided and not reopened.
    """
    check = locked_check(submission)
    check_is_at_work(check.submission)
    check_in_own_hands(check, by)
    value = _checked(check.submission, code, field, value)
    line, _created = CheckLine.objects.get_or_create(
        check_of=check, code=code, defaults={"saved_by": by, "saved_at": clock.now()}
    )
    version = getattr(line, f"{field}_version")
    if getattr(line, field) == value:
        return SavedLine(version, value)
    if version != over and line.saved_by_id != by.pk:
        return SavedLine(version, getattr(line, field), True, str(line.saved_by))
    setattr(line, field, value)
    setattr(line, f"{field}_version", version + 1)
    line.saved_by, line.saved_at = by, clock.now()
    line.save(update_fields=[field, f"{field}_version", "saved_by", "saved_at"])
    return SavedLine(version + 1, value)


def locked_check(submission: Submission) -> FormalCheck:
    """The check of a submission under the lock of its call; it begins with whoever touches it first.

    The caller is inside a transaction.
    """
    lock_call(submission.call)
    check, _created = FormalCheck.objects.get_or_create(submission=submission)
    return (
        FormalCheck.objects.select_for_update(of=("self",), no_key=True)
        .select_related(
            "submission__call",
            "submission__rulebook",
            "submission__organisation",
            "submission__application",
            "submission__admissibility",
            "submission__signature",
            "officer",
        )
        .get(pk=check.pk)
    )


def _hand(check: FormalCheck, to: Person, *, by: Person, name: str) -> FormalCheck:
    before, check.officer, check.taken_at = check.officer, to, clock.now()
    check.save(update_fields=["officer", "taken_at"])
    events.record(
        name,
        subject=check,
        actor=by,
        protocol=check.submission.protocol,
        officer=to.pk,
        before=before.pk if before else None,
    )
    return check


def _checked(submission: Submission, code: str, field: str, value: str) -> str:
    if field not in (STATE, NOTE) or code not in {
        each.code for each in formal.lines_of(submission)
    }:
        raise CheckRefused(_("Questa riga non è nella lista di controllo della domanda."))
    if field == STATE:
        if value not in ("", *LineState):
            raise CheckRefused(_("Scegli uno dei segni della riga."))
        return value
    try:
        return clean_text(value, max_length=REASON_LENGTH)
    except TextRefused as problem:
        raise CheckRefused(str(problem)) from problem
