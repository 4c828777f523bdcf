"""A crash at any step of a publication leaves nothing, and the second run gives the same digest."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from calls.enums import CallState
from calls.models import Call
from evaluation.actions import announcements, ranked_lists, scrolls
from evaluation.models import Announcement, RankedList
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    officer,
    submitted,
)
from tests.factories.scrolls import renounced, short_list
from wecare.core import events
from wecare.core.models import Document, Event

pytestmark = pytest.mark.django_db

DRAWING = [
    (scrolls, "scroll_input"),
    (scrolls, "build"),
    (scrolls, "store"),
    (ranked_lists.RankedRow.objects, "bulk_create"),
    (scrolls.events, "record"),
]
PUBLISHING = [
    (ranked_lists, "request_document"),
    (ranked_lists.RankedList, "save"),
    (announcements, "ask"),
    (ranked_lists.events, "record"),
]
FIRST = [
    (ranked_lists, "lock_call"),
    (ranked_lists, "open_points"),
    (ranked_lists, "draw"),
    (ranked_lists, "build"),
    (ranked_lists.RankedList.objects, "create"),
    (ranked_lists.RankedRow.objects, "bulk_create"),
    (ranked_lists, "store"),
    (ranked_lists.events, "record"),
]
AGAIN = [
    (ranked_lists.RankedList, "save"),
    (ranked_lists.RankedRow.objects, "bulk_create"),
    (ranked_lists.events, "record"),
]
APPROVING = [
    (ranked_lists, "check_input_is_current"),
    (ranked_lists.RankedList, "save"),
    (ranked_lists.events, "record"),
]
EVALUATED = [
    *PUBLISHING,
    (ranked_lists.calls, "mark_evaluated"),
    (ranked_lists.calls.events, "record"),
]


class Crash(Exception):
    """The process dies here."""


def state(call: Call) -> tuple[Any, ...]:
    """Everything that a publication writes."""
    lists = RankedList.objects.filter(call=call).order_by("version")
    return (
        list(lists.values()),
        [list(each.rows.order_by("pk").values()) for each in lists],
        Announcement.objects.count(),
        Document.objects.count(),
        Event.objects.count(),
        Call.objects.get(pk=call.pk).state,
    )


def crashing(monkeypatch: pytest.MonkeyPatch, target: Any, name: str) -> None:
    """The step is done, and then the process dies."""
    done = getattr(target, name)

    def dies(*args: Any, **values: Any) -> Any:
        done(*args, **values)
        raise Crash(name)

    monkeypatch.setattr(target, name, dies)


@pytest.mark.parametrize(("target", "name"), DRAWING, ids=[name for _t, name in DRAWING])
def test_a_crash_while_the_next_version_is_drawn_up(
    target: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked_list, sent = short_list()
    renounced(sent[0])
    call, by = ranked_list.call, officer()
    digest = _digest_of_a_whole_run(scrolls.draw_up, call)
    before = state(call)

    with monkeypatch.context() as patched:
        crashing(patched, target, name)
        with pytest.raises(Crash):
            scrolls.draw_up(call=call, by=by)

    assert state(call) == before
    assert scrolls.draw_up(call=call, by=by).data_digest == digest
    assert events.verify_chain() == []


@pytest.mark.parametrize(("target", "name"), PUBLISHING, ids=[name for _t, name in PUBLISHING])
def test_a_crash_while_a_version_is_published(
    target: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked_list, sent = short_list()
    renounced(sent[0])
    boss = manager()
    drawn = scrolls.draw_up(call=ranked_list.call, by=officer())
    approved = ranked_lists.approve(ranked_list=drawn, by=boss)
    before = state(ranked_list.call)

    with monkeypatch.context() as patched:
        crashing(patched, target, name)
        with pytest.raises(Crash):
            ranked_lists.publish(ranked_list=approved, by=boss)

    assert state(ranked_list.call) == before
    published = ranked_lists.publish(ranked_list=approved, by=boss)
    assert published.data_digest == approved.data_digest
    assert published.document.context["digest"] == approved.data_digest
    assert events.verify_chain() == []


@pytest.mark.parametrize(("target", "name"), FIRST, ids=[name for _t, name in FIRST])
def test_a_crash_while_the_first_list_is_drawn_up(
    target: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, by = judged_whole(), officer()
    digest = _digest_of_a_whole_run(ranked_lists.draw_up, call)
    before = state(call)
    assert before[0] == []

    _dies_in(monkeypatch, target, name, lambda: ranked_lists.draw_up(call=call, by=by))

    assert state(call) == before
    assert ranked_lists.draw_up(call=call, by=by).data_digest == digest
    assert events.verify_chain() == []


@pytest.mark.parametrize(("target", "name"), AGAIN, ids=[name for _t, name in AGAIN])
def test_a_crash_while_a_draft_is_replaced_leaves_the_draft(
    target: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, by = judged_whole(), officer()
    digest = ranked_lists.draw_up(call=call, by=by).data_digest
    before = state(call)

    _dies_in(monkeypatch, target, name, lambda: ranked_lists.draw_up(call=call, by=by))

    assert state(call) == before
    assert ranked_lists.draw_up(call=call, by=by).data_digest == digest
    assert events.verify_chain() == []


@pytest.mark.parametrize(("target", "name"), APPROVING, ids=[name for _t, name in APPROVING])
def test_a_crash_while_the_first_list_is_approved(
    target: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, boss = judged_whole(), manager()
    drawn = ranked_lists.draw_up(call=call, by=officer())
    before = state(call)

    _dies_in(monkeypatch, target, name, lambda: ranked_lists.approve(ranked_list=drawn, by=boss))

    assert state(call) == before
    approved = ranked_lists.approve(ranked_list=RankedList.objects.get(pk=drawn.pk), by=boss)
    assert (approved.state, approved.data_digest) == ("approved", drawn.data_digest)
    assert events.verify_chain() == []


@pytest.mark.parametrize(("target", "name"), EVALUATED, ids=[name for _t, name in EVALUATED])
def test_a_crash_while_the_first_list_is_published_and_the_call_marked_evaluated(
    target: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, boss = judged_whole(), manager()
    drawn = ranked_lists.draw_up(call=call, by=officer())
    approved = ranked_lists.approve(ranked_list=drawn, by=boss)
    before = state(call)
    assert before[-1] == CallState.EVALUATION.value

    _dies_in(monkeypatch, target, name, lambda: ranked_lists.publish(ranked_list=approved, by=boss))

    assert state(call) == before
    published = ranked_lists.publish(ranked_list=approved, by=boss)
    assert published.data_digest == drawn.data_digest
    assert state(call)[-1] == CallState.EVALUATED.value
    assert events.verify_chain() == []


def judged_whole() -> Call:
    """A call with nothing open and no list yet: three requests, a point apart."""
    call = call_under_evaluation()
    sent = [submitted(call) for _number in range(3)]
    judged(call, {each: {**GOOD, "A1": f"{18 - at}.00"} for at, each in enumerate(sent)})
    return call


def _dies_in(
    monkeypatch: pytest.MonkeyPatch, target: Any, name: str, step: Callable[[], object]
) -> None:
    with monkeypatch.context() as patched:
        crashing(patched, target, name)
        with pytest.raises(Crash):
            step()


def _digest_of_a_whole_run(draw_up: Callable[..., RankedList], call: Call) -> str:
    """What a run that nothing disturbs gives; undone afterwards."""
    with transaction.atomic():
        digest = draw_up(call=call, by=officer()).data_digest
        transaction.set_rollback(True)
    return digest
