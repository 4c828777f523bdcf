"""Cells that save themselves: each over the amount that its page showed."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applicants.enums import MandateKind
from applicants.models import Application, Cost
from tests.applicants.views.conftest import logged_in
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import sent
from tests.factories.mandates import a_mandate
from tests.factories.partners import Joined, a_group_call, a_lead, accepted
from tests.fixtures.database import Clock
from wecare.accounts.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(db: None, owner: Person) -> Application:
    return a_lead(a_group_call(), owner)


@pytest.fixture
def beta(application: Application) -> Joined:
    return accepted(application, name="Beta APS")


def say(browser: Client, application: Application, body: Any, partner: int | None = None) -> Any:
    """What the script sends, or something else."""
    name = "costs_autosave" if partner is None else "partner_costs_autosave"
    more = [] if partner is None else [partner]
    url = reverse(f"applicants:{name}", args=[application.public_id, *more])
    content = body if isinstance(body, str) else json.dumps(body)
    return browser.post(url, content, content_type="application/json")


def cell(name: str, value: Any, version: Any = 0, **more: Any) -> dict[str, Any]:
    return {"field": name, "value": value, "version": version, **more}


def work() -> str:
    return str(Cost.objects.get(category="work", partner=None).amount)


def test_a_saved_cell_answers_its_amount_in_cents_and_writes_no_other(
    home: Client, application: Application
) -> None:
    before = {each.category: each.amount for each in Cost.objects.all()}

    answer = say(home, application, cell("cost_work", "81.000,50", 8_000_000))

    assert answer.status_code == 200
    assert (answer.json()["field"], answer.json()["version"]) == ("cost_work", 8_100_050)
    after = {each.category: each.amount for each in Cost.objects.all()}
    assert {key for key in before if before[key] != after[key]} == {"work"}
    assert work() == "81000.50"


def test_the_page_says_over_which_amount_each_cell_is_written(
    home: Client, application: Application, beta: Joined
) -> None:
    page = home.get(reverse("applicants:costs", args=[application.public_id])).content.decode()

    assert 'data-version="8000000"' in page
    assert f"/area/domande/{application.public_id}/spese/salvataggio/" in page
    theirs = logged_in(beta.person)
    url = reverse("applicants:partner_costs", args=[application.public_id, beta.partner.pk])
    assert f"/{beta.partner.pk}/spese/salvataggio/" in theirs.get(url).content.decode()


def test_two_people_on_one_cell_see_both_amounts_and_the_chosen_one_is_saved(
    home: Client, application: Application
) -> None:
    colleague = PersonFactory(given_name="Ezio", family_name="Po")
    a_mandate(colleague, application.organisation)
    say(logged_in(colleague), application, cell("cost_work", "81.000", 8_000_000))

    late = say(home, application, cell("cost_work", "82.000", 8_000_000))
    chosen = say(home, application, cell("cost_work", "82.000", 8_100_000))

    assert late.status_code == 409
    assert late.json() == {
        "field": "cost_work",
        "version": 8_100_000,
        "value": "81.000,00",
        "saved_by": str(colleague),
    }
    assert (chosen.status_code, work()) == (200, "82000.00")


def test_the_same_amount_sent_again_after_a_lost_answer_is_saved(
    home: Client, application: Application
) -> None:
    asked = cell("cost_work", "81.000", 8_000_000)
    say(home, application, asked)

    assert say(home, application, asked).json()["version"] == 8_100_000


def test_each_saves_the_own_column_and_no_other(
    home: Client, application: Application, beta: Joined
) -> None:
    pk, theirs = beta.partner.pk, logged_in(beta.person)

    own = say(theirs, application, cell(f"p{pk}_cost_work", "500"), pk)
    of_lead = say(theirs, application, cell("cost_work", "1", 8_000_000), pk)
    by_lead = say(home, application, cell(f"p{pk}_cost_work", "9", 50_000))

    assert own.status_code == 200
    assert str(Cost.objects.get(partner=beta.partner).amount) == "500.00"
    for refused in (of_lead, by_lead):
        assert refused.status_code == 422
        assert "Questa casella non è tua da scrivere" in refused.json()["message"]
    assert work() == "80000.00"


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("cost_work", "tanto", 'Abbiamo letto "tanto"'),
        ("cost_work", "-1", "-1"),
        ("cost_work", "1e400", "1e400"),
        ("own_in_kind", "90.000", "Questa casella"),
        ("cost_nothing", "1", "Questa casella"),
        ("was_cost_work", "1", "Questa casella"),
        ("\ud800", "1", "Questa casella"),
        ("cost_work", "999.999.999.999,99", "La somma delle spese è troppo grande"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_what_is_refused_has_a_sentence_and_changes_nothing(
    home: Client, application: Application, name: str, typed: str, sentence: str
) -> None:
    answer = say(home, application, cell(name, typed, 8_000_000))

    assert answer.status_code == 422
    assert sentence in answer.json()["message"]
    assert work() == "80000.00"


@pytest.mark.parametrize(
    "body",
    ["", "null", "[]", cell("cost_work", 1), cell("cost_work", "1", 10**400), cell("x", "1", "0")],
    ids=lambda body: str(body)[:30],
)
def test_what_the_page_never_sends_is_no_error_of_the_portal(
    home: Client, application: Application, body: Any
) -> None:
    assert say(home, application, body).status_code in {409, 422}
    assert work() == "80000.00"


def test_after_the_deadline_and_after_the_send_the_cell_is_told_that_it_is_closed(
    home: Client, application: Application, clock: Clock
) -> None:
    ready = a_lead(application.call, PersonFactory())
    sent(ready)
    theirs = logged_in(ready.created_by)
    assert say(theirs, ready, cell("cost_work", "1", 8_000_000)).json()["closed"] is True

    clock.set(application.call.windows.get().closes_at)
    late = say(home, application, cell("cost_work", "1", 8_000_000))

    assert (late.status_code, late.json()["closed"]) == (409, True)
    assert "Il bando è chiuso" in late.json()["message"]


def test_others_find_nothing_and_another_login_saves_nothing(
    home: Client, stranger: Client, client: Client, application: Application, owner: Person
) -> None:
    asked = cell("cost_work", "1", 8_000_000)

    assert say(stranger, application, asked).status_code == 404
    assert say(client, application, asked).status_code == 302
    assert say(home, application, {**asked, "person": str(owner.pk + 1)}).status_code == 403
    assert work() == "80000.00"


def test_who_only_reads_is_told_so(application: Application) -> None:
    reader = PersonFactory()
    a_mandate(reader, application.organisation, MandateKind.VIEWER)

    answer = say(logged_in(reader), application, cell("cost_work", "1", 8_000_000))

    assert (answer.status_code, answer.json()["closed"]) == (409, True)
    assert work() == "80000.00"
