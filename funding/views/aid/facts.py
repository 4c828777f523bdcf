"""What the parts of an award's page say of its forms of aid, its loan and its guarantee."""

from collections.abc import Mapping
from typing import Any

from calls.enums import AidForm
from funding.models import AidComponent
from funding.queries.aid.forms import allowed_forms, release_key
from funding.queries.awards.reading import Reading
from wecare.accounts.models import Person
from wecare.core.money import ZERO, total

Facts = Mapping[str, Any] | None
SHORT = 12  # instalments that are shown at once


def forms_for_office(of: Reading, person: Person) -> Facts:
    """How the award is divided, or that it should be."""
    division = of.division
    if division is None and allowed_forms(of.award) == (AidForm.GRANT,):
        return None
    return {
        "award": of.award,
        "division": division,
        "components": of.components,
        "may_write": person.has_perm("funding.write_aid"),
        "may_confirm": person.has_perm("funding.decide_aid")
        and division is not None
        and division.written_by_id != person.pk,
    }


def forms_for_beneficiary(of: Reading, _person: Person) -> Facts:
    """How the award is divided, once confirmed."""
    division = of.division
    if division is None or not division.is_confirmed:
        return None
    return {"award": of.award, "division": division, "components": of.components}


def loan_for_office(of: Reading, person: Person) -> Facts:
    """The loan with what was asked, paid and came back."""
    component = of.component(AidForm.LOAN)
    if component is None:
        return None
    return _loan(of, component) | {
        "asked": of.disbursements,
        "left": component.amount
        - total(each.amount for each in of.disbursements if each.is_paid is not False),
        "person": person,
        "may_write": person.has_perm("funding.write_aid"),
        "may_decide": person.has_perm("funding.decide_aid"),
        "csv": "funding:loan_csv",
    }


def loan_for_beneficiary(of: Reading, _person: Person) -> Facts:
    """The loan with its plan and what is due next."""
    component = of.component(AidForm.LOAN)
    if component is None:
        return None
    return _loan(of, component) | {"csv": "funding:own_loan_csv"}


def guarantee_for_office(of: Reading, person: Person) -> Facts:
    """The guarantee and what banks ask of it."""
    return _guarantee(of, person)


def guarantee_for_beneficiary(of: Reading, _person: Person) -> Facts:
    """The guarantee and what was paid of it."""
    return _guarantee(of, None)


def _loan(of: Reading, component: AidComponent) -> dict[str, Any]:
    return {
        "award": of.award,
        "component": component,
        "loans": [(each, len(each.rows) <= SHORT) for each in of.loans],
    }


def _guarantee(of: Reading, person: Person | None) -> Facts:
    component = of.component(AidForm.GUARANTEE)
    if component is None:
        return None
    calls = of.guarantee_calls
    key = release_key(of.award)
    released = next((each for each in of.reductions if each.key == key), None)
    paid = total(each.payable or ZERO for each in calls if each.is_paid)
    return {
        "award": of.award,
        "component": component,
        "calls": calls if person else [each for each in calls if each.is_paid],
        "paid": paid,
        "left": component.amount - paid if released is None else 0,
        "released": released,
        "person": person,
        "may_write": person is not None and person.has_perm("funding.write_aid"),
        "may_decide": person is not None and person.has_perm("funding.decide_aid"),
    }
