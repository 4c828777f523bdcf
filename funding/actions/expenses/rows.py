"""The rows of a file of expenses: what each says, and how they make documents."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext as _

from funding.actions.expenses.documents import MOST_LINES, Said
from funding.models import ExpenseDocument, ExpenseReport
from wecare.core.money import ZERO, format_amount


@dataclass(frozen=True, slots=True)
class Row:
    """A line of expense with its document; or what is wrong: column and sentence.

    `number` is as the spreadsheet counts. A column without name is the row as a whole.
    """

    number: int
    said: Said | None = None
    category: str = ""
    amount: Decimal = ZERO
    description: str = ""
    wrong: tuple[tuple[str, str], ...] = ()


class Read(Protocol):
    """Reads the rows of a file; it stands in a ring above."""

    def __call__(
        self,
        content: bytes,
        *,
        filename: str,
        members: Mapping[str, str],
        categories: Mapping[str, str],
    ) -> Sequence[Row]: ...


def documents_in(
    report: ExpenseReport, rows: Sequence[Row], tell: Callable[[int], None]
) -> tuple[list[tuple[Said, list[Row]]], list[tuple[int, str, str]]]:
    """The documents of the file with their rows, and everything that is wrong with it."""
    problems = [(row.number, *each) for row in rows for each in row.wrong]
    groups: dict[str, tuple[Said, list[Row]]] = {}
    for count, row in enumerate(rows, start=1):
        tell(count)
        if row.said is None:
            continue
        said, taken = groups.setdefault(row.said.identity, (row.said, []))
        taken.append(row)
        if said != row.said:
            first = taken[0].number
            sentence = _("Lo stesso documento è scritto in altro modo alla riga %(row)s.")
            problems.append((row.number, "numero", sentence % {"row": first}))
    problems += _wrong_documents(report, groups)
    return list(groups.values()), sorted(problems)


def _wrong_documents(
    report: ExpenseReport, groups: Mapping[str, tuple[Said, list[Row]]]
) -> list[tuple[int, str, str]]:
    problems = []
    known = dict(
        ExpenseDocument.objects.filter(submission=report.submission_id, identity__in=list(groups))
        .order_by()
        .values_list("identity", "report__number")
    )
    for key, (said, taken) in groups.items():
        row = taken[0].number
        if key in known:
            sentence = _(
                "È già nel rendiconto n. %(number)s: una spesa si rendiconta una volta sola."
            )
            problems.append((row, "numero", sentence % {"number": known[key]}))
        imputed = sum((each.amount for each in taken), ZERO)
        if imputed > said.total:
            sentence = _("Il documento vale %(total)s: nelle sue righe ne imputi %(imputed)s.")
            facts = {"total": format_amount(said.total), "imputed": format_amount(imputed)}
            problems.append((row, "importo", sentence % facts))
        if len(taken) > MOST_LINES:
            sentence = _("Un documento ha al massimo %(limit)s righe: qui sono %(n)s.")
            problems.append((row, "", sentence % {"limit": MOST_LINES, "n": len(taken)}))
    return problems
