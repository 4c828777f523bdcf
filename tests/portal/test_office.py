"""The door behind the login, and the office's day."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.enums import CallState
from calls.models import Call
from calls.queries.showing import mark_of
from evaluation.actions import composition
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.acts import external
from tests.factories.calls import CallFactory, past_call, published_call
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    manager,
    members_of,
    submitted,
)
from tests.factories.formal import answered, call_with_notice, clarification, overdue
from tests.factories.notices import LetterFactory
from tests.fixtures.database import Clock
from wecare.accounts.enums import Role
from wecare.core import clock as portal_clock

pytestmark = pytest.mark.django_db
BACKEND = "wecare.accounts.backends.PasswordBackend"


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(PersonFactory(roles=[Role.OFFICER]), backend=BACKEND)
    return client


@pytest.mark.parametrize(
    ("roles", "route"),
    [
        pytest.param([], "applicants:desk", id="applicant"),
        pytest.param([Role.OFFICER], "portal:office", id="officer"),
        pytest.param([Role.MANAGER], "portal:office", id="manager"),
        pytest.param([Role.AUDITOR], "portal:office", id="auditor"),
        pytest.param([Role.ADMIN], "portal:office", id="administrator"),
        pytest.param([Role.ASSESSOR], "evaluation:panel_desk", id="assessor"),
        pytest.param([Role.ASSESSOR, Role.OFFICER], "portal:office", id="both"),
    ],
)
def test_each_person_goes_to_the_area_of_their_role(
    client: Client, roles: list[Role], route: str
) -> None:
    client.force_login(PersonFactory(roles=roles), backend=BACKEND)

    response = client.get(reverse("portal:desk"))

    assert response["Location"] == reverse(route)


def test_whoever_is_not_logged_in_goes_to_the_login(client: Client) -> None:
    for name in ("portal:desk", "portal:office"):
        assert client.get(reverse(name))["Location"].startswith(reverse("accounts:login"))


@pytest.mark.parametrize("roles", [[], [Role.ASSESSOR]], ids=["applicant", "assessor"])
def test_the_office_is_for_the_office(client: Client, roles: list[Role]) -> None:
    client.force_login(PersonFactory(roles=roles), backend=BACKEND)

    assert client.get(reverse("portal:office")).status_code == 403


def in_state(state: CallState) -> Call:
    call = past_call()
    Call.objects.filter(pk=call.pk).update(state=state.value)
    return call


def test_an_office_without_calls_says_what_will_be_there(office: Client) -> None:
    assert "Non c'è niente da fare" in text_of(office.get(reverse("portal:office")))


def test_the_day_says_for_each_call_what_comes_next_and_where(office: Client) -> None:
    draft, due, running = CallFactory(), past_call(), published_call()
    closed, judged = in_state(CallState.CLOSED), in_state(CallState.EVALUATION)
    done = in_state(CallState.EVALUATED)
    in_state(CallState.CONCLUDED)

    work = office.get(reverse("portal:office")).context["work"]

    todo = {task.call.code: (task.what, task.url) for task in work.todo if task.call}
    waiting = {task.call.code: task.what for task in work.waiting}
    assert todo == {
        draft.code: (
            "Prepara e pubblica il bando",
            reverse("calls:desk_call", args=[draft.code]),
        ),
        due.code: (
            "La scadenza è passata: chiudi il bando",
            reverse("calls:closing", args=[due.code]),
        ),
        closed.code: ("Apri le domande", reverse("applicants:opening", args=[closed.code])),
        judged.code: (
            "Nomina il nucleo di valutazione",
            reverse("evaluation:panel", args=[judged.code]),
        ),
        done.code: (
            "Prepara e adotta il decreto di concessione",
            reverse("funding:decrees"),
        ),
    }
    assert waiting == {running.code: "Riceve domande fino alla scadenza"}
    assert sum(count for _mark, count in work.counts) == 6


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_day_costs_the_same_queries_however_many_calls(
    office: Client, django_assert_num_queries: Any, how_many: int
) -> None:
    for _each in range(how_many):
        published_call()

    # session, person, roles, clock, calls, windows, unchecked, lists, acts, unread letters
    with django_assert_num_queries(12):
        office.get(reverse("portal:office"))


def test_letters_that_came_back_in_these_days_are_told(office: Client) -> None:
    now = portal_clock.now()
    LetterFactory(delivery="not_delivered", delivery_at=now - timedelta(days=1))
    LetterFactory(delivery="not_delivered", delivery_at=now - timedelta(days=8))
    LetterFactory(delivery="delivered", delivery_at=now)

    page = office.get(reverse("portal:office")).content.decode()

    assert "1 lettera non consegnata negli ultimi 7 giorni" in page
    assert f"{reverse('notices:outbox')}?consegna=not_delivered" in page


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MANAGER, Role.AUDITOR, Role.ADMIN])
def test_every_link_of_the_day_lets_in_whoever_sees_it(client: Client, role: Role) -> None:
    published_call()
    waiting = past_call()
    Call.objects.filter(pk=waiting.pk).update(state=CallState.CLOSED.value)
    under = past_call()
    Call.objects.filter(pk=under.pk).update(state=CallState.EVALUATION.value)
    LetterFactory(delivery="not_delivered", delivery_at=portal_clock.now())
    client.force_login(PersonFactory(roles=[role]), backend=BACKEND)

    work = client.get(reverse("portal:office")).context["work"]

    urls = [each.url for each in (*work.todo, *work.waiting)]
    assert len(urls) >= 3
    assert [client.get(url).status_code for url in urls] == [200] * len(urls)
    told = [url for url in urls if "consegna=" in url]
    assert bool(told) is (role is not Role.ADMIN)


def test_an_empty_place_of_a_panel_is_told_before_the_list(office: Client) -> None:
    call = call_under_evaluation()
    panel = appointed(call, substitutes=1)

    full = office.get(reverse("portal:office")).context["work"].todo
    composition.replace(
        member=members_of(panel)[1],
        act=external(adopted_on=portal_clock.today()),
        reason="Dimissioni",
        by=manager(),
    )
    empty = office.get(reverse("portal:office")).context["work"].todo

    assert [each.what for each in full] == ["Segui il nucleo e forma la graduatoria"]
    said = "Un posto del nucleo è vuoto: fai subentrare chi supplisce"
    assert [each.what for each in empty] == [said]


def test_the_requests_of_a_formal_check_are_told_with_where_their_call_stands(
    office: Client, clock: Clock
) -> None:
    call = call_with_notice()
    answered(clarification(submitted(call)))
    late = clarification(submitted(call))

    first = office.get(reverse("portal:office"))
    overdue(late, clock)
    second = office.get(reverse("portal:office"))

    said = {each.what: each for each in second.context["work"].todo if "?stato=" in each.url}
    assert set(said) == {"1 risposta da leggere", "1 termine passato senza risposta"}
    assert {each.mark for each in said.values()} == {mark_of(call, portal_clock.now())}
    assert "1 termine passato senza risposta" not in first.content.decode()
    assert "None" not in text_of(second)
    for each in said.values():
        assert office.get(each.url).status_code == 200
