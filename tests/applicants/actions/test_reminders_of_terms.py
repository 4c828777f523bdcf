"""Whoever writes a project of a later phase is reminded of its own term: once each time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from applicants.actions import deletions, phases
from applicants.models import Application, PhaseTerm, Reminder
from applicants.queries.reminders import reminders_to_write
from applicants.tasks import remind
from calls.models import Call
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, fresh, sent
from tests.factories.calls import an_act, published_call
from tests.factories.phases import a_two_phase_call, admitted, decided, final, opened, preliminary
from tests.fixtures.database import Clock
from wecare.core.clock import now
from wecare.notices.engine.reminders import ROME
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db
WEEK, DAYS, HOURS = timedelta(days=7), timedelta(days=2), timedelta(hours=3)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def call() -> Call:
    return a_two_phase_call()


@pytest.fixture
def application(call: Call, clock: Clock) -> Application:
    """A final project that nobody has sent."""
    application = preliminary(call)
    opened(call, clock)
    decided(call, admitted(application))
    return fresh(application)


def term_of(application: Application) -> PhaseTerm:
    return application.terms.order_by("-sequence")[0]


def swept() -> list[Letter]:
    """What the sweep writes now."""
    before = set(Letter.objects.order_by("id").values_list("pk", flat=True))
    for ids in list(reminders_to_write()):
        remind(**ids)
    return list(Letter.objects.exclude(pk__in=before).order_by("id"))


def given_time(application: Application, closes_at: datetime) -> PhaseTerm:
    return phases.give_time(
        application=application,
        closes_at=closes_at,
        act=an_act("DD 141", kind="DD", subject="Proroga"),
        reason="Il sopralluogo è slittato.",
        actor=PersonFactory(),
    )


def test_each_reminder_of_a_term_comes_at_its_time_and_once(
    application: Application, clock: Clock
) -> None:
    closes, seen = term_of(application).closes_at, []

    for before in (WEEK + HOURS, WEEK, WEEK - HOURS, DAYS, DAYS - HOURS, HOURS, MOMENT, 0 * HOURS):
        clock.set(closes - before)
        seen.append((len(swept()), len(swept())))

    assert seen == [(0, 0), (1, 0), (0, 0), (1, 0), (0, 0), (1, 0), (0, 0), (0, 0)]
    written = Reminder.objects.order_by("id").values_list("step", "term", "window")
    term = term_of(application).pk
    assert list(written) == [("week", term, None), ("days", term, None), ("hours", term, None)]


def test_it_names_the_term_of_the_project_and_not_that_of_the_call(
    application: Application, clock: Clock
) -> None:
    closes = term_of(application).closes_at
    clock.set(closes - DAYS)

    [letter] = swept()

    assert letter.person == application.created_by
    assert letter.subject.endswith("è ancora una bozza: mancano 2 giorni")
    assert f"ore {closes.astimezone(ROME):%H:%M}" in letter.body
    assert "Che cosa manca ancora:" in letter.body


def test_each_project_has_the_reminders_of_its_own_term(call: Call, clock: Clock) -> None:
    first, second = preliminary(call), preliminary(call)
    opened(call, clock)
    later = now() + timedelta(days=60)
    decided(call, admitted(first), admitted(second, closes_at=later))

    clock.set(term_of(first).closes_at - WEEK)
    early = swept()
    clock.set(later - WEEK)
    late = swept()

    assert [letter.person for letter in early] == [first.created_by]
    assert [letter.person for letter in late] == [second.created_by]


def test_more_time_gives_reminders_of_its_own(application: Application, clock: Clock) -> None:
    closes = term_of(application).closes_at
    clock.set(closes - WEEK)
    assert len(swept()) == 1
    given_time(application, closes + timedelta(days=20))
    written_with_it = swept()
    clock.set(closes - DAYS)
    at_the_old_deadline = swept()
    clock.set(closes + timedelta(days=20) - WEEK)

    assert (written_with_it, at_the_old_deadline) == ([], [])
    assert len(swept()) == 1
    assert [each.term.sequence for each in Reminder.objects.order_by("id")] == [1, 2]


def test_who_has_sent_the_final_project_is_not_reminded(
    application: Application, clock: Clock
) -> None:
    sent(final(application))
    clock.set(term_of(application).closes_at - WEEK)

    assert swept() == []


def test_who_sends_after_the_sweep_has_asked_is_not_reminded_of_a_term(
    application: Application, clock: Clock
) -> None:
    clock.set(term_of(application).closes_at - WEEK)
    [ids] = list(reminders_to_write())
    sent(final(application))

    assert remind(**ids) is None
    assert not Reminder.objects.exists()


def test_a_term_shorter_than_a_reminder_has_only_those_that_make_sense(
    call: Call, clock: Clock
) -> None:
    application = preliminary(call)
    opened(call, clock)
    decided(call, admitted(application), days=1)

    assert swept() == []
    clock.set(term_of(application).closes_at - HOURS)
    assert len(swept()) == 1


@pytest.mark.parametrize(
    ("closes", "due"),
    [
        (datetime(2026, 10, 31, 12, 0, tzinfo=ROME), datetime(2026, 10, 24, 12, 0, tzinfo=ROME)),
        (datetime(2027, 4, 2, 12, 0, tzinfo=ROME), datetime(2027, 3, 26, 12, 0, tzinfo=ROME)),
    ],
    ids=["autumn", "spring"],
)
def test_a_week_before_noon_is_noon_also_across_the_change_of_the_clocks(
    clock: Clock, closes: datetime, due: datetime
) -> None:
    clock.set(closes - timedelta(days=90))
    call = a_two_phase_call()
    application = preliminary(call)
    opened(call, clock)
    decided(call, admitted(application, closes_at=closes))

    clock.set(due - MOMENT)
    early = swept()
    clock.set(due)

    assert early == []
    assert len(swept()) == 1


@pytest.mark.parametrize(
    ("closes", "due"),
    [  # the hours are true hours: between 1:30 and 3:30 of that night passes one more, or one less
        (datetime(2026, 10, 25, 2, 30, tzinfo=UTC), datetime(2026, 10, 24, 23, 30, tzinfo=UTC)),
        (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), datetime(2027, 3, 27, 22, 30, tzinfo=UTC)),
    ],
    ids=["autumn", "spring"],
)
def test_three_hours_are_three_true_hours_in_the_night_of_the_change(
    clock: Clock, closes: datetime, due: datetime
) -> None:
    clock.set(closes - timedelta(days=90))
    call = a_two_phase_call()
    application = preliminary(call)
    opened(call, clock)
    decided(call, admitted(application, closes_at=closes))
    clock.set(closes - DAYS + HOURS)
    assert len(swept()) == 1

    clock.set(due - MOMENT)
    early = swept()
    clock.set(due)

    assert early == []
    assert [letter.subject.endswith("mancano 3 ore") for letter in swept()] == [True]


def test_a_deleted_draft_is_not_reminded(clock: Clock) -> None:
    call = published_call()
    draft = a_draft(call)
    deletions.delete(application=draft, actor=draft.created_by)
    clock.set(call.windows.get().closes_at - WEEK)

    assert swept() == []


def test_asking_costs_the_same_with_2_and_12_terms(
    call: Call, clock: Clock, django_assert_num_queries: Any
) -> None:
    many = [preliminary(call) for _ in range(12)]
    opened(call, clock)
    decided(call, *(admitted(each) for each in many[:2]))
    closes = term_of(many[0]).closes_at
    clock.set(closes - WEEK)
    with django_assert_num_queries(4):
        assert len(list(reminders_to_write())) == 2
    clock.set(closes - WEEK - DAYS)
    decided(call, *(admitted(each, closes_at=closes) for each in many[2:]))
    clock.set(closes - WEEK)

    with django_assert_num_queries(4):
        assert len(list(reminders_to_write())) == 12


def test_a_reminder_is_of_a_window_or_of_a_term(application: Application) -> None:
    term = term_of(application)
    both = {"window": application.call.windows.get(), "term": term}
    for given in (both, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reminder.objects.create(
                application=application, step="week", letters=0, written_at=now(), **given
            )
