"""A call closes by itself once its deadline has passed; whoever closes it too finds it done."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from calls.actions import calls
from calls.enums import CallState
from calls.models import Call
from calls.queries.calls import calls_to_close, is_open
from calls.tasks import close_call
from tests.factories.calls import CallFactory, a_complete_draft, past_call, published_call
from tests.factories.versions import extended
from tests.fixtures.database import Clock
from tests.fixtures.racing import race
from wecare.core import dispatch
from wecare.core.models import Event

pytestmark = pytest.mark.django_db
MICROSECOND = timedelta(microseconds=1)
DEADLINES = [
    pytest.param(datetime(2026, 11, 23, 11, 0, tzinfo=UTC), id="noon"),
    pytest.param(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), id="autumn night, first 2.30"),
    pytest.param(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), id="autumn night, second 2.30"),
    pytest.param(datetime(2027, 3, 28, 1, 0, tzinfo=UTC), id="spring night, 3.00"),
    pytest.param(datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC), id="23:59:59, year end"),
]


def a_call_from(opens_at: datetime, closes_at: datetime, clock: Clock) -> Call:
    clock.set(opens_at - timedelta(hours=1))
    return published_call(draft=a_complete_draft(opens_at=opens_at, closes_at=closes_at))


def state_of(call: Call) -> str:
    return Call.objects.get(pk=call.pk).state


@pytest.mark.parametrize("instant", DEADLINES)
def test_it_opens_and_closes_at_the_microsecond(clock: Clock, instant: datetime) -> None:
    opening = a_call_from(instant, instant + timedelta(days=30), clock)
    closing = a_call_from(instant - timedelta(days=30), instant, clock)

    before, then = instant - MICROSECOND, instant

    assert (is_open(opening, before), is_open(opening, then)) == (False, True)
    assert (is_open(closing, before), is_open(closing, then)) == (True, False)
    clock.set(before)
    assert list(calls_to_close()) == []
    clock.set(then)
    assert list(calls_to_close()) == [{"call_id": closing.pk}]


def test_the_sweep_closes_what_is_past_its_deadline() -> None:
    past, open_call, draft = past_call(), published_call(), CallFactory()
    deadline = past.windows.get().closes_at

    waiting = dispatch.oldest_pending()
    for ids in list(calls_to_close()):
        close_call(**ids)

    assert waiting == ("calls.closing", deadline)
    assert state_of(past) == CallState.CLOSED.value
    assert past.windows.get().sealed_at is not None
    assert state_of(open_call) == CallState.PUBLISHED.value
    assert state_of(draft) == CallState.DRAFT.value
    event = Event.objects.get(name="call.closed")
    assert (event.subject_id, event.actor_id) == (str(past.pk), None)
    assert list(calls_to_close()) == []


def test_a_task_that_comes_early_or_twice_changes_nothing() -> None:
    open_call, past = published_call(), past_call()

    for _each in range(2):
        close_call(call_id=open_call.pk)
        close_call(call_id=past.pk)

    assert state_of(open_call) == CallState.PUBLISHED.value
    assert Event.objects.filter(name="call.closed").count() == 1


def test_an_extension_takes_the_call_out_of_what_is_to_close(clock: Clock) -> None:
    noon = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
    call = a_call_from(noon - timedelta(days=1), noon, clock)
    clock.set(noon - MICROSECOND)
    extended(call)
    clock.set(noon)

    close_call(call_id=call.pk)

    assert list(calls_to_close()) == []
    assert state_of(call) == CallState.PUBLISHED.value


def test_whoever_presses_after_it_closed_by_itself_finds_it_done(office: Client) -> None:
    call = past_call()
    address = reverse("calls:closing", args=[call.code])
    page = office.get(address)
    close_call(call_id=call.pk)

    pressed = office.post(address, {})
    again = office.get(address)

    assert "Chiudi il bando" in page.content.decode()
    assert pressed["Location"] == reverse("calls:desk_call", args=[call.code])
    assert "nessuna domanda può più entrare" in again.content.decode()
    assert Event.objects.filter(name="call.closed").count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_who_close_at_once_close_once() -> None:
    call = past_call()

    outcomes = race(
        6,
        lambda runner: (
            calls.close(call=call, actor=None) if runner % 2 else calls.close_if_due(call=call)
        ),
    )

    assert {each.state for each in outcomes} == {CallState.CLOSED.value}
    assert Event.objects.filter(name="call.closed").count() == 1
