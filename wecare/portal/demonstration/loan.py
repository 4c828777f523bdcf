"""A loan of the measure for social enterprises, disbursed a year ago: two instalments came, one is late."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from calls.enums import AidForm, OrganisationKind
from calls.models import Call
from funding.actions.aid import forms as aid
from funding.actions.aid import loans, repayments
from funding.actions.aid.forms import Component
from funding.actions.aid.repayments import Receipt
from funding.actions.conditions import adhesion
from funding.engine.amortisation import Terms
from funding.enums import RepaymentMethod
from funding.models import Disbursement
from funding.queries.aid.loans import loan
from funding.queries.awards.standing import on_desk
from wecare.core.money import portion
from wecare.portal.demonstration import story
from wecare.portal.demonstration.projects import day_of, writer_of
from wecare.portal.demonstration.rules import lot

PLAN = story.Plan(
    code="FESR-prestiti-2025",
    title="Piccoli progetti di imprese sociali: prestito e conto capitale",
    summary="Micro e piccole imprese con effetti socialmente desiderabili. La linea e le forme di "
    "aiuto sono reali; importi e condizioni del prestito sono dati dimostrativi.",
    measure="FESR",
    lots=[
        lot("B", "Linea B – piccoli progetti", "250000.00")
        | {"aid_forms": ["capital", "loan", "guarantee"]}
    ],
    kinds=(OrganisationKind.SOCIAL_COOPERATIVE, OrganisationKind.SOCIAL_ENTERPRISE),
    minimum="10000.00",
    maximum="100000.00",
    requests=(140, 190),
    applicants=4,
    fund="FESR",
    line="B",
)
FIRST_BODY = 300  # serial numbers that no other organisation of the demonstration has
LENT = Decimal(75)  # per cent of the award
TERMS = Terms(Decimal("0.50"), 36, 0, 3, RepaymentMethod.CONSTANT_INSTALMENT)


def tell(telling: story.Telling, *, opens_at: datetime) -> Disbursement:
    """The call from its opening to the loan, and the first instalment that came back."""
    apart = replace(telling, chance=Random(PLAN.code), bodies=FIRST_BODY)  # noqa: S311 -- a story
    closes_at = opens_at + timedelta(days=20)
    call = story.announce(apart, PLAN, opens_at=opens_at, closes_at=closes_at)
    story.apply_all(apart, call, PLAN)
    call = story.close_and_check(apart, call)
    story.judge(apart, call)
    story.award(apart, call)
    disbursement = _lend(apart, call)
    come_back(apart, disbursement, number=1)
    telling.now = apart.now
    return disbursement


def come_back(telling: story.Telling, disbursement: Disbursement, *, number: int) -> None:
    """An instalment comes on its day, and is recorded the day after or when the story goes on."""
    row = loan(disbursement, on=disbursement.on).row(number)
    assert row is not None  # noqa: S101 -- of the plan above
    days = (row.due_on - day_of(telling)).days + 1
    if days > 0:
        telling.after(days=days)
    repayments.record(
        receipt=Receipt(
            disbursement, number, row.amount, row.due_on, f"CRO 4000{disbursement.pk}{number}"
        ),
        by=telling.people[story.OFFICER],
    )


def _lend(telling: story.Telling, call: Call) -> Disbursement:
    """Accepted, divided into loan and capital, confirmed by another, disbursed."""
    officer, manager = telling.people[story.OFFICER], telling.people[story.MANAGER]
    for award in on_desk().filter(decree__ranked_list__call=call).order_by("pk"):
        telling.after(hours=4)
        adhesion.accept(award=award, by=writer_of(award))
    award = on_desk().filter(decree__ranked_list__call=call).order_by("pk")[0]
    lent = portion(award.amount, LENT)
    telling.after(days=1)
    aid.divide(
        award=award,
        components=(
            Component(AidForm.LOAN, lent, terms=TERMS),
            Component(AidForm.CAPITAL, award.amount - lent),
        ),
        by=officer,
    )
    telling.after(hours=3)
    aid.confirm(award=award, by=manager)
    telling.after(hours=1)
    asked = loans.ask(award=award, amount=lent, on=day_of(telling), by=officer)
    telling.after(hours=2)
    return loans.disburse(disbursement=asked, by=manager)
