"""What the pages of an award say of its payments, for the office and for the beneficiary."""

from collections.abc import Mapping
from typing import Any

from applicants.enums import Power
from funding.actions.payments.rules import PaymentRefused, limits_for
from funding.enums import AwardState, InstalmentKind, PaymentState
from funding.labels import INSTALMENT_KINDS, PAYMENT_STEPS
from funding.models import Award, PaymentRequest
from funding.queries.awards.reading import Reading
from funding.queries.awards.timeline import Moment
from funding.queries.payments.moments import moments_of_request
from funding.queries.payments.requests import has_own_habit
from wecare.accounts.models import Person

_PLACE = {
    PaymentState.ASKED: 2,
    PaymentState.RETURNED: 1,
    PaymentState.CHECKED: 3,
    PaymentState.APPROVED: 4,
    PaymentState.ORDERED: 5,
    PaymentState.PAID: 6,
    PaymentState.WITHDRAWN: 1,
}


def progress_of(payment: PaymentRequest) -> dict[str, Any]:
    """Where the request stands among the steps that each takes."""
    return {"labels": PAYMENT_STEPS, "current": _PLACE[PaymentState(payment.state)]}


def story_of(payment: PaymentRequest) -> list[Moment]:
    """What happened to the request, in order."""
    return sorted(moments_of_request(payment), key=lambda moment: moment.at)


def for_the_office(of: Reading, person: Person) -> Mapping[str, Any] | None:
    """The plan and the requests of an award, to whoever may read payments."""
    if not person.has_perm("funding.view_payments") or not _has_some(of):
        return None
    return _shown(of) | {
        "may_plan": person.has_perm("funding.plan_payments")
        and of.award.state == AwardState.GRANTED,
    }


def for_the_beneficiary(of: Reading, person: Person) -> Mapping[str, Any] | None:
    """The same to the beneficiary, with whether it may ask now."""
    if not _has_some(of):
        return None
    may_ask = of.plan is not None and of.award.state == AwardState.GRANTED
    return _shown(of) | {"may_ask": may_ask and of.may(person, Power.SENDS)}


def left_to_ask(award: Award) -> list[dict[str, Any]]:
    """Each kind of the plan with the most that may be asked of it now, and what bounds it."""
    found = []
    for kind in InstalmentKind:
        try:
            limits = limits_for(award, kind)
        except PaymentRefused:
            continue
        lowest = min(limits, key=lambda limit: limit.most)
        found.append(
            {
                "kind": kind,
                "label": INSTALMENT_KINDS[kind],
                "most": lowest.most,
                "why": lowest.sentence,
            }
        )
    return found


def _has_some(of: Reading) -> bool:
    """Whether there is something of payments, or may still be."""
    return of.award.state == AwardState.GRANTED or bool(of.plans or of.requests)


def _shown(of: Reading) -> dict[str, Any]:
    plan, money = of.plan, of.money
    return {
        "award": of.award,
        "plan": plan,
        "instalments": [] if plan is None else list(plan.instalments.all()),
        "requests": of.requests,
        "changed": plan is not None and plan.total != money.due,
        "due": money.due,
        "demonstrative": not has_own_habit(of.award.decree.ranked_list.call),
    }
