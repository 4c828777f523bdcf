"""The programme as the acts made it: loaded once, whole, with nothing invented."""

from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from calls.models import BudgetMovement, Fund, Milestone
from calls.queries import verification
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
    before = (balances(""), Event.objects.count(), Act.objects.count())

    call_command("load_programme", stdout=StringIO())

    assert (balances(""), Event.objects.count(), Act.objects.count()) == before


def test_acts_whose_amount_is_not_known_are_told_and_move_nothing(
    loaded: None, client: Client
) -> None:
    told = {str(each.act): each for each in Milestone.objects.select_related("act", "measure")}

    assert set(told) == {"DD 698/2019", "DGR 50-2397"}
    assert not BudgetMovement.objects.filter(act__in=[each.act for each in told.values()]).exists()
    page = text_of(client.get(reverse("calls:measure", args=["FESR"])))
    assert "ciò che era impegnato resta sul fondo su cui è nato" in page
    assert "L'importo non è nelle fonti consultate" in page


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
