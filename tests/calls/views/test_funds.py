"""Funds: who may write them, what makes their shares whole, and that nobody is overwritten."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from calls.models import Fund
from calls.queries.budgets import mark_of_fund
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.calls import FundFactory
from wecare.accounts.enums import Role
from wecare.core.models import Event

pytestmark = pytest.mark.django_db

BACKEND = "wecare.accounts.backends.PasswordBackend"
SHARES = {"eu": "50", "state": "35", "region": "15", "shares_source": "D.D. 1211/2018"}
NEW = {"code": "FSC", "title": "Fondo sviluppo e coesione", **SHARES}


@pytest.fixture
def desk(client: Client) -> Client:
    FundFactory()
    client.force_login(PersonFactory(roles=[Role.ADMIN]), backend=BACKEND)
    return client


def edit(client: Client, **typed: str) -> Any:
    fund = Fund.objects.get(code="FSE")
    known = {"title": fund.title, "seen": mark_of_fund(fund)}
    return client.post(reverse("calls:fund", args=["FSE"]), known | typed)


def test_a_new_fund_says_who_pays_it_and_where_that_comes_from(desk: Client) -> None:
    response = desk.post(reverse("calls:fund_new"), NEW, follow=True)

    fund = Fund.objects.get(code="FSC")
    assert fund.shares == (Decimal("50.00"), Decimal("35.00"), Decimal("15.00"))
    assert "D.D. 1211/2018" in text_of(response)
    told = Event.objects.get(name="fund.recorded")
    assert told.facts["shares"] == ["50.00", "35.00", "15.00"]


def test_shares_that_are_not_known_are_left_blank(desk: Client) -> None:
    blank = dict.fromkeys(SHARES, "")

    desk.post(reverse("calls:fund_new"), NEW | blank)

    assert Fund.objects.get(code="FSC").shares is None


@pytest.mark.parametrize(
    ("typed", "sentence", "status"),
    [
        ({"region": "14"}, "fanno 99,00\xa0%: insieme devono fare 100,00", 409),
        ({"region": ""}, "Scrivi tutte e tre le quote, oppure nessuna", 422),
        ({"shares_source": ""}, "Scrivi da dove vengono le quote", 409),
        ({"eu": "centouno"}, "Scrivi un numero", 422),
        ({"title": ""}, "Scrivi qui il testo.", 422),
        ({"code": "fse"}, "è già preso", 409),
        ({"code": "nuovo"}, "è già preso", 409),
        ({"code": "F.S"}, "il punto non si può usare", 422),
        ({"code": "FONDO-TROPPO-LUNGO"}, "12", 422),
    ],
)
def test_a_fund_that_does_not_hold_is_refused_and_what_was_typed_stays(
    desk: Client, typed: dict[str, str], sentence: str, status: int
) -> None:
    response = desk.post(reverse("calls:fund_new"), NEW | typed)

    assert response.status_code == status
    assert sentence in text_of(response)
    assert Fund.objects.count() == 1
    assert f'value="{(NEW | typed)["state"]}"' in text_of(response)


def test_a_fund_is_described_anew(desk: Client) -> None:
    page = desk.get(reverse("calls:fund", args=["FSE"]))
    response = edit(desk, **SHARES)

    assert mark_of_fund(FundFactory()) != page.context["form"].initial["seen"]
    assert response.status_code == 302
    assert Fund.objects.get(code="FSE").eu_share == Decimal("50.00")


def test_nobody_is_overwritten_in_silence(desk: Client) -> None:
    seen = mark_of_fund(Fund.objects.get(code="FSE"))
    edit(desk, **SHARES)

    response = edit(desk, seen=seen, title="Altro titolo")

    assert response.status_code == 409
    assert "Un'altra persona ha salvato il fondo FSE" in text_of(response)
    assert 'value="Altro titolo"' in text_of(response)
    assert "La versione salvata" in text_of(response)
    assert Fund.objects.get(code="FSE").eu_share == Decimal("50.00")

    again = edit(desk, seen=response.context["form"]["seen"].value(), title="Altro titolo")

    assert again.status_code == 302
    assert Fund.objects.get(code="FSE").title == "Altro titolo"


@pytest.mark.parametrize(
    "shares", [("50", "35", "14"), ("50", "50", None), ("110", "-5", "-5"), (None, None, "1")]
)
def test_the_database_refuses_shares_that_are_not_the_whole(shares: tuple[Any, ...]) -> None:
    eu, state, region = shares

    with pytest.raises(IntegrityError), transaction.atomic():
        Fund.objects.create(
            code="X", title="X", eu_share=eu, state_share=state, region_share=region
        )


@pytest.mark.parametrize(
    ("roles", "status"),
    [(None, 302), ([], 403), ([Role.OFFICER], 403), ([Role.AUDITOR], 403), ([Role.ADMIN], 200)],
    ids=["nobody", "applicant", "officer", "auditor", "admin"],
)
def test_funds_are_for_administrators(client: Client, roles: Any, status: int) -> None:
    FundFactory()
    if roles is not None:
        client.force_login(PersonFactory(roles=roles), backend=BACKEND)

    assert client.get(reverse("calls:fund_new")).status_code == status
    assert client.get(reverse("calls:fund", args=["FSE"])).status_code == status
    assert client.get(reverse("calls:fund", args=["FSX"])).status_code in {302, 404}
