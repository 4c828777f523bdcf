"""Loans as they stand on a day: their instalments, what came back, what is late."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from funding.engine.interest import Rate
from funding.engine.late_interest import Paid, accrued
from funding.enums import AwardState
from funding.models import Award, Disbursement, LoanInstalment, LoanPlan, Repayment
from funding.queries.legal_rates import rates
from wecare.core import clock
from wecare.core.components.formats import day_short
from wecare.core.money import ZERO, format_plain, total


@dataclass(frozen=True, slots=True)
class Row:
    """An instalment in force with what was paid of it, in euro; `late` is the delay's interest still owed."""

    instalment: LoanInstalment
    paid: tuple[Repayment, ...]
    late: Decimal
    is_overdue: bool

    @property
    def number(self) -> int:
        return self.instalment.number

    @property
    def due_on(self) -> date:
        return self.instalment.due_on

    @property
    def amount(self) -> Decimal:
        """Capital and interest of the plan."""
        return self.instalment.capital + self.instalment.interest

    @property
    def received(self) -> Decimal:
        return total(each.amount for each in self.paid)

    @property
    def left_interest(self) -> Decimal:
        return self.instalment.interest - total(each.interest for each in self.paid)

    @property
    def left_capital(self) -> Decimal:
        return self.instalment.capital - total(each.capital for each in self.paid)

    @property
    def left(self) -> Decimal:
        """Capital and interest of the plan still to be paid; the delay's interest is beside."""
        return self.left_capital + self.left_interest

    @property
    def owed(self) -> Decimal:
        """All that is still to be paid, with the interest of the delay."""
        return self.left + self.late

    @property
    def is_settled(self) -> bool:
        return self.left == ZERO

    @property
    def is_begun(self) -> bool:
        return bool(self.paid)


@dataclass(frozen=True, slots=True)
class Loan:
    """A paid disbursement with the instalments in force on a day."""

    disbursement: Disbursement
    plan: LoanPlan
    rows: tuple[Row, ...]
    early: tuple[Repayment, ...]

    @property
    def debt(self) -> Decimal:
        """The capital still owed."""
        return self.disbursement.amount - self.repaid

    @property
    def repaid(self) -> Decimal:
        """The capital that came back."""
        paid = (each.capital for row in self.rows for each in row.paid)
        return total([*paid, *(each.capital for each in self.early)])

    @property
    def overdue(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_overdue)

    @property
    def overdue_amount(self) -> Decimal:
        """What is overdue, with the interest of the delay."""
        return total(row.owed for row in self.overdue)

    @property
    def late(self) -> Decimal:
        return total(row.late for row in self.rows)

    @property
    def next(self) -> Row | None:
        """The first instalment that is neither paid nor overdue."""
        return next((row for row in self.rows if not row.is_settled and not row.is_overdue), None)

    @property
    def open_rows(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.is_settled or row.late)

    @property
    def future(self) -> tuple[Row, ...]:
        """The instalments of which nothing was paid."""
        return tuple(row for row in self.rows if not row.is_begun)

    def row(self, number: int) -> Row | None:
        return next((row for row in self.rows if row.number == number), None)

    @property
    def path(self) -> list[tuple[Row, Decimal, Decimal]]:
        """Each instalment with the debt before and after it: how the debt goes down."""
        before = self.disbursement.amount
        debts = [before, *(row.instalment.debt for row in self.rows)]
        return [(row, one, two) for row, (one, two) in zip(self.rows, pairwise(debts), strict=True)]


def disbursements_of(award: Award) -> list[Disbursement]:
    """What was asked of the loan, the first first."""
    return list(
        Disbursement.objects.filter(award=award)
        .select_related("asked_by", "decided_by")
        .order_by("number")
    )


def loans_of(award: Award, on: date | None = None) -> list[Loan]:
    """The loans of an award as they stand on a day, today if None."""
    return loans(Disbursement.objects.filter(award=award, is_paid=True).order_by("number"), on=on)


