"""A call of two phases as those who judge see it: the last phase, and what changed since the first."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from applicants.actions import submissions
from applicants.models import PhaseTerm, Submission
from evaluation.actions import ranked_lists
from evaluation.policies.refusals import ListNotReady
from evaluation.queries import admissibility
from evaluation.queries.gate import open_points
from tests.calls.engine.test_phases import two_phases
from tests.evaluation.views.conftest import browser_of
from tests.factories.applicants import answered, sent
from tests.factories.evaluation import (
    appointed,
    decided,
    declared,
    judged,
    members_of,
    officer,
)
from tests.factories.phases import a_two_phase_call, admitted, final, opened, preliminary
from tests.factories.phases import decided as passed
from tests.fixtures.database import Clock

POINTS = {"B1": "24.00", "B2": "8.00"}
PATIENCE = 20


def codes(call: Any) -> list[str]:
    return [point.code for point in open_points(call)]


@pytest.mark.django_db
def test_the_office_checks_the_phase_that_runs(clock: Clock) -> None:
    call = a_two_phase_call()
    application = preliminary(call)
    call = opened(call, clock)
    assert [each.phase for each in admissibility.live(call)] == [1]
    assert "phase" in codes(call)

    passed(call, admitted(application))
    assert list(admissibility.live(call)) == []

    second = sent(final(application))
    assert list(admissibility.live(call)) == [second]
    assert admissibility.counts(call).total == 1


@pytest.mark.django_db
def test_the_list_waits_until_nobody_writes_any_more(clock: Clock) -> None:
    call = a_two_phase_call()
    one, other = preliminary(call), preliminary(call)
    call = opened(call, clock)
    passed(call, admitted(one), admitted(other))
    judged(call, {sent(final(one)): POINTS})

    assert codes(call) == ["writing"]
    with pytest.raises(ListNotReady):
        ranked_lists.draw_up(call=call, by=officer())
    clock.set(PhaseTerm.objects.latest("closes_at").closes_at)

    assert codes(call) == []
    ranked = ranked_lists.draw_up(call=call, by=officer())
    assert [row.submission.phase for row in ranked.rows.all()] == [2]


@pytest.mark.django_db
def test_assessors_read_what_changed_without_what_is_blind(clock: Clock) -> None:
    draft = two_phases()
    section = next(each for each in draft["sections"] if each["code"] == "idea")
    section["phase"] = 0
    section["questions"].append(
        {"code": "who", "label": "Chi vi manda", "kind": "text", "blind": True, "required": False}
    )
    call = a_two_phase_call(sections=draft["sections"])
    application = preliminary(call)
    call = opened(call, clock)
    passed(call, admitted(application))
    answered(final(application), idea="Case e orti per tutti", who="Il parroco")
    submission = decided(sent(application.__class__.objects.get(pk=application.pk)))
    member = members_of(appointed(call))[0]
    declared(member)
    protocol = (submission.protocol_number, submission.protocol_year)
    url = reverse("evaluation:comparison", args=[call.code, *protocol])

    page = browser_of(member.person).get(url).content.decode()

    assert "Case<ins> e orti</ins> per tutti" in page
    assert "Il parroco" not in page
    assert "Chi vi manda" not in page
    beside = reverse("evaluation:assessment", args=[call.code, *protocol])
    assert f'href="{url}"' in browser_of(member.person).get(beside).content.decode()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_held", [True, False], ids=["as it is", "without the barrier"])
def test_whoever_read_the_clock_in_time_is_waited_for_when_the_list_is_taken(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, is_held: bool
) -> None:
    """Without the barrier the list is taken and an acknowledged send is in none: the control."""
    call = a_two_phase_call()
    one, late = preliminary(call), preliminary(call)
    call = opened(call, clock)
    passed(call, admitted(one), admitted(late))
    judged(call, {sent(final(one)): POINTS})
    ready = final(late)
    closes_at = PhaseTerm.objects.latest("closes_at").closes_at
    has_read, may_go_on = threading.Event(), threading.Event()
    original = submissions.content_of

    def slowly(*given: Any, **named: Any) -> dict[str, Any]:
        has_read.set()
        assert may_go_on.wait(PATIENCE)
        return original(*given, **named)

    monkeypatch.setattr(submissions, "content_of", slowly)
    if not is_held:
        monkeypatch.setattr(ranked_lists, "hold_terms", lambda _call: None)

    def apart(run: Any) -> Any:
        try:
            return run()
        except ListNotReady as refusal:
            return refusal
        finally:
            connection.close()

    clock.set(closes_at - timedelta(microseconds=1))
    with ThreadPoolExecutor(max_workers=2) as people:
        sending = people.submit(apart, lambda: sent(ready))
        assert has_read.wait(PATIENCE)
        clock.set(closes_at)
        by = officer()
        drawing = people.submit(apart, lambda: ranked_lists.draw_up(call=call, by=by))
        if not is_held:
            drawing.result(PATIENCE)
        else:
            threading.Event().wait(0.5)
            assert not drawing.done()
        may_go_on.set()
        acknowledged, taken = sending.result(PATIENCE), drawing.result(PATIENCE)

    assert isinstance(acknowledged, Submission)
    if is_held:  # it is in the list's way: somebody has to check and judge it first
        assert isinstance(taken, ListNotReady)
        assert "undecided" in codes(call)
    else:
        assert not isinstance(taken, ListNotReady)
