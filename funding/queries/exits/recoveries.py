"""What is to be paid back: what is due on a day, what is overdue, by the rates in force."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from funding.engine.interest import Received, Statement, statement
from funding.enums import AwardState, PlanState, RecoveryState
from funding.models import (
    Award,
    InstalmentPlan,
    Recovery,
    RecoveryInstalment,
    RecoveryPayment,
)
from funding.queries.awards.standing import Standing, standing
from funding.queries.legal_rates import rates
from wecare.core.money import ZERO, total


def recoveries() -> QuerySet[Recovery]:
    """Every claim with its payments and its plan, the last first."""
    plans = InstalmentPlan.objects.select_related("asked_by", "decided_by").prefetch_related(
        Prefetch("instalments", RecoveryInstalment.objects.order_by("number"))
    )
    payments = RecoveryPayment.objects.select_related("recorded_by")
    return (
        Recovery.objects.select_related("act", "award__submission__application", "opened_by")
        .defer("award__submission__content")
        .prefetch_related(
            Prefetch("payments", payments.order_by("received_on", "pk")),
            Prefetch("plans", plans.order_by("-pk")),
        )
        .order_by("-pk")
    )


def open_recoveries() -> QuerySet[Recovery]:
    """Those that are not paid whole with whose they are, the first to be paid first."""
    rows = recoveries().filter(state=RecoveryState.OPEN.value)
    return rows.select_related("award__organisation").order_by("pay_by", "pk")


def received(recovery: Recovery) -> list[Received]:
    """What came, in order of its day."""
    rows = sorted(recovery.payments.all(), key=lambda row: (row.received_on, row.pk))
    return [Received(row.received_on, row.interest, row.capital) for row in rows]


def statement_of(recovery: Recovery, *, at: date) -> Statement:
    """What is due of a claim at the end of a day.

    :raises RateUnknown: if interest would run before the first rate that is known.
    """
    return statement(
        recovery.capital, since=recovery.since, received=received(recovery), rates=rates(), at=at
    )


def capital_left(recovery: Recovery) -> Decimal:
    """The capital still to come."""
    return recovery.capital - total(each.capital for each in recovery.payments.all())


def claimed(award: Award) -> Decimal:
    """The capital still to come of all the claims on an award."""
    rows = Recovery.objects.filter(award=award, state=RecoveryState.OPEN.value)
    return total(capital_left(each) for each in rows.prefetch_related("payments").order_by("pk"))


def unclaimed(award: Award, money: Standing | None = None) -> Decimal:
    """What was paid too much and nobody has claimed: all that was paid, once the award ended."""
    money = money or standing(award)
    too_much = money.overpaid if award.state == AwardState.GRANTED else money.paid
    return too_much - claimed(award)


@dataclass(frozen=True, slots=True)
class Overdue:
    """Capital that should have come by `since` and did not."""

    since: date
    capital: Decimal


def plan_of(recovery: Recovery) -> InstalmentPlan | None:
    """The instalments that were granted."""
    granted = [each for each in recovery.plans.all() if each.state == PlanState.GRANTED]
    return granted[0] if granted else None


def due_by(recovery: Recovery) -> list[tuple[date, Decimal]]:
    """When which part of the capital should come: the instalments, or the whole by its day."""
    plan = plan_of(recovery)
    if plan is None:
        return [(recovery.pay_by, recovery.capital)]
    rows = sorted(plan.instalments.all(), key=lambda each: each.number)
    return [(each.due_on, each.capital) for each in rows]


def missing(recovery: Recovery) -> list[tuple[int, date, Decimal]]:
    """Each part of the capital that did not come whole: its number from one, its day, what is missing."""
    due = due_by(recovery)
    back = recovery.capital - capital_left(recovery)
    if plan_of(recovery) is not None:  # what came before the plan was granted is not part of it
        back -= recovery.capital - total(capital for _day, capital in due)
    parts = []
    for number, (day, capital) in enumerate(due, start=1):
        left = max(capital - back, ZERO)
        back = max(back - capital, ZERO)
        if left:
            parts.append((number, day, left))
    return parts


def overdue(recovery: Recovery, *, at: date) -> Overdue | None:
    """What should have come before the day `at` and did not, since the first day that was missed."""
    if not recovery.is_open:
        return None
    late = [(day, capital) for _number, day, capital in missing(recovery) if day < at]
    return Overdue(late[0][0], total(capital for _day, capital in late)) if late else None
