"""The table of expenses: cell by cell, by whoever writes each column, nothing written over."""

import dataclasses
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from applicants.actions import costs
from applicants.actions.filling import NotYourPart
from applicants.engine.cells import IN_KIND, OWN, Cell, Place
from applicants.models import Application, Cost, Partner
from applicants.policies import AmountsRefused, WritingRefused
from applicants.queries.budget import budget_of
from tests.applicants.test_group_caps import joined
from tests.factories.applicants import a_draft, a_fiscal_code, costed, fresh, sent
from tests.factories.partners import Joined, a_group_call, a_lead, accepted, rules_of
from wecare.core.money import euro

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(db: None) -> Application:
    return a_lead(a_group_call())


def cell(place: Place, typed: str, was: str = "0") -> Cell:
    return Cell(place, euro(typed), euro(was))


def save(application: Application, actor: Any, *cells: Cell) -> Application:
    return costs.save(application=application, cells=cells, actor=actor)


def test_the_sums_are_those_of_lead_and_partners(application: Application) -> None:
    beta = accepted(application)

    save(
        application,
        beta.person,
        cell((beta.partner.pk, "cost_work"), "5000"),
        cell((beta.partner.pk, OWN), "1000"),
    )

    account = budget_of(fresh(application), rules_of(application))
    assert (account.total, account.own) == (euro("105000"), euro("21000"))
    submission = sent(application)
    assert (submission.total_cost, submission.requested) == (euro("105000"), euro("84000"))
    assert submission.content["costs"]["work"] == "85000.00"
    (part,) = submission.content["partners"]
    assert (part["costs"], part["own_funding"]) == ({"work": "5000.00"}, "1000.00")


def test_nobody_writes_the_column_of_others(application: Application) -> None:
    beta, gamma = accepted(application), accepted(application)
    of_beta = cell((beta.partner.pk, "cost_work"), "1")

    for actor, place in (
        (application.created_by, of_beta.place),
        (gamma.person, of_beta.place),
        (beta.person, (None, "cost_work")),
    ):
        with pytest.raises(NotYourPart):
            save(application, actor, cell(place, "1"))

    assert Cost.objects.filter(amount=1).count() == 0


def test_the_lead_writes_for_a_partner_that_is_only_described(application: Application) -> None:
    joined(application, a_fiscal_code())
    partner = Partner.objects.get()

    save(application, application.created_by, cell((partner.pk, "cost_work"), "700"))

    assert str(partner.costs.get().amount) == "700.00"


def test_two_who_change_the_same_cell_both_see_both_and_other_cells_do_not_meet(
    application: Application,
) -> None:
    lead = application.created_by
    save(application, lead, cell((None, "cost_work"), "81000", "80000"))

    save(application, lead, cell((None, "cost_spread"), "9000", "10000"))
    with pytest.raises(costs.CellsChanged) as refusal:
        save(
            application,
            lead,
            cell((None, "cost_work"), "82000", "80000"),
            cell((None, "cost_prepare"), "1", "10000"),
        )

    assert refusal.value.now == {(None, "cost_work"): (euro("81000"), str(lead))}
    stored = {each.category: str(each.amount) for each in Cost.objects.order_by("id")}
    assert stored == {"work": "81000.00", "spread": "9000.00", "prepare": "10000.00"}


def test_the_part_in_kind_stays_within_its_own_share_each_of_its_own(
    application: Application,
) -> None:
    beta = accepted(application)
    place = beta.partner.pk

    with pytest.raises(AmountsRefused, match="La parte in natura"):
        save(application, beta.person, cell((place, OWN), "10"), cell((place, IN_KIND), "11"))

    assert Partner.objects.get().own_in_kind == 0
    with pytest.raises(IntegrityError, match="in_kind_within"), transaction.atomic():
        Partner.objects.update(own_in_kind="0.01")


def test_what_is_no_row_and_no_partner_of_the_application_is_refused(
    application: Application,
) -> None:
    elsewhere = accepted(a_lead(application.call))

    with pytest.raises(WritingRefused, match="La voce «gold»"):
        save(application, application.created_by, cell((None, "cost_gold"), "1"))
    with pytest.raises(WritingRefused, match="non è più nel gruppo"):
        save(application, elsewhere.person, cell((elsewhere.partner.pk, "cost_work"), "1"))


def test_a_sum_that_cannot_be_held_is_refused_and_nothing_is_saved(
    application: Application,
) -> None:
    beta = accepted(application)

    with pytest.raises(AmountsRefused, match="La somma delle spese è troppo grande"):
        save(application, beta.person, cell((beta.partner.pk, "cost_work"), "999999999999.99"))

    assert Cost.objects.filter(partner=beta.partner).count() == 0


def test_costs_of_partners_count_no_more_once_a_correction_closes_groups(
    application: Application,
) -> None:
    draft = costed(a_draft(application.call))
    beta: Joined = accepted(draft, answered=False)
    save(draft, beta.person, cell((beta.partner.pk, "cost_work"), "5000"))
    alone = dataclasses.replace(rules_of(draft), partnership=None)

    assert budget_of(fresh(draft), alone).total == euro("100000")