def loans(disbursements: Iterable[Disbursement], on: date | None = None) -> list[Loan]:
    """Paid disbursements as they stand on a day, in three queries however many they are, four once something is due."""
    found = list(disbursements)
    day = on or clock.today()
    plans: dict[int, LoanPlan] = {}
    for plan in LoanPlan.objects.filter(disbursement__in=found).order_by("version"):
        plans[plan.disbursement_id] = plan
    paid, early = _repayments(found)
    instalments = list(
        LoanInstalment.objects.filter(plan__disbursement__in=found)
        .select_related("plan")
        .order_by("due_on", "number", "pk")
    )
    legal = rates() if any(each.due_on < day for each in instalments) else []
    rows: defaultdict[int, list[Row]] = defaultdict(list)
    for each in instalments:
        of = each.plan.disbursement_id
        if each.plan_id == plans[of].pk or each.pk in paid:
            rows[of].append(_row(each, tuple(paid.get(each.pk, ())), day, legal))
    return [
        Loan(each, plans[each.pk], tuple(rows[each.pk]), tuple(early.get(each.pk, ())))
        for each in found
    ]


def loan(disbursement: Disbursement, on: date | None = None) -> Loan:
    """One paid disbursement as it stands on a day."""
    return loans([disbursement], on=on)[0]


def _repayments(
    disbursements: list[Disbursement],
) -> tuple[dict[int, list[Repayment]], dict[int, list[Repayment]]]:
    """LoanInstalment → what was paid of it; disbursement → what was repaid early."""
    paid: defaultdict[int, list[Repayment]] = defaultdict(list)
    early: defaultdict[int, list[Repayment]] = defaultdict(list)
    for each in Repayment.objects.filter(disbursement__in=disbursements).order_by("on", "pk"):
        if each.instalment_id is None:
            early[each.disbursement_id].append(each)
        else:
            paid[each.instalment_id].append(each)
    return paid, early


def _row(
    instalment: LoanInstalment, paid: tuple[Repayment, ...], day: date, legal: Sequence[Rate]
) -> Row:
    payments = [Paid(each.on, each.capital) for each in paid]
    late = accrued(instalment.capital, instalment.due_on, payments, day, legal)
    late -= total(each.late for each in paid)
    left = instalment.capital + instalment.interest
    left -= total(each.capital + each.interest for each in paid)
    return Row(instalment, paid, max(late, ZERO), is_overdue=bool(left) and instalment.due_on < day)


def csv_rows(found: Loan) -> list[list[str]]:
    """The instalments in force for a spreadsheet, with their headings."""
    head = [
        _("Rata"),
        _("Scadenza"),
        _("Capitale"),
        _("Interessi"),
        _("Totale"),
        _("Debito residuo"),
        _("Pagato"),
        _("Da pagare"),
        _("Interessi di mora"),
    ]
    return [
        head,
        *(
            [
                str(row.number),
                day_short(row.due_on),
                *map(
                    format_plain,
                    (
                        row.instalment.capital,
                        row.instalment.interest,
                        row.amount,
                        row.instalment.debt,
                        row.received,
                        row.left,
                        row.late,
                    ),
                ),
            ]
            for row in found.rows
        ),
    ]


def all_loans() -> QuerySet[Disbursement]:
    """Every paid disbursement with its award and the instant, as `now`; the last paid first."""
    return (
        Disbursement.objects.filter(is_paid=True)
        .annotate(now=clock.Clock())
        .select_related("award__submission", "award__organisation")
        .defer("award__submission__content")
        .order_by("-on", "-pk")
    )


def unpaid_before(day: date) -> QuerySet[LoanInstalment]:
    """Instalments of plans in force that are due before a day and not paid whole; `paid` of each in euro."""
    latest = (
        LoanPlan.objects.filter(disbursement=OuterRef("plan__disbursement"))
        .order_by("-version")
        .values("version")[:1]
    )
    paid = Sum(F("repayments__capital") + F("repayments__interest"), default=ZERO)
    return (
        LoanInstalment.objects.filter(due_on__lt=day)
        .annotate(paid=paid)
        .filter(plan__version=Subquery(latest), paid__lt=F("capital") + F("interest"))
    )


def owed_by(last: date) -> QuerySet[LoanInstalment]:
    """Those of them due up to a day, the first due first; of an award that ended, what is out is claimed."""
    return (
        unpaid_before(last + timedelta(days=1))
        .exclude(plan__disbursement__award__state=AwardState.RELEASED.value)
        .order_by("due_on", "pk")
    )


def overdue_loans() -> QuerySet[Disbursement]:
    """Those of which an instalment of the plan in force is overdue today, whole or in part."""
    late = unpaid_before(clock.today())
    return all_loans().filter(pk__in=late.values("plan__disbursement"))
