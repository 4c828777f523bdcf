"""Awards that change, end and are paid back, brought to each state by their own actions."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from applicants.models import Submission
from evaluation.models import RankedList
from funding.actions import money
from funding.actions.exits import effects as exit_effects
from funding.actions.exits import revocations
from funding.actions.exits.project_changes import Wanted
from funding.models import Award, Revocation
from funding.queries.awards.standing import on_desk
from funding.queries.exits.budget_in_force import budget_in_force
from tests.factories.acts import printed
from tests.factories.evaluation import manager, officer
from tests.factories.funding import ground, published_decree
from tests.factories.scrolls import short_list
from tests.fixtures.scenes import scene
from wecare.acts.actions import acts
from wecare.acts.models import Act
from wecare.core import clock

ACT: dict[str, Any] = {
    "kind": "DD",
    "number_text": "99/A2203A/2026",
    "subject": "Revoca di un contributo",
}


def act_of_today(number: str = "99/A2203A/2026") -> Any:
    """An act adopted elsewhere today, as it is typed."""
    return {**ACT, "number_text": number, "adopted_on": clock.today()}


@scene
def awarded(paid: Decimal | int = 0) -> tuple[Award, RankedList, list[Submission]]:
    """The first award, of 80 000 €, of a short list whose decree is published; `paid` euro of it are."""
    ranked_list, sent = short_list()
    published_decree(ranked_list)
    award = on_desk().get(submission=sent[0], state="granted")
    if paid:
        money.pay(award=award, amount=Decimal(paid), ground=ground("p1"), by=officer())
    return on_desk().get(pk=award.pk), ranked_list, sent


@scene
def started(award: Award, *, amount: Decimal | None = None) -> Revocation:
    """A procedure of revocation in its first days."""
    return revocations.start(
        award=award,
        amount=amount,
        reasons="Le attività non sono iniziate.",
        answer_days=10,
        conclude_days=30,
        protocol="6100/2026",
        by=officer(),
    )


def assessed(award: Award, clock_of_test: Any, *, amount: Decimal | None = None) -> Revocation:
    """A procedure whose days to answer have passed, assessed."""
    found = started(award, amount=amount)
    clock_of_test.set(clock.now() + timedelta(days=12))
    return revocations.assess(
        revocation=found, assessment="Nessuna attività risulta.", recovery_days=60, by=officer()
    )


@scene
def rendered_act(act: Act) -> Act:
    """The act with its proof there to be read."""
    act = acts.freeze(act=act, facts={}, by=officer())
    assert act.proof is not None
    printed(act.proof)
    return Act.objects.get(pk=act.pk)


def adopted_revocation(award: Award, clock_of_test: Any, *, amount: Decimal | None = None) -> Act:
    """The act of a revocation, written from the data and adopted from the desk of the acts."""
    found = assessed(award, clock_of_test, amount=amount)
    act = rendered_act(exit_effects.write_revocation(revocation=found, by=officer()))
    return acts.adopt(act=act, by=manager())


def moved_by(award: Award, amount: Decimal | int, *, activities: str = "") -> Wanted:
    """The budget in force with `amount` euro moved from the lead's second category to the third."""
    budget = budget_in_force(award)
    lead = budget.shares[0]
    codes = [each.code for each in award.submission.rules.cost_categories]
    first, second = codes[1], codes[2]
    costs = {
        **lead.costs,
        first: lead.of(first) - Decimal(amount),
        second: lead.of(second) + Decimal(amount),
    }
    return Wanted({lead.fiscal_code: costs}, activities)
