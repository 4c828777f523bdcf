"""The pages of budget years: what stands on each, what is moved by act, who may."""

import csv
import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from funding.actions import money
from funding.models import Award, YearPosting, YearShift
from funding.queries import year_verification
from funding.queries.awards.standing import on_desk
from funding.queries.budget_years import YearMoney
from funding.queries.seeing.forecast import Forecast, Quarter
from funding.queries.seeing.years import YearAhead, years
from tests.evaluation.views.conftest import browser_of
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import manager, officer
from tests.factories.funding import ground, published_decree
from tests.factories.scrolls import short_list
from tests.funding.test_budget_years import left_of, years_of
from tests.funding.test_fund_ledger import THREE, lots
from wecare.accounts.enums import Role
from wecare.core import clock
from wecare.core.models import Event

pytestmark = pytest.mark.django_db
PAGE = "/ufficio/contributi/annualita/"


def two_awards(**facts: Any) -> tuple[Award, Award, str]:
    """Two awards of 80 000 €, 40 % on 2026 and 60 % on 2027, and the address that moves 2026."""
    ranked_list, sent = short_list(**facts)
    published_decree(ranked_list)
    first, second = (on_desk().get(submission=each, state="granted") for each in sent[:2])
    return first, second, f"{PAGE}{ranked_list.call.code}/2026/"


