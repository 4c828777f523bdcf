"""A call with several windows: open in each, closed between them, each extended by itself."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from applicants.policies import DeadlinePassed, SubmissionRefused
from calls.actions import calls
from calls.engine.compile import RulebookRefused
from calls.enums import EditorSection
from calls.labels import sentence
from calls.models import Call, Window
from calls.policies import CallRefused
from calls.queries.calls import current_window, hold_gate, is_open, windows_of
from tests.factories.applicants import complete, sent
from tests.factories.calls import a_complete_draft, published_call
from tests.factories.rules import rules
from tests.factories.versions import corrected, extended, with_correction
from tests.fixtures.database import Clock

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)


def _times(opens_at: datetime, closes_at: datetime) -> dict[str, str]:
    return {"opens_at": opens_at.isoformat(), "closes_at": closes_at.isoformat()}


FIRST, SECOND = _times(NOON - DAY, NOON), _times(NOON + 2 * DAY, NOON + 4 * DAY)


@pytest.fixture
def call(clock: Clock) -> Call:
    clock.set(NOON - DAY / 2)
    draft = a_complete_draft()
    return published_call(draft={**draft, "window": {**FIRST, "more": [SECOND]}})


def fresh(call: Call) -> Call:
    return Call.objects.get(pk=call.pk)


def test_it_is_open_in_each_window_and_closed_between_them(call: Call) -> None:
    instants = {
        "in the first": NOON - MICROSECOND,
        "at the first deadline": NOON,
        "between": NOON + DAY,
        "at the second opening": NOON + 2 * DAY,
        "at the end": NOON + 4 * DAY,
    }

    assert {name: is_open(fresh(call), at) for name, at in instants.items()} == {
        "in the first": True,
        "at the first deadline": False,
        "between": False,
        "at the second opening": True,
        "at the end": False,
    }


def test_the_window_in_force_is_the_one_that_runs_or_comes_next(call: Call) -> None:
    found = {
        at: window.number
        for at in (NOON - MICROSECOND, NOON, NOON + 3 * DAY, NOON + 9 * DAY)
        if (window := current_window(fresh(call), at))
    }

    assert list(found.values()) == [1, 2, 2, 2]


def test_an_application_is_sent_in_either_window_and_refused_between(
    call: Call, clock: Clock
) -> None:
    application = complete(call)
    clock.set(NOON + DAY)
    with pytest.raises(SubmissionRefused, match="Il bando apre il 25 novembre 2026"):
        sent(application)
    clock.set(NOON + 4 * DAY)
    with pytest.raises(DeadlinePassed, match="Il termine era 27 novembre 2026"):
        sent(application)

    clock.set(NOON + 2 * DAY)
    assert sent(application).received_at == NOON + 2 * DAY


def test_the_database_refuses_what_is_received_between_the_windows(
    call: Call, clock: Clock
) -> None:
    submission = sent(complete(call))
    submission.pk, submission.version = None, 2
    submission.state, submission.idempotency_key = "withdrawn", "another-key-0123456789"
    submission.protocol_number += 1
    submission.received_at = NOON + DAY

    with pytest.raises(IntegrityError, match="received outside the window"), transaction.atomic():
        submission.save(force_insert=True)


def test_an_extension_lengthens_the_window_that_runs_and_leaves_the_next(call: Call) -> None:
    second = extended(call, NOON + DAY)

    rows = [(each.number, each.closes_at) for each in windows_of(fresh(call))]
    assert rows == [(1, NOON + DAY), (2, NOON + 4 * DAY)]
    assert [each.closes_at for each in second.rules.windows] == [NOON + DAY, NOON + 4 * DAY]
    assert fresh(call).draft["window"]["more"] == [SECOND]


def test_in_the_second_window_the_second_is_extended(call: Call, clock: Clock) -> None:
    clock.set(NOON + 3 * DAY)

    extended(call, NOON + 5 * DAY)

    rows = [(each.number, each.closes_at) for each in windows_of(fresh(call))]
    assert rows == [(1, NOON), (2, NOON + 5 * DAY)]
    held = hold_gate(call)
    assert (held.closes_at, held.is_open) == (NOON + 5 * DAY, True)


def test_an_extension_does_not_run_into_the_next_window(call: Call) -> None:
    with pytest.raises(CallRefused) as refusal:
        extended(call, NOON + 2 * DAY + MICROSECOND)

    assert str(refusal.value).startswith(
        "La finestra successiva apre il 25 novembre 2026, ore 12:00 (ora italiana)"
    )


def test_a_correction_may_add_a_window_and_never_takes_one_away(call: Call, clock: Clock) -> None:
    third = _times(NOON + 6 * DAY, NOON + 7 * DAY)
    with_correction(call, EditorSection.WINDOW, {**FIRST, "more": [SECOND, third]})
    corrected(call)
    assert [each.number for each in windows_of(fresh(call))] == [1, 2, 3]

    with_correction(call, EditorSection.WINDOW, {**FIRST, "more": [SECOND]})
    with pytest.raises(CallRefused, match="Le finestre pubblicate sono 3, ne hai scritte 2"):
        corrected(call)


def test_the_call_closes_after_its_last_window_alone(call: Call, clock: Clock) -> None:
    clock.set(NOON + DAY)
    assert calls.close_if_due(call=call).state == "published"
    with pytest.raises(CallRefused, match="Il bando scade il 27 novembre 2026"):
        calls.close(call=call, actor=None)

    clock.set(NOON + 4 * DAY)
    assert calls.close_if_due(call=call).state == "closed"
    assert Window.objects.filter(sealed_at=None).count() == 0


def test_the_database_lets_no_window_get_shorter(call: Call) -> None:
    shorter = Window(
        call=call,
        sequence=3,
        number=2,
        opens_at=NOON + 2 * DAY,
        closes_at=NOON + 4 * DAY - MICROSECOND,
        act=call.act,
    )

    with pytest.raises(IntegrityError, match="an extension never shortens"), transaction.atomic():
        shorter.save()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            [_times(NOON - MICROSECOND, NOON + DAY)],
            "Una finestra apre (23 novembre 2026, ore 11:59) prima che quella precedente chiuda",
        ),
        (
            [_times(NOON + 2 * DAY, NOON + DAY)],
            "La scadenza (24 novembre 2026, ore 12:00) deve venire dopo l'apertura",
        ),
        (
            [{"opens_at": NOON.isoformat()}],
            "Apertura e scadenza, n. 1: devi ancora scrivere la scadenza.",
        ),
    ],
)
def test_windows_that_overlap_or_do_not_end_are_refused(more: list[Any], said: str) -> None:
    with pytest.raises(RulebookRefused) as refusal:
        rules(window={**FIRST, "more": more})

    assert any(sentence(each).startswith(said) for each in refusal.value.missing), [
        sentence(each) for each in refusal.value.missing
    ]
