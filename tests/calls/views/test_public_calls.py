"""What everyone sees of the programme and of the calls."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.enums import CallState
from calls.models import Call
from tests.calls.views.typed import text_of
from tests.factories.calls import (
    CallFactory,
    LineFactory,
    MeasureFactory,
    a_complete_draft,
    allocated,
    an_act,
    past_call,
    published_call,
)
from wecare.core import clock
from wecare.core.digests import digest

pytestmark = pytest.mark.django_db


def coming_call(**values: Any) -> Call:
    now = clock.now()
    draft = a_complete_draft(opens_at=now + timedelta(days=5))
    return published_call(draft=draft, **values)


def codes_of(response: Any) -> list[str]:
    return [each.call.code for each in response.context["rows"]]


def test_the_list_has_each_call_under_its_state(client: Client) -> None:
    published_call(code="aperto")
    coming_call(code="presto")
    past_call(code="scaduto")
    CallFactory(code="bozza")
    done = past_call(code="finito")
    Call.objects.filter(pk=done.pk).update(state=CallState.CONCLUDED.value)
    listing = reverse("calls:calls")

    found = {
        name: codes_of(client.get(listing, {"stato": name} if name else {}))
        for name in ("aperti", "in-arrivo", "in-valutazione", "conclusi", "", "inventato")
    }

    assert found["aperti"] == ["aperto"]
    assert found["in-arrivo"] == ["presto"]
    assert found["in-valutazione"] == ["scaduto"]
    assert found["conclusi"] == ["finito"]
    assert (
        sorted(found[""])
        == sorted(found["inventato"])
        == [
            "aperto",
            "finito",
            "presto",
            "scaduto",
        ]
    )


def test_a_long_list_has_pages_that_keep_the_filter(client: Client) -> None:
    for _each in range(21):
        published_call()

    first = client.get(reverse("calls:calls"), {"stato": "aperti"})
    second = client.get(reverse("calls:calls") + first.context["following"])

    assert (len(codes_of(first)), len(codes_of(second))) == (20, 1)
    assert set(codes_of(first)).isdisjoint(codes_of(second))
    assert "21–21 di 21" in text_of(second)


def test_a_list_with_nothing_says_what_will_be_there(client: Client) -> None:
    response = client.get(reverse("calls:calls"))

    assert response.status_code == 200
    assert "Nessun bando in questo stato" in text_of(response)


def test_a_draft_is_no_page_for_the_public(client: Client) -> None:
    call = CallFactory()

    for name in ("calls:call", "calls:rules"):
        assert client.get(reverse(name, args=[call.code])).status_code == 404
    assert client.get(reverse("calls:rules_json", args=[call.code, 1])).status_code == 404


def test_an_open_call_says_who_how_much_until_when_and_how(client: Client) -> None:
    call = published_call(code="FSE2-2026")

    page = text_of(client.get(reverse("calls:call", args=[call.code])))

    for said in (
        "Organizzazione di volontariato (ODV)",
        "85.000,00\xa0€",
        "3.600.000,00\xa0€",
        "Vale l'ora del server",
        "A pena di esclusione",
        "Si può completare dopo",
        "Classe B: Proposta, fino a 80,00 punti",
        "Più punti in una classe: Proposta",
        "DD 12/A2203A/2026 FSE2-2026",
        "wecare@regione.piemonte.it",
    ):
        assert said in page
    assert f'href="{reverse("applicants:start", args=[call.code])}"' in page


@pytest.mark.parametrize("make", [coming_call, past_call], ids=["not yet", "no more"])
def test_an_application_is_begun_only_while_the_call_is_open(client: Client, make: Any) -> None:
    call = make()

    page = text_of(client.get(reverse("calls:call", args=[call.code])))

    assert reverse("applicants:start", args=[call.code]) not in page


def test_the_rules_are_shown_whole_with_their_digest(client: Client) -> None:
    call = published_call()
    rulebook = call.rulebooks.get()

    page = text_of(client.get(reverse("calls:rules", args=[call.code])))

    assert rulebook.digest in page
    for question in rulebook.rules.questions:
        assert question.label in page
    assert client.get(reverse("calls:rules_version", args=[call.code, 2])).status_code == 404


def test_the_rules_for_machines_have_the_digest_of_the_page(client: Client) -> None:
    call = published_call()

    response = client.get(reverse("calls:rules_json", args=[call.code, 1]))

    assert digest(response.json()) == call.rulebooks.get().digest
    assert response["Content-Disposition"] == f'attachment; filename="{call.code}-regole-1.json"'


def test_a_measure_shows_where_each_euro_is_and_by_which_act(client: Client) -> None:
    line = LineFactory()
    allocated(line, "5000000.00", act=an_act("DGR 1-2026"))
    call = published_call(line=line)

    page = text_of(client.get(reverse("calls:measure", args=["FSE2"])))

    # published_call funds its own lots twice over: 5.000.000 + 7.200.000 in all
    assert "12.200.000,00\xa0€ assegnati, 8.600.000,00\xa0€ ancora liberi." in page
    assert "3.600.000,00" in page
    assert "DGR 1-2026" in page
    assert call.title in page


def test_the_measures_add_up_to_the_programme(client: Client) -> None:
    allocated(LineFactory(), "3600000.00")
    allocated(
        LineFactory(measure=MeasureFactory(code="ACC", title="Accompagnamento")), "1000000.00"
    )

    response = client.get(reverse("calls:measures"))

    assert response.context["whole"].allocated == Decimal("4600000.00")
    assert "4.600.000,00\xa0€ assegnati per atto" in text_of(response)


def test_a_measure_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get(reverse("calls:measure", args=["FSE9"])).status_code == 404


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same_queries_however_long(
    client: Client, django_assert_num_queries: Any, how_many: int
) -> None:
    for _each in range(how_many):
        published_call()

    with django_assert_num_queries(7):  # clock, count, calls, windows, rulebooks, desks, measures
        client.get(reverse("calls:calls"))


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_measure_costs_the_same_queries_however_many_calls(
    client: Client, django_assert_num_queries: Any, how_many: int
) -> None:
    line = LineFactory()
    for _each in range(how_many):
        published_call(line=line)

    # measure, lines, clock, ledger twice, movements, milestones, funds, calls, windows, rulebooks
    with django_assert_num_queries(14):
        client.get(reverse("calls:measure", args=["FSE2"]))


@pytest.mark.parametrize(
    "path", ["/bandi/%00/", "/misure/%ED%A0%80/", "/bandi/?stato=%00", "/bandi/?pagina=1e400"]
)
def test_an_address_that_is_no_address_gets_a_page_and_not_a_fault(
    client: Client, path: str
) -> None:
    assert client.get(path).status_code in (200, 400, 404)
