"""The first page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.calls.views.typed import text_of
from tests.factories.calls import LineFactory, a_complete_draft, allocated, published_call
from wecare.core import clock

pytestmark = pytest.mark.django_db


def test_it_works_before_anything_exists(client: Client) -> None:
    page = text_of(client.get(reverse("portal:home")))

    assert "Oggi nessun bando è aperto." in page
    assert "Qui trovi gli ultimi atti pubblicati." in page


def test_it_shows_the_open_calls_the_money_and_the_last_acts(client: Client) -> None:
    call = published_call(code="FSE2-2026")

    response = client.get(reverse("portal:home"))

    page = text_of(response)
    assert f'href="{reverse("calls:call", args=[call.code])}"' in page
    assert "Dove sono i 7.200.000,00\xa0€" in page
    assert "Prenotati dai bandi: 3.600.000,00\xa0€, 50,00\xa0%." in page
    assert "DD 12/A2203A/2026 FSE2-2026" in page


def test_with_no_open_call_it_names_the_next(client: Client) -> None:
    now = clock.now()
    published_call(draft=a_complete_draft(opens_at=now + timedelta(days=3)))

    page = text_of(client.get(reverse("portal:home")))

    assert "Oggi nessun bando è aperto." in page
    assert "Il prossimo è" in page


@pytest.mark.parametrize("how_many", [1, 3])
def test_it_costs_the_same_queries_however_many_calls(
    client: Client, django_assert_num_queries: Any, how_many: int
) -> None:
    allocated(LineFactory(), "3600000.00")
    for _each in range(how_many):
        published_call()

    # clock; open calls, windows, rulebooks; the next (none); ledger twice; measures, lines;
    # acts
    with django_assert_num_queries(11):
        client.get(reverse("portal:home"))
