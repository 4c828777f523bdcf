"""A million lines of expense in a thousand reports; of one award, ten thousand that wait to be checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from benchmarks import bulk
from funding.actions.expenses.documents import identity
from funding.enums import ExpenseKind, LineState, ReportState
from funding.models import Award, ExpenseDocument, ExpenseLine, ExpenseReport
from tests.factories.expenses import END, START, a_granted_project, lead_of
from wecare.core import clock

FULL, SMALL = 1_000_000, 3000
HERE = {True: 10_000, False: 300}  # lines of the report that is looked at
OF_OTHERS = 1000  # lines of each other report
PER_DOCUMENT = 3
AMOUNT = Decimal("4.00")
ISSUER = "00743110157"
_CATEGORIES = ("prepare", "work", "spread")
_CHECKED_EVERY = 4  # of the lines that are looked at, one is accepted already
_OTHERS = 100_000  # keys of the reports and submissions that nothing here opens begin after it


def size(*, full: bool) -> int:
    return FULL if full else SMALL


def load(*, full: bool) -> None:
    award = a_granted_project()
    ground = _Expenses(award, clock.now(), HERE[full], size(full=full))
    with bulk.load():
        bulk.copy(ExpenseReport, _REPORT, ground.reports())
        bulk.copy(ExpenseDocument, _DOCUMENT, ground.documents())
        bulk.copy(ExpenseLine, _LINE, ground.lines())


def number_of(document: int) -> str:
    """What a document of the ground says it is called."""
    return f"{document}/2026"


_REPORT = (
    *("id", "submission", "award", "number", "starts_on", "ends_on", "state"),
    *("started_by", "started_at", "sent_by", "sent_at", "digest"),
)
_DOCUMENT = (
    *("id", "report", "submission", "member", "kind", "number", "date", "issuer_name"),
    *("issuer_code", "total", "identity", "added_by", "added_at"),
)
_LINE = (
    *("id", "report", "document", "member", "category", "amount", "state", "accepted"),
    *("version", "checked_by", "checked_at"),
)


@dataclass(frozen=True, slots=True)
class _Expenses:
    """The rows of each table, by the number of the line."""

    award: Award
    at: datetime
    here: int
    lines_in_all: int

    def reports(self) -> Iterator[list[Any]]:
        yield self._report(1, self.award.submission_id, self.award.pk)
        others = (self.lines_in_all - self.here) // OF_OTHERS + 1
        for number in range(1, others + 1):
            yield self._report(_OTHERS + number, _OTHERS + number, _OTHERS + number)

    def _report(self, key: int, submission: int, award: int) -> list[Any]:
        writer = self.award.submission.submitted_by_id
        begun = [key, submission, award, 1, START, END, ReportState.SENT.value, writer, self.at]
        return [*begun, writer, self.at, "0" * 64]

    def documents(self) -> Iterator[list[Any]]:
        for document in range(1, self.lines_in_all // PER_DOCUMENT + 2):
            report, submission = self._of(document * PER_DOCUMENT)
            name, day = number_of(document), date(2026, 3, 1) + timedelta(days=document % 90)
            kind = ExpenseKind.INVOICE
            key = identity(kind=kind, issuer_code=ISSUER, number=name, day=day)
            said = [kind.value, name, day, "Tipografia Rossi", ISSUER, AMOUNT * PER_DOCUMENT, key]
            writer = self.award.submission.submitted_by_id
            yield [document, report, submission, lead_of(self.award), *said, writer, self.at]

    def lines(self) -> Iterator[list[Any]]:
        for line in range(1, self.lines_in_all + 1):
            report, _submission = self._of(line)
            done = report == 1 and line % _CHECKED_EVERY == 0
            verdict = (
                [
                    LineState.ACCEPTED.value,
                    AMOUNT,
                    1,
                    self.award.submission.submitted_by_id,
                    self.at,
                ]
                if done
                else [LineState.TO_CHECK.value, None, 0, None, None]
            )
            category = _CATEGORIES[line % len(_CATEGORIES)]
            document = -(-line // PER_DOCUMENT)
            yield [line, report, document, lead_of(self.award), category, AMOUNT, *verdict]

    def _of(self, line: int) -> tuple[int, int]:
        """Report and submission of a line."""
        if line <= self.here:
            return 1, self.award.submission_id
        key = _OTHERS + 1 + (line - self.here - 1) // OF_OTHERS
        return key, key
