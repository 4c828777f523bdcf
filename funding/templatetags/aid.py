"""How forms of aid, loans and guarantees are shown."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template

from calls.enums import AidForm
from calls.labels.lots import AID_FORMS
from funding.enums import RepaymentMethod
from funding.labels import EVERY, GUARANTEE_CALL_STATES, METHODS, REQUEST_STATES, ROW_STATES
from funding.models import AidComponent, Disbursement, GuaranteeCall
from funding.queries.aid.loans import Loan, Row

register = template.Library()

WIDTH, HEIGHT = 1000, 160
GAP = Decimal("0.15")  # of the room of a bar


@dataclass(frozen=True, slots=True)
class Bar:
    """What is owed until an instalment is paid, as a rectangle."""

    x: str
    y: str
    width: str
    height: str
    tone: str


@register.filter
def form_said(component: AidComponent) -> str:
    """The form of aid in words."""
    return str(AID_FORMS[AidForm(component.form)])


@register.filter
def method_said(component: AidComponent) -> str:
    """How the capital of the loan comes back."""
    return str(METHODS[RepaymentMethod(component.method)]) if component.method else ""


@register.filter
def every_said(component: AidComponent) -> str:
    """How often an instalment is due."""
    return str(EVERY.get(component.every_months or 0, ""))


@register.filter
def request_mark(disbursement: Disbursement) -> tuple[Any, ...]:
    """The state of what was asked as word, tone and icon."""
    return REQUEST_STATES[disbursement.state]


@register.filter
def call_mark(call: GuaranteeCall) -> tuple[Any, ...]:
    """The state of a call on the guarantee as word, tone and icon."""
    return GUARANTEE_CALL_STATES[call.state]


@register.filter
def row_mark(row: Row) -> tuple[Any, ...]:
    """The state of an instalment as word, tone and icon."""
    state = "settled" if row.is_settled else "overdue" if row.is_overdue else "open"
    return ROW_STATES[state]


@register.filter
def debt_bars(loan: Loan) -> list[Bar]:
    """The debt before each instalment, in the order of the days; the whole loan is as high as the picture."""
    if not loan.rows:
        return []
    room = Decimal(WIDTH) / len(loan.rows)
    found = []
    for at, (row, before, _after) in enumerate(loan.path):
        height = max(HEIGHT * before / loan.disbursement.amount, Decimal(1))
        found.append(
            Bar(
                x=f"{room * at + room * GAP / 2:.2f}",
                y=f"{HEIGHT - height:.2f}",
                width=f"{room * (1 - GAP):.2f}",
                height=f"{height:.2f}",
                tone=_tone(row),
            )
        )
    return found


def _tone(row: Row) -> str:
    if row.is_settled:
        return "paid"
    return "requested" if row.is_overdue else "available"
