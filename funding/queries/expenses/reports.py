"""The expenses of a project: reports, documents and lines by pages, sums by partner and category."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Prefetch, QuerySet, Sum

from funding.engine.expenses import flats
from funding.enums import LineState, ReportState
from funding.models import Award, ExpenseDocument, ExpenseLine, ExpenseReport
from funding.queries.expenses.people import Approved
from wecare.core.money import ZERO, percent_of, share_out, total

PAGE = 25
Members = frozenset[str] | None
Sums = dict[tuple[str, str], Decimal]


def reports_of(award: Award) -> QuerySet[ExpenseReport]:
    """Every report of the project, by number; of whichever of its awards."""
    return (
        ExpenseReport.objects.filter(submission=award.submission_id)
        .select_related("started_by", "sent_by", "checked_by", "closed_by")
        .order_by("number")
    )


def documents_of(report: ExpenseReport, members: Members = None) -> QuerySet[ExpenseDocument]:
    """The documents of a report that may be seen, with their lines, the first added first."""
    found = ExpenseDocument.objects.filter(report=report)
    if members is not None:
        found = found.filter(member__in=members)
    lines = ExpenseLine.objects.order_by("pk")
    return (
        found.select_related("file", "added_by")
        .prefetch_related(Prefetch("lines", lines))
        .order_by("pk")
    )


def lines_of(report: ExpenseReport, *, only: str = "") -> QuerySet[ExpenseLine]:
    """The lines of a report for who checks them, in their order; `only` is a state."""
    found = ExpenseLine.objects.filter(report=report)
    if only:
        found = found.filter(state=only)
    return found.select_related("document__file", "checked_by").order_by("pk")


def line_after(line: ExpenseLine) -> int:
    """The key of the next line of the report that waits for a decision, or of this one."""
    waiting = lines_of(line.report, only=LineState.TO_CHECK.value).filter(pk__gt=line.pk)
    found: int | None = waiting.values_list("pk", flat=True).first()
    return found or line.pk


def page(rows: QuerySet, *, after: int = 0, limit: int = PAGE) -> tuple[list, int]:
    """A page of rows in the order of their keys, and the key after which the next one begins, or 0."""
    found = list(rows.filter(pk__gt=after)[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else 0


def sums(
    reports: Iterable[ExpenseReport] | QuerySet[ExpenseReport], *, accepted: bool = False
) -> Sums:
    """(fiscal code, category) → euro of the lines of these reports, as imputed or as accepted."""
    rows = (
        ExpenseLine.objects.filter(report__in=reports)
        .order_by()
        .values_list("member", "category")
        .annotate(sum=Sum("accepted" if accepted else "amount"))
    )
    return {(member, code): amount for member, code, amount in rows if amount}


def by_category(amounts: Sums) -> dict[str, Decimal]:
    """Category → euro, of everybody."""
    found: dict[str, Decimal] = {}
    for (_member, code), amount in amounts.items():
        found[code] = found.get(code, ZERO) + amount
    return found


def counts(report: ExpenseReport) -> dict[str, int]:
    """How many lines stand in each state, in one query."""
    rows = (
        ExpenseLine.objects.filter(report=report)
        .order_by()
        .values_list("state")
        .annotate(Count("pk"))
    )
    return dict.fromkeys((each.value for each in LineState), 0) | dict(rows)


@dataclass(frozen=True, slots=True)
class Row:
    """A category, or a partner: approved, in earlier reports, in this one, what is left; in euro."""

    code: str
    title: str
    approved: Decimal
    before: Decimal
    now: Decimal
    is_flat: bool = False

    @property
    def left(self) -> Decimal:
        return self.approved - self.before - self.now

    @property
    def share(self) -> Decimal | None:
        """Spent so far, in per cent of what was approved."""
        return percent_of(self.before + self.now, self.approved) if self.approved else None


@dataclass(frozen=True, slots=True)
class Totals:
    """A report against the approved budget, by category and by partner."""

    categories: tuple[Row, ...]
    partners: tuple[Row, ...]
    whole: Row


@dataclass(frozen=True, slots=True)
class Spending:
    """What a report and those before it say: euro by fiscal code and category.

    Of a closed report counts what was accepted. `accepted` is of the report and of those before it.
    """

    before: Sums
    now: Sums
    accepted: Sums


def spending(report: ExpenseReport) -> Spending:
    """The sums of a report and of those before it, in one query."""
    rows = (
        ExpenseLine.objects.filter(
            report__submission=report.submission_id, report__number__lte=report.number
        )
        .order_by()
        .values_list("report__number", "report__state", "member", "category")
        .annotate(imputed=Sum("amount"), taken=Sum("accepted"))
    )
    found = Spending({}, {}, {})
    for number, state, member, code, imputed, taken in rows:
        counted = (taken or ZERO) if state == ReportState.CLOSED else imputed
        into = found.now if number == report.number else found.before
        for sums_of, amount in ((into, counted), (found.accepted, taken or ZERO)):
            if amount:
                sums_of[member, code] = sums_of.get((member, code), ZERO) + amount
    return found


def totals(spent: Spending, approved: Approved, members: Members = None) -> Totals:
    """What was spent against what was approved, flat rates computed; of some partners, only theirs.

    What was refused in a report that is closed is not counted as spent.
    """
    before, now = spent.before, spent.now
    flat_before = _flats(approved, before)
    flat_all = _flats(approved, _added(before, now))
    flat_now = {key: amount - flat_before.get(key, ZERO) for key, amount in flat_all.items()}
    before, now = _added(before, flat_before), _added(now, flat_now)
    known = [code for code in approved.names if members is None or code in members]
    codes = [each.code for each in approved.rules.cost_categories]

    def row(
        code: str, title: str, of: list[str], within: list[str], *, is_flat: bool = False
    ) -> Row:
        return Row(
            code,
            title,
            approved=_sum(approved.costs, of, within),
            before=_sum(before, of, within),
            now=_sum(now, of, within),
            is_flat=is_flat,
        )

    return Totals(
        categories=tuple(
            row(each.code, each.title, known, [each.code], is_flat=each.flat_rate is not None)
            for each in approved.rules.cost_categories
        ),
        partners=tuple(row(one, approved.names[one], [one], codes) for one in known),
        whole=row("", "", known, codes),
    )


def _flats(approved: Approved, spent: Sums) -> Sums:
    """The flat rates of all that was spent, each shared out by what its base cost whom."""
    found: Sums = {}
    bases = {each.code: each.flat_base for each in approved.rules.cost_categories}
    added = flats(approved.rules, by_category(spent), approved.by_category)
    members = list(approved.names)
    for code, amount in added.items():
        weights = [total(spent.get((one, base), ZERO) for base in bases[code]) for one in members]
        if amount:
            parts = share_out(amount, weights)
            found |= {(one, code): part for one, part in zip(members, parts, strict=True)}
    return found


def _added(one: Sums, other: Sums) -> Sums:
    return {key: one.get(key, ZERO) + other.get(key, ZERO) for key in one | other}


def _sum(amounts: Sums, members: Collection[str], codes: Collection[str]) -> Decimal:
    return total(amounts.get((member, code), ZERO) for member in members for code in codes)
