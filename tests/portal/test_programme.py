"""The programme as the acts made it: loaded once, whole, with nothing invented."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from calls.actions import contracts
from calls.models import (
    Accompaniment,
    BudgetMovement,
    ContractAct,
    Fund,
    Milestone,
    ServiceContract,
)
from calls.queries import verification
from calls.queries.contracts import mark_of, terms_of
from calls.queries.figures import by_year, standing, summed
from tests.calls.views.typed import text_of
from wecare.acts.models import Act
from wecare.core.models import Event
from wecare.ledger.queries import balances, problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(db: None) -> None:
    call_command("load_programme", stdout=StringIO())


def test_the_act_of_2017_allocates_twenty_millions(loaded: None) -> None:
    assert summed(standing().values()).allocated == Decimal("20000000.00")
    assert [year for year, _figures in by_year()] == [2017]
    assert (verification.budgets(), problems()) == ([], [])


def test_loading_again_changes_nothing(loaded: None) -> None:
    call_command("load_territory", stdout=StringIO())
    call_command("load_programme", stdout=StringIO())
    counted = (Event, Act, ServiceContract, ContractAct, Accompaniment)
    before = (balances(""), [each.objects.count() for each in counted])

    call_command("load_programme", stdout=StringIO())

    assert (balances(""), [each.objects.count() for each in counted]) == before


def test_acts_whose_amount_is_not_known_are_told_and_move_nothing(
    loaded: None, client: Client
) -> None:
    told = {str(each.act): each for each in Milestone.objects.select_related("act", "measure")}

    assert set(told) == {"DD 698/2019", "DGR 50-2397"}
    assert not BudgetMovement.objects.filter(act__in=[each.act for each in told.values()]).exists()
    page = text_of(client.get(reverse("calls:measure", args=["FESR"])))
    assert "ciò che era impegnato resta sul fondo su cui è nato" in page
    assert "L'importo non è nelle fonti consultate" in page


def test_the_contract_of_2017_is_listed_with_its_act_and_what_is_not_known(
    loaded: None, client: Client
) -> None:
    contract = ServiceContract.objects.get(code="accompagnamento-fase-1")
    act = contract.acts.get()

    assert (contract.amount, contract.cig, contract.tender_number) == (
        Decimal("245000.00"),
        "7142395ACD",
        "6796654",
    )
    assert (contract.notice_from, contract.notice_until) == (date(2017, 7, 27), date(2017, 9, 5))
    assert (str(act.act), act.role, act.act.adopted_on) == (
        "DD 677/2017",
        "decision",
        date(2017, 7, 18),
    )
    assert contract.contractor == ""
    page = text_of(client.get(reverse("calls:measure", args=["ACC"])))
    assert page.index("7142395ACD") < page.index("Secondo passo")
    assert "quale ruolo il Collegio abbia nel servizio non è nelle fonti consultate" in page


def test_of_the_second_step_nothing_is_invented(loaded: None) -> None:
    contract = ServiceContract.objects.get(code="accompagnamento-fase-2")

    unknown = (contract.amount, contract.cig, contract.contractor, contract.begins_on)
    assert unknown == (None, "", "", None)
    assert not contract.acts.exists()


def test_contracts_post_nothing(loaded: None) -> None:
    of_acc = {place: each for place, each in standing().items() if place.measure == "ACC"}

    assert summed(of_acc.values()).available == Decimal("1000000.00")
    assert [each.committed for each in of_acc.values()] == [Decimal(0)]


def test_who_accompanies_the_five_districts_is_loaded_once_they_are_there(db: None) -> None:
    said = StringIO()
    call_command("load_programme", stdout=said)
    assert "Archidata: mancano i Distretti." in said.getvalue()
    assert not Accompaniment.objects.exists()
    call_command("load_territory", stdout=StringIO())

    call_command("load_programme", stdout=said)
    call_command("load_programme", stdout=said)

    row = Accompaniment.objects.get()
    assert (row.body, row.lead, row.measure.code) == ("Archidata", "C.I.S.S.A.C.A.", "FSE1")
    assert (row.since, row.until, row.fiscal_code) == (None, None, "")
    assert [each.code for each in row.districts.order_by("code")] == [
        "acqui-ovada",
        "alessandria-valenza",
        "asti",
        "casale",
        "novi-tortona",
    ]
    assert "da confermare" in row.source_mark


def test_what_people_wrote_of_a_contract_stays(loaded: None) -> None:
    contract = ServiceContract.objects.get(code="accompagnamento-fase-1")
    terms = terms_of(contract)
    contracts.describe(
        contract=contract,
        terms=replace(terms, contractor="Società Alfa", cig=""),
        seen=mark_of(terms),
        actor=None,
    )

    call_command("load_programme", stdout=StringIO())

    contract.refresh_from_db()
    assert (contract.contractor, contract.cig) == ("Società Alfa", "")
    assert (ServiceContract.objects.count(), ContractAct.objects.count()) == (2, 1)


def test_the_shares_of_a_fund_say_where_they_come_from(loaded: None) -> None:
    shares = {fund.code: fund.shares for fund in Fund.objects.order_by("code")}

    assert shares == {
        "FESR": None,
        "FSC": None,
        "FSE": (Decimal("50.00"), Decimal("35.00"), Decimal("15.00")),
    }
    assert "da confermare" in Fund.objects.get(code="FSE").shares_source


def test_the_demonstration_moves_money_by_acts_that_say_they_are_invented(
    loaded: None, settings: Any
) -> None:
    settings.DEMONSTRATION = True
    call_command("load_demo", stdout=StringIO())

    moved = BudgetMovement.objects.filter(kind="transfer").select_related("act")
    assert len(moved) == 2
    assert all("dati dimostrativi" in each.act.subject for each in moved)
    assert summed(standing().values()).allocated == Decimal("20000000.00")
    assert (verification.budgets(), problems()) == ([], [])
