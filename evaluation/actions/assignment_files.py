"""Assignments brought by a file: every row tried, recorded whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Submission
from calls.models import Call
from evaluation.actions import assigning
from evaluation.enums import AssignmentOrigin
from evaluation.models import Assignment, PanelMember
from evaluation.policies.assigning import check_assigns, check_can_take
from evaluation.policies.refusals import AssignmentRefused
from evaluation.queries import assignments
from evaluation.queries.assignments import Bench
from wecare.accounts.models import Person
from wecare.core.sheets import Cell, rows_of

COLUMNS = ("protocollo", "valutatore")
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: what it says, and what is wrong with it, if anything."""

    number: int
    protocol: str
    email: str
    person: str = ""
    wrong: str = ""
    known: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """What the file would do."""

    rows: tuple[Row, ...]
    pairs: tuple[assigning.Pair, ...]

    @property
    def wrong(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.wrong)

    @property
    def known(self) -> int:
        return sum(row.known for row in self.rows)


def try_out(*, call: Call, content: bytes, filename: str) -> Trial:
    """Read the file and say of every row what it would do; writes nothing.

    :raises UploadRefused: if the file cannot be read.
    :raises AssignmentRefused: if the panel assigns nothing, or the headings are others.
    """
    bench = assignments.bench(call)
    if bench is None:
        raise AssignmentRefused(_("Il nucleo di valutazione non è ancora nominato."))
    check_assigns(bench.panel)
    read = list(rows_of(content, filename=filename, limit=MOST_ROWS))
    headings = [str(cell).strip().casefold() for cell in read[0][1]] if read else []
    if not set(COLUMNS) <= set(headings):
        raise AssignmentRefused(
            _("La prima riga deve avere le colonne «protocollo» e «valutatore».")
        )
    places = {name: headings.index(name) for name in COLUMNS}
    return _tried(bench, read[1:], places)


@transaction.atomic
def record(*, call: Call, content: bytes, filename: str, by: Person) -> list[Assignment]:
    """Record the file as it is now; what it says already stands is passed over.

    :raises AssignmentRefused: if a row is wrong by now: nothing is recorded then.
    """
    trial = try_out(call=call, content=content, filename=filename)
    if trial.wrong:
        first = trial.wrong[0]
        raise AssignmentRefused(
            _("Riga %(row)d: %(wrong)s Non abbiamo registrato nulla.")
            % {"row": first.number, "wrong": first.wrong}
        )
    return assigning.assign(call=call, pairs=trial.pairs, by=by, origin=AssignmentOrigin.FILE)


def _tried(
    bench: Bench, read: Sequence[tuple[int, Sequence[Cell]]], places: Mapping[str, int]
) -> Trial:
    by_protocol = {
        each.protocol: each for each in assignments.admissible(bench.panel.call).defer("content")
    }
    by_email = {member.person.email.casefold(): member for member in bench.members.values()}
    standing = set(assignments.standing(bench.panel).values_list("submission_id", "member_id"))
    rows: list[Row] = []
    pairs: list[assigning.Pair] = []
    for number, cells in read:
        protocol, email = (_text(cells, places[name]) for name in COLUMNS)
        submission, member = by_protocol.get(protocol), by_email.get(email.casefold())
        wrong = _wrong(bench, protocol, email, submission, member)
        known = False
        if submission is not None and member is not None and not wrong:
            known = (submission.pk, member.pk) in standing
            standing.add((submission.pk, member.pk))
            pairs.append((submission, member))
        person = "" if member is None else str(member.person)
        rows.append(Row(number, protocol, email, person, wrong, known))
    return Trial(tuple(rows), tuple(pairs))


def _wrong(
    bench: Bench,
    protocol: str,
    email: str,
    submission: Submission | None,
    member: PanelMember | None,
) -> str:
    if submission is None:
        return _("Prot. %(protocol)s non è tra le domande ammissibili da valutare.") % {
            "protocol": protocol[:40] or "–"
        }
    if member is None:
        return _("«%(email)s» non è l'indirizzo di chi fa parte del nucleo.") % {
            "email": email[:80] or "–"
        }
    try:
        check_can_take(bench, member, submission.pk, submission.protocol)
    except AssignmentRefused as refusal:
        return str(refusal)
    return ""


def _text(cells: Sequence[Cell], place: int) -> str:
    return str(cells[place]).strip() if place < len(cells) else ""
