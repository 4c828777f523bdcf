"""What the parts of an award's page say of its forms of aid, its loan and its guarantee."""

from collections.abc import Mapping
from typing import Any

from calls.enums import AidForm
from funding.models import AidComponent, Award, GuaranteeCall, Reduction
from funding.queries.aid import (
    allowed_forms,
    called,
    component_of,
    division_of,
    left_to_ask,
    release_key,
)
from funding.queries.loans import disbursements_of, loans_of
from wecare.accounts.models import Person

Facts = Mapping[str, Any] | None
SHORT = 12  # instalments that are shown at once


def forms_for_office(award: Award, person: Person) -> Facts:
    """How the award is divided, or that it should be."""
    division = division_of(award)
    if division is None and allowed_forms(award) == (AidForm.GRANT,):
        return None
    return {
        "award": award,
        "division": division,
        "components": _components(award),
        "may_write": person.has_perm("funding.write_aid"),
        "may_confirm": person.has_perm("funding.decide_aid")
        and division is not None
        and division.written_by_id != person.pk,
    }


def forms_for_beneficiary(award: Award, _person: Person) -> Facts:
    """How the award is divided, once confirmed."""
    division = division_of(award)
    if division is None or not division.is_confirmed:
        return None
    return {"award": award, "division": division, "components": _components(award)}


def loan_for_office(award: Award, person: Person) -> Facts:
    """The loan with what was asked, paid and came back."""
    component = component_of(award, AidForm.LOAN)
    if component is None:
        return None
    return _loan(award, component) | {
        "asked": disbursements_of(award),
        "left": left_to_ask(award),
        "person": person,
        "may_write": person.has_perm("funding.write_aid"),
        "may_decide": person.has_perm("funding.decide_aid"),
        "csv": "funding:loan_csv",
    }


def loan_for_beneficiary(award: Award, _person: Person) -> Facts:
    """The loan with its plan and what is due next."""
    component = component_of(award, AidForm.LOAN)
    if component is None:
        return None
    return _loan(award, component) | {"csv": "funding:own_loan_csv"}


def guarantee_for_office(award: Award, person: Person) -> Facts:
    """The guarantee and what banks ask of it."""
    return _guarantee(award, person)


def guarantee_for_beneficiary(award: Award, _person: Person) -> Facts:
    """The guarantee and what was paid of it."""
    return _guarantee(award, None)


def _components(award: Award) -> list[AidComponent]:
    return list(AidComponent.objects.filter(division__award=award).order_by("pk"))


def _loan(award: Award, component: AidComponent) -> dict[str, Any]:
    return {
        "award": award,
        "component": component,
        "loans": [(each, len(each.rows) <= SHORT) for each in loans_of(award)],
    }


def _guarantee(award: Award, person: Person | None) -> Facts:
    component = component_of(award, AidForm.GUARANTEE)
    if component is None:
        return None
    calls = (
        GuaranteeCall.objects.filter(award=award)
        .select_related("recorded_by", "checked_by", "decided_by")
        .order_by("number")
    )
    released = Reduction.objects.filter(key=release_key(award)).first()
    paid = called(award)
    return {
        "award": award,
        "component": component,
        "calls": calls if person else [each for each in calls if each.is_paid],
        "paid": paid,
        "left": component.amount - paid if released is None else 0,
        "released": released,
        "person": person,
        "may_write": person is not None and person.has_perm("funding.write_aid"),
        "may_decide": person is not None and person.has_perm("funding.decide_aid"),
    }
