"""The acts that everyone reads."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.factories.acts import adopted, drafted, external, frozen, published, rendered
from wecare.acts.models import Act

pytestmark = pytest.mark.django_db


def shown(client: Client, query: str = "") -> list[Act]:
    return list(client.get(f"/atti/{query}").context["acts"])


def test_only_published_acts_are_listed_the_newest_first(client: Client) -> None:
    old = external("22-5076", adopted_on=date(2017, 5, 22))
    drafted(), frozen(), rendered(), adopted()
    new = published()

    assert shown(client) == [new, old]


@pytest.mark.parametrize("make", [drafted, frozen, rendered, adopted])
def test_an_act_that_is_not_published_does_not_exist(client: Client, make: object) -> None:
    act = make()  # type: ignore[operator]

    assert client.get(f"/atti/{act.pk}/").status_code == 404
    assert client.get(f"/atti/{act.pk}/pdf/").status_code == 404


def test_the_list_is_searched_by_number_and_by_words(client: Client) -> None:
    one = external("22-5076", subject="Atto di indirizzo")
    external("57-868", subject="Presa d'atto del programma")

    assert shown(client, "?cerca=5076") == [one]
    assert shown(client, "?cerca=INDIRIZZO") == [one]
    assert shown(client, "?cerca=%25") == []


def test_the_pages_of_the_list_join_without_hole_or_overlap(client: Client) -> None:
    made = [
        external(f"{n}-1", adopted_on=date(2017, 1, 1) + timedelta(days=n // 3)) for n in range(120)
    ]

    seen, query = [], ""
    for _page in range(3):
        answer = client.get(f"/atti/{query}")
        seen += answer.context["acts"]
        query = answer.context["following"]

    assert query == ""
    assert seen == sorted(made, key=lambda act: (act.adopted_on, act.pk), reverse=True)


@pytest.mark.parametrize(
    "after", ["x", "2020-01-01", "2020-01-01.x", "2020-13-01.1", ".1", "9" * 500]
)
def test_an_address_that_means_nothing_gives_the_first_page(client: Client, after: str) -> None:
    act = external()

    assert shown(client, f"?dopo={after}") == [act]


@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_costs_the_same_queries_whatever_its_length(
    client: Client, rows: int, django_assert_num_queries: object
) -> None:
    for number in range(rows):
        published() if number % 5 == 0 else external()
    client.get("/atti/")

    with django_assert_num_queries(1):  # type: ignore[operator]
        answer = client.get("/atti/")

    assert answer.status_code == 200


def test_the_page_of_an_act_shows_its_text_and_how_to_check_it(client: Client) -> None:
    act = published(subject="FSE2 <b>bando</b> {{ settings.SECRET_KEY }}")

    answer = client.get(f"/atti/{act.pk}/")

    page = answer.content.decode()
    assert str(act) in page
    assert act.document.check_code in page
    assert "FSE2 &lt;b&gt;bando&lt;/b&gt; {{ settings.SECRET_KEY }}" in page
    assert "<li>di approvare il bando;</li>" in page
    assert "2.900.000,00\u00a0€ (duemilioninovecentomila/00)" in page
    assert "IL DIRIGENTE" in page
    assert page.count("<h1") == 1


def test_the_page_of_an_act_costs_a_constant_number_of_queries(
    client: Client, django_assert_num_queries: object
) -> None:
    act = published()
    client.get(f"/atti/{act.pk}/")

    with django_assert_num_queries(4):  # type: ignore[operator]
        answer = client.get(f"/atti/{act.pk}/")

    assert answer.status_code == 200


def test_the_page_of_an_act_from_elsewhere_says_where_its_text_is(client: Client) -> None:
    act = external("22-5076")

    page = client.get(f"/atti/{act.pk}/").content.decode()

    assert "DGR 22-5076" in page
    assert "Il testo è presso chi l'ha adottato" in page.replace("&#x27;", "'")
    assert client.get(f"/atti/{act.pk}/pdf/").status_code == 404


def test_the_pdf_of_an_act_is_sent_as_it_was_stored(client: Client) -> None:
    act = published()

    answer = client.get(f"/atti/{act.pk}/pdf/")

    assert answer.getvalue() == f"%PDF act-{act.pk}".encode()
    answer.close()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (f'attachment; filename="DD-1-A2203A-{act.year}.pdf"')
    assert answer["X-Content-Type-Options"] == "nosniff"
