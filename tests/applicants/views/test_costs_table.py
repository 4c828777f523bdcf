"""The page of the expenses by partner: who writes which column, what is computed, what is refused."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applicants.documents import receipt_said
from applicants.models import Application, Cost
from evaluation.views.reading import reading_of
from tests.applicants.views.conftest import logged_in
from tests.applicants.views.test_macro_items import text_on
from tests.calls.views.typed import text_of
from tests.factories.applicants import sent
from tests.factories.partners import Joined, a_group_call, a_lead, accepted
from wecare.accounts.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(db: None, owner: Person) -> Application:
    return a_lead(a_group_call(), owner)


@pytest.fixture
def beta(application: Application) -> Joined:
    return accepted(application, name="Beta APS")


def at(application: Application, name: str, *more: Any) -> str:
    return reverse(f"applicants:{name}", args=[application.public_id, *more])


def words(answer: Any) -> str:
    return " ".join(unescape(text_of(answer)).split())


def test_each_writes_the_own_column_and_reads_the_others(
    home: Client, application: Application, beta: Joined
) -> None:
    pk = beta.partner.pk

    of_lead = text_of(home.get(at(application, "costs")))
    of_beta = text_of(logged_in(beta.person).get(at(application, "partner_costs", pk)))

    assert 'name="cost_work"' in of_lead
    assert f'name="p{pk}_cost_work"' not in of_lead
    assert 'name="cost_work"' not in of_beta
    assert f'name="p{pk}_cost_work"' in of_beta
    assert "80.000,00" in of_beta


def test_a_column_of_others_that_is_posted_all_the_same_is_not_read(
    home: Client, application: Application, beta: Joined
) -> None:
    pk = beta.partner.pk

    home.post(at(application, "costs"), {f"p{pk}_cost_work": "1", f"was_p{pk}_cost_work": "0"})

    assert Cost.objects.filter(partner=beta.partner).count() == 0


def test_both_amounts_are_shown_where_two_people_wrote_and_nothing_typed_is_lost(
    home: Client, application: Application, owner: Person
) -> None:
    url = at(application, "costs")
    home.post(url, {"cost_work": "81.000", "was_cost_work": "80.000,00"} | _rest())

    late = home.post(url, {"cost_work": "82.000", "was_cost_work": "80.000,00"} | _rest())

    assert late.status_code == 409
    said = words(late)
    assert f"{owner} ha scritto intanto 81.000,00\xa0€." in unescape(text_of(late))
    assert 'value="82.000"' in said
    assert 'name="was_cost_work" value="81.000,00"' in said
    again = home.post(url, {"cost_work": "82.000", "was_cost_work": "81.000,00"} | _rest())
    assert again.status_code == 302
    assert str(Cost.objects.get(category="work", partner=None).amount) == "82000.00"


def test_the_account_of_what_is_typed_names_limits_and_saves_nothing(
    home: Client, application: Application
) -> None:
    answer = home.post(at(application, "account"), {"cost_work": "200.000,00", "own_funding": "1"})

    assert answer.status_code == 200
    assert "Il conto, con quello che stai scrivendo" in words(answer)
    assert "200.000,00" in words(answer)
    assert "il massimo è 80,00 %" in words(answer)
    assert str(Cost.objects.get(category="work").amount) == "80000.00"
    assert answer["Cache-Control"] == "private, no-store"


def test_the_account_of_sums_too_large_says_so(home: Client, application: Application) -> None:
    huge = "999.999.999.999,99"

    answer = home.post(at(application, "account"), {"cost_work": huge, "cost_spread": huge})

    assert answer.status_code == 422
    assert "La somma delle spese è troppo grande" in words(answer)


@pytest.mark.parametrize("was", ["", "tanto", "1e400", "-1", "9" * 30])
def test_a_page_that_does_not_say_what_it_showed_writes_nothing_over(
    home: Client, application: Application, was: str
) -> None:
    answer = home.post(at(application, "costs"), {"cost_work": "1", "was_cost_work": was})

    assert answer.status_code == 409
    assert str(Cost.objects.get(category="work").amount) == "80000.00"


def test_receipt_and_those_who_judge_have_the_table_by_partner(
    application: Application, beta: Joined
) -> None:
    browser = logged_in(beta.person)
    pk = beta.partner.pk
    browser.post(
        at(application, "partner_costs", pk),
        {f"p{pk}_cost_work": "5.000", f"p{pk}_own_funding": "1.000"},
    )

    submission = sent(application)
    context = receipt_said(submission, signature=None)

    (table,) = context["shares"]
    assert table["names"] == [application.organisation.name, "Beta APS"]
    assert {row["title"]: row["amounts"] for row in table["rows"]}["Totale"] == [
        "100000.00",
        "5000.00",
    ]
    assert [row["amounts"] for row in table["rows"]][-1] == ["80000.00", "4000.00"]
    assert reading_of(submission).shares == context["shares"]
    assert context["total_cost"] == "105000.00"
    assert submission.receipt is not None
    paper = text_on(submission.receipt)
    assert "Totale100.000,00€5.000,00€" in paper
    assert "Contributorichiesto80.000,00€4.000,00€" in paper


def test_an_application_alone_has_no_table_by_partner(application: Application) -> None:
    assert receipt_said(sent(application), signature=None)["shares"] == []


def _rest() -> dict[str, str]:
    """The other cells of the page as it showed them."""
    shown = {"cost_prepare": "10.000,00", "cost_spread": "10.000,00", "own_funding": "20.000,00"}
    return shown | {f"was_{name}": value for name, value in shown.items()}
