"""The office: a new call, what it lacks, its publication and its closing."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.enums import CallState
from calls.forms.calls import PublicationForm
from calls.models import Call
from calls.queries.programme import free_of
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.calls import (
    CallFactory,
    LineFactory,
    a_complete_draft,
    allocated,
    funded,
    past_call,
    published_call,
)
from wecare.accounts.enums import Role
from wecare.acts.models import Act
from wecare.core import clock
from wecare.core.models import Event

pytestmark = pytest.mark.django_db
ACT = {
    "kind": "DD",
    "number_text": "DD 12/A2203A/2026",
    "adopted_on": "02/01/2020",
    "subject": "Approvazione del bando",
}


def test_a_new_call_takes_its_line_and_fund_from_the_money_that_is_free(
    office: Client, officer: Any
) -> None:
    allocated(LineFactory(), "3600000.00")
    address = reverse("calls:call_new")

    page = text_of(office.get(address))
    typed = {"code": "FSE2-2026", "title": "Case che aiutano", "purse": "FSE/FSE2/unica"}
    response = office.post(address, typed)

    call = Call.objects.get(code="FSE2-2026")
    assert "FSE2/unica Linea unica, fondo FSE: liberi 3.600.000,00\xa0€" in page
    assert response["Location"] == reverse("calls:desk_call", args=["FSE2-2026"])
    assert (call.state, call.line.code, call.fund.code) == ("draft", "unica", "FSE")
    assert call.created_by == officer
    assert Event.objects.filter(name="call.created").count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"code": ""}, "Scrivi il codice.", id="no code"),
        pytest.param({"code": "FSE 2"}, "senza spazi", id="a space"),
        pytest.param({"code": "nuovo"}, 'Il codice "nuovo" è già preso.', id="an address"),
        pytest.param({"code": "preso"}, 'Il codice "preso" è già preso.', id="taken"),
        pytest.param({"code": "PRESO"}, 'Il codice "PRESO" è già preso.', id="taken, capitals"),
        pytest.param({"code": "a.b"}, "il punto non si può usare", id="a point"),
        pytest.param({"title": ""}, "Scrivi qui il testo.", id="no title"),
        pytest.param({"purse": "FSE/X/y"}, "Scegli una voce dell'elenco.", id="no such money"),
    ],
)
def test_a_new_call_that_does_not_hold_is_refused_at_the_field(
    office: Client, typed: dict[str, str], sentence: str
) -> None:
    CallFactory(code="preso")
    allocated(LineFactory(), "3600000.00")
    whole = {"code": "FSE2-2026", "title": "Case che aiutano", "purse": "FSE/FSE2/unica"}

    response = office.post(reverse("calls:call_new"), whole | typed)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert Call.objects.count() == 1


def test_the_page_of_a_draft_links_each_thing_that_lacks_to_where_it_is_put_right(
    office: Client,
) -> None:
    draft = a_complete_draft()
    draft["lots"] = []
    draft["sections"].append({"code": "empty", "title": "Vuota", "questions": []})
    call = CallFactory(draft=draft)

    response = office.get(reverse("calls:desk_call", args=[call.code]))

    addresses = {row["url"] for row in response.context["lacks"]}
    assert addresses == {
        reverse("calls:editor", args=[call.code, "lots"]),
        reverse("calls:editor_questions", args=[call.code, "empty"]),
    }
    assert response.context["step"] == 1
    assert reverse("calls:publication", args=[call.code]) not in text_of(response)


@pytest.mark.parametrize(
    ("state", "step"), [("published", 3), ("closed", 4), ("evaluation", 5), ("concluded", 7)]
)
def test_the_page_of_a_call_shows_the_step_it_has_reached(
    office: Client, state: str, step: int
) -> None:
    call = published_call()
    Call.objects.filter(pk=call.pk).update(state=state)

    response = office.get(reverse("calls:desk_call", args=[call.code]))

    assert response.status_code == 200
    assert response.context["step"] == step


def test_the_preview_is_what_those_who_apply_will_read(office: Client) -> None:
    whole = office.get(reverse("calls:preview", args=[CallFactory().code]))
    partial = office.get(reverse("calls:preview", args=[CallFactory(empty=True).code]))

    assert "Classe B: Proposta, fino a 80,00 punti" in text_of(whole)
    assert "Bisogno" in text_of(whole)
    assert "L'anteprima si vede quando le parti del bando sono complete" in text_of(partial)


def test_before_publishing_one_reads_what_will_happen_to_the_money(office: Client) -> None:
    call = funded(CallFactory())

    page = text_of(office.get(reverse("calls:publication", args=[call.code])))

    for figure in ("7.200.000,00\xa0€", "3.600.000,00\xa0€"):
        assert figure in page


def test_publishing_records_the_act_freezes_the_rules_and_reserves_the_money(
    office: Client,
) -> None:
    call = funded(CallFactory())

    response = office.post(reverse("calls:publication", args=[call.code]), ACT)

    call.refresh_from_db()
    assert response["Location"] == reverse("calls:desk_call", args=[call.code])
    assert call.state == CallState.PUBLISHED.value
    assert str(call.act) == "DD 12/A2203A/2026"
    assert call.rulebooks.get().act == call.act
    assert free_of(call) == Decimal("3600000.00")


@pytest.mark.parametrize(
    ("day", "refused"),
    [
        ("26/11/2026", []),
        ("27/11/2026", ["L'atto non può essere adottato nel futuro: oggi è il 26/11/2026."]),
    ],
)
def test_today_is_the_day_it_is_in_italy(day: str, refused: list[str]) -> None:
    """Half past midnight in Rome is still yesterday in UTC."""
    at = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)

    form = PublicationForm(ACT | {"adopted_on": day}, at=at)

    assert form.errors.get("adopted_on", []) == refused


def test_publishing_without_the_money_changes_nothing_and_keeps_what_was_typed(
    office: Client,
) -> None:
    call = CallFactory()
    allocated(call.line, "1000.00", fund=call.fund)
    acts = Act.objects.count()

    page = text_of(office.get(reverse("calls:publication", args=[call.code])))
    response = office.post(reverse("calls:publication", args=[call.code]), ACT)

    call.refresh_from_db()
    assert " mancano 3.599.000,00\xa0€" in page
    assert response.status_code == 409
    assert "servono 2.900.000,00\xa0€, la linea ne ha liberi 1.000,00\xa0€" in text_of(response)
    assert 'value="DD 12/A2203A/2026"' in text_of(response)
    assert call.state == CallState.DRAFT.value
    assert Act.objects.count() == acts


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"number_text": ""}, "Scrivi qui il testo.", id="no number"),
        pytest.param({"adopted_on": "32/01/2026"}, "Scrivi la data come 23/11/2026.", id="no day"),
        pytest.param(
            {"adopted_on": "01/01/2199"}, "non può essere adottato nel futuro", id="future"
        ),
        pytest.param({"kind": "LR"}, "Scegli una voce dell'elenco.", id="no such kind"),
        pytest.param({"subject": ""}, "Scrivi qui la risposta.", id="no subject"),
    ],
)
def test_an_act_that_does_not_hold_is_refused_at_the_field(
    office: Client, typed: dict[str, str], sentence: str
) -> None:
    call = funded(CallFactory())

    response = office.post(reverse("calls:publication", args=[call.code]), ACT | typed)

    call.refresh_from_db()
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert call.state == CallState.DRAFT.value


def test_publishing_twice_is_refused(office: Client) -> None:
    call = published_call()

    response = office.post(reverse("calls:publication", args=[call.code]), ACT)

    assert response.status_code == 409
    assert "le sue regole cambiano solo con un nuovo atto" in text_of(response)
    assert call.rulebooks.count() == 1


def test_publishing_after_the_deadline_is_refused(office: Client) -> None:
    now = clock.now()
    draft = a_complete_draft(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))
    call = funded(CallFactory(draft=draft))

    response = office.post(reverse("calls:publication", args=[call.code]), ACT)

    assert response.status_code == 409
    assert "La scadenza deve venire dopo la pubblicazione" in text_of(response)


def test_closing_before_the_deadline_is_refused_with_both_instants(office: Client) -> None:
    call = published_call()

    page = text_of(office.get(reverse("calls:closing", args=[call.code])))
    response = office.post(reverse("calls:closing", args=[call.code]))

    call.refresh_from_db()
    assert "Non si può ancora" in page
    assert response.status_code == 409
    assert "prima non si può chiudere" in text_of(response)
    assert call.state == CallState.PUBLISHED.value


def test_closing_after_the_deadline_seals_the_window(office: Client, officer: Any) -> None:
    call = past_call()

    response = office.post(reverse("calls:closing", args=[call.code]), follow=True)

    call.refresh_from_db()
    assert call.state == CallState.CLOSED.value
    assert call.windows.get().sealed_at is not None
    assert reverse("applicants:opening", args=[call.code]) in text_of(response)
    event = Event.objects.get(name="call.closed")
    assert event.actor_id == officer.pk


PAGES = ["desk_call", "preview", "publication", "closing"]
READ_ONLY = {"desk_call", "preview"}


@pytest.mark.parametrize("name", [*PAGES, "editor", "desk_calls", "call_new"])
@pytest.mark.parametrize(
    "roles", [[], [Role.ASSESSOR], [Role.AUDITOR], None], ids=["applicant", "panel", "auditor", "-"]
)
def test_the_desk_is_for_the_office(client: Client, name: str, roles: Any) -> None:
    call = CallFactory()
    arguments = {"editor": [call.code, "lots"], "desk_calls": [], "call_new": []}
    address = reverse(f"calls:{name}", args=arguments.get(name, [call.code]))
    if roles is not None:
        client.force_login(
            PersonFactory(roles=roles), backend="wecare.accounts.backends.PasswordBackend"
        )

    response = client.get(address)

    may_read = roles == [Role.AUDITOR] and name in READ_ONLY | {"desk_calls"}
    expected = 302 if roles is None else 200 if may_read else 403
    assert response.status_code == expected
    if roles is None:
        assert response["Location"].startswith(reverse("accounts:login"))


def test_a_call_that_does_not_exist_is_not_found(office: Client) -> None:
    for name in PAGES:
        assert office.get(reverse(f"calls:{name}", args=["ghost"])).status_code == 404


@pytest.mark.parametrize("name", ["publication", "closing"])
def test_reading_a_page_changes_nothing(office: Client, name: str) -> None:
    call = past_call()
    before = Event.objects.count()

    office.get(reverse(f"calls:{name}", args=[call.code]))

    assert Event.objects.count() == before


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_of_the_desk_costs_the_same_queries_however_long(
    office: Client, django_assert_num_queries: Any, how_many: int
) -> None:
    for _each in range(how_many):
        published_call()

    # session, person, roles, clock, count, calls, windows, unread letters
    with django_assert_num_queries(9):
        office.get(reverse("calls:desk_calls"))
