"""A crash at any step of a publication leaves nothing, and the second run gives the same digest."""

from typing import Any

import pytest

from calls.models import Call
from evaluation.actions import announcements, ranked_lists, scrolls
from evaluation.models import Announcement, RankedList
from tests.factories.evaluation import manager, officer
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


class Crash(Exception):
    """The process dies here."""


def state(call: Call) -> tuple[Any, ...]:
    """Everything that a publication writes."""
    lists = RankedList.objects.filter(call=call).order_by("version")
    return (
        [(each.version, each.state, each.data_digest, each.document_id) for each in lists],
        sum(each.rows.count() for each in lists),
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
    digest = _digest_of_a_whole_run(call)
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


def _digest_of_a_whole_run(call: Call) -> str:
    """What a run that nothing disturbs gives; undone afterwards."""
    from django.db import transaction

    with transaction.atomic():
        digest = scrolls.draw_up(call=call, by=officer()).data_digest
        transaction.set_rollback(True)
    return digest