def shown(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def typed(client: Client, address: str, **said: Any) -> dict[str, Any]:
    """The form as it comes, with an act; `said` in its place."""
    form = client.get(address).context["form"]
    return {
        "awards": form.fields["awards"].initial,
        "to_year": form.initial["to_year"],
        "reason": "I lavori sono in ritardo",
        "kind": "DGR",
        "number_text": "12-345",
        "adopted_on": f"{clock.today():%d/%m/%Y}",
        "subject": "Riaccertamento dei residui",
        "seen": form.fields["seen"].initial,
    } | said


def test_the_page_shows_each_year_on_each_fund_and_who_may_move_it() -> None:
    first, _second, address = two_awards(lots=lots(THREE))
    money.pay(award=first, amount=Decimal(32000), ground=ground("p1"), by=officer())

    desk, boss = (shown(browser_of(each), PAGE) for each in (officer(), manager()))

    for fund in ("FSC", "FSE", "REG"):
        assert f"2026 / {fund}</th>" in desk
        assert f"2027 / {fund}</th>" in desk
    assert "Sposta a un'altra annualità" not in desk
    assert f'href="{address}"' in boss


@pytest.mark.parametrize(
    ("role", "reads", "moves"),
    [
        (Role.OFFICER, 200, 403),
        (Role.MANAGER, 200, 200),
        (Role.AUDITOR, 200, 403),
        (Role.ADMIN, 403, 403),
        (None, 403, 403),
    ],
)
def test_who_reads_the_years_and_who_moves_them(role: Role | None, reads: int, moves: int) -> None:
    _first, _second, address = two_awards()
    client = browser_of(PersonFactory(roles=[role] if role else []))

    assert client.get(PAGE).status_code == reads
    assert client.get(address).status_code == moves
    assert client.post(address, {}).status_code == (422 if moves == 200 else moves)
    assert not YearShift.objects.exists()


def test_before_any_decree_the_page_says_where_commitments_come_from() -> None:
    assert "Un impegno nasce quando si adotta il decreto" in shown(browser_of(officer()), PAGE)


def test_what_is_left_moves_by_its_act_and_the_page_tells_it() -> None:
    first, second, address = two_awards()
    money.pay(award=first, amount=Decimal(2000), ground=ground("p1"), by=officer())
    client = browser_of(manager())

    answer = client.post(address, typed(client, address, awards=[first.pk]), follow=True)

    text = " ".join(answer.content.decode().split())
    assert "Spostati 30.000,00 € dall&#x27;annualità 2026 all&#x27;annualità 2027." in text
    assert "dal 2026 al 2027" in text
    assert "DGR 12-345" in text
    assert "I lavori sono in ritardo" in text
    assert years_of(first) == {
        2026: YearMoney(committed=Decimal(32000), moved=Decimal(-30000), paid=Decimal(2000)),
        2027: YearMoney(committed=Decimal(48000), moved=Decimal(30000)),
    }
    assert left_of(second) == {2026: Decimal(32000), 2027: Decimal(48000)}
    assert year_verification.years() == []
    event = Event.objects.get(name="years.shifted")
    assert event.facts["awards"] == [[first.submission.protocol, "30000.00"]]
    own_page = shown(client, f"/ufficio/contributi/{first.pk}/")
    assert "Annualità di bilancio" in own_page
    assert "Annualità spostata: 30.000,00\xa0€ dal 2026 al 2027".replace("\xa0", " ") in own_page


def test_on_several_funds_each_keeps_its_part() -> None:
    first, second, address = two_awards(lots=lots(THREE))
    client = browser_of(manager())

    client.post(address, typed(client, address))

    assert left_of(first) == left_of(second) == {2026: Decimal("0.00"), 2027: Decimal(80000)}
    assert year_verification.years() == []


def test_the_same_press_twice_moves_once() -> None:
    first, _second, address = two_awards()
    client = browser_of(manager())
    said = typed(client, address, awards=[first.pk])

    for _press in range(2):
        assert client.post(address, said).status_code == 302

    assert YearShift.objects.get().amount == Decimal(32000)


def test_the_same_act_moves_again_what_has_come_back_since() -> None:
    first, _second, address = two_awards()
    client = browser_of(manager())
    back = address.replace("/2026/", "/2027/")
    said = typed(client, address, awards=[first.pk])
    client.post(address, said)
    client.post(back, typed(client, back, awards=[first.pk], to_year=2026, number_text="13-1"))
    seen = client.get(address).context["form"].fields["seen"].initial

    client.post(address, said | {"seen": seen})

    assert [each.amount for each in YearShift.objects.order_by("pk")] == [32000, 80000, 80000]
    assert left_of(first) == {2026: Decimal("0.00"), 2027: Decimal(80000)}
    assert year_verification.years() == []


def test_a_payment_meanwhile_is_read_before_it_is_confirmed() -> None:
    first, _second, address = two_awards()
    client = browser_of(manager())
    said = typed(client, address, awards=[first.pk])
    money.pay(award=first, amount=Decimal(2000), ground=ground("p1"), by=officer())

    answer = client.post(address, said)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "restavano 32.000,00\xa0€, ora restano 30.000,00\xa0€" in text
    assert "I lavori sono in ritardo" in text
    assert not YearShift.objects.exists()
    again = said | {"seen": answer.context["form"]["seen"].value()}
    assert client.post(address, again).status_code == 302
    assert YearShift.objects.get().amount == Decimal(30000)


@pytest.mark.parametrize(
    ("bad", "status", "sentence"),
    [
        ({"awards": []}, 422, "Scegli almeno un contributo."),
        ({"awards": ["0"]}, 409, "dei contributi scelti non resta nulla da spostare"),
        ({"to_year": "presto"}, 422, "Scrivi un anno come 2027."),
        (
            {"to_year": "2026"},
            409,
            "L&#x27;annualità di partenza e quella di arrivo sono la stessa",
        ),
        ({"to_year": "2020"}, 409, "l&#x27;anno in corso, e il 2100. Qui è il 2020."),
        ({"to_year": "9999"}, 422, "2100"),
        ({"reason": " "}, 422, "Scrivi qui la risposta."),
        ({"number_text": ""}, 422, "Scrivi qui il testo."),
        ({"kind": "LEGGE"}, 422, "Scegli una voce dell&#x27;elenco."),
        ({"seen": "x"}, 422, "L&#x27;elenco non si legge: ricarica la pagina."),
        ({"seen": "1:NaN"}, 422, "L&#x27;elenco non si legge: ricarica la pagina."),
        ({"seen": "1:1e400"}, 422, "L&#x27;elenco non si legge: ricarica la pagina."),
        ({"seen": "1:2;3"}, 422, "L&#x27;elenco non si legge: ricarica la pagina."),
    ],
)
def test_what_cannot_move_has_a_sentence_and_loses_nothing(
    bad: dict[str, Any], status: int, sentence: str
) -> None:
    _first, _second, address = two_awards()
    client = browser_of(manager())

    answer = client.post(address, typed(client, address, **bad))

    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert "Riaccertamento dei residui" in answer.content.decode()
    assert not YearShift.objects.exists()


def test_an_act_of_tomorrow_moves_nothing() -> None:
    _first, _second, address = two_awards()
    client = browser_of(manager())
    tomorrow = f"{clock.today() + timedelta(days=1):%d/%m/%Y}"

    answer = client.post(address, typed(client, address, adopted_on=tomorrow))

    assert answer.status_code == 422
    assert "non può essere adottato nel futuro" in answer.content.decode()
    assert not YearShift.objects.exists()


def test_a_year_without_money_or_a_call_that_is_not_there_is_not_found() -> None:
    _first, _second, address = two_awards()
    client = browser_of(manager())

    for year in ("2031", "0", "99999", "9" * 30):
        assert client.get(address.replace("/2026/", f"/{year}/")).status_code == 404, year
    assert client.get(f"{PAGE}NESSUNO/2026/").status_code == 404


def test_a_year_that_has_passed_is_shown_until_it_is_moved() -> None:
    first, _second, _address = two_awards()
    rows = years(Forecast((), Decimal(0)), this_year=2027)

    assert [each.has_passed for each in rows.calls] == [True, False]
    assert rows.passed == sum(
        (left_of(each)[2026] for each in on_desk().filter(state="granted")), Decimal(0)
    )
    assert left_of(first)[2026] == Decimal(32000)


def test_what_will_not_be_paid_in_time_is_counted_through_the_years() -> None:
    two_awards()
    whole = sum((each.amount for each in on_desk()), Decimal(0))
    expected = Forecast(
        ((Quarter(2026, 4), Decimal(50000)), (Quarter(2028, 1), whole - 50000)), Decimal(0)
    )

    found = years(expected, this_year=2026).ahead

    on_first, on_second = (each.left for each in found[:2])
    assert found == (
        YearAhead(2026, on_first, Decimal(50000), on_first - 50000),
        YearAhead(2027, on_second, Decimal(0), whole - 50000),
        YearAhead(2028, Decimal(0), whole - 50000, Decimal(0)),
    )
    assert on_first + on_second == whole


def test_the_table_is_downloaded_with_calls_and_amounts() -> None:
    first, _second, _address = two_awards()
    money.pay(award=first, amount=Decimal(2000), ground=ground("p1"), by=officer())
    client = browser_of(officer())

    answer = client.get("/ufficio/contributi/quadro/annualita.csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["annualita"], row["fondo"], row["impegnati"], row["restano"]) for row in rows] == [
        ("2026", "FSE", "80000.00", "78000.00"),
        ("2027", "FSE", "120000.00", "120000.00"),
    ]
    assert [row["pagati"] for row in rows] == ["2000.00", "0.00"]


def test_the_page_asks_as_much_for_many_years_as_for_few(
    django_assert_max_num_queries: Any,
) -> None:
    two_awards(lots=lots(THREE))
    client = browser_of(manager())
    client.get(PAGE)

    with django_assert_max_num_queries(15):
        client.get(PAGE)
    assert YearPosting.objects.count() > 10
