"""Whoever has a draft is reminded before the deadline: once each time, and not once it is sent."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from applicants.actions import reminders, submissions
from applicants.models import Application, Reminder
from applicants.queries.reminders import reminders_to_write
from applicants.tasks import remind
from calls.models import Call, Window
from calls.queries.calls import current_window
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, a_key, complete, sent
from tests.factories.calls import a_complete_draft, published_call
from tests.factories.mandates import a_mandate
from tests.factories.versions import extended
from tests.fixtures.database import Clock
from wecare.core.models import Event
from wecare.notices.actions import letters, preferences
from wecare.notices.engine.reminders import ROME, reminder_at
from wecare.notices.enums import LetterKind, ReminderStep
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db
WEEK, DAYS, HOURS = timedelta(days=7), timedelta(days=2), timedelta(hours=3)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def call() -> Call:
    return published_call(code="FSE2-2026")


def window_of(call: Call) -> Window:
    window = current_window(Call.objects.get(pk=call.pk))
    assert window is not None
    return window


def at(clock: Clock, call: Call, before: timedelta) -> None:
    """Stop the clock so long before the deadline."""
    clock.set(window_of(call).closes_at - before)


def swept() -> list[Letter]:
    """What the sweep writes now."""
    before = set(Letter.objects.order_by("id").values_list("pk", flat=True))
    for ids in list(reminders_to_write()):
        remind(**ids)
    return list(Letter.objects.exclude(pk__in=before).order_by("id"))


def test_each_reminder_comes_at_its_time_and_once(call: Call, clock: Clock) -> None:
    draft = a_draft(call)
    seen = []

    for before in (WEEK + HOURS, WEEK, WEEK - HOURS, DAYS, DAYS - HOURS, HOURS, MOMENT):
        at(clock, call, before)
        seen.append((len(swept()), len(swept())))

    assert seen == [(0, 0), (1, 0), (0, 0), (1, 0), (0, 0), (1, 0), (0, 0)]
    steps = [each.step for each in Reminder.objects.order_by("id")]
    assert steps == ["week", "days", "hours"]
    names = [event.name for event in Event.objects.about(draft)]
    assert names.count("application.reminded") == 3


def test_it_says_until_when_what_lacks_and_where(call: Call, clock: Clock) -> None:
    draft = a_draft(call, title="Case che aiutano")
    at(clock, call, DAYS)

    [letter] = swept()

    closes = window_of(call).closes_at.astimezone(ROME)
    assert letter.person == draft.created_by
    assert (letter.kind, letter.tag) == ("reminder", "FSE2-2026")
    assert (
        letter.subject == "La domanda per il bando FSE2-2026 è ancora una bozza: mancano 2 giorni"
    )
    assert "Una bozza non è una domanda inviata." in letter.body
    assert f"ore {closes:%H:%M}" in letter.body
    assert "(ora italiana)" in letter.body
    assert "«Case che aiutano»" in letter.body
    assert "Che cosa manca ancora:\n- " in letter.body
    assert f"/area/domande/{draft.public_id}/mancanze/" in letter.body
    assert "/messaggi/disiscrizione/" in letter.body


def test_who_lacks_nothing_is_told_to_send(call: Call, clock: Clock) -> None:
    complete(call)
    at(clock, call, HOURS)

    [letter] = swept()

    assert "Non manca nulla: rileggi e invia." in letter.body
    assert letter.subject.endswith("mancano 3 ore")


def test_a_late_start_sends_only_the_one_that_still_makes_sense(call: Call, clock: Clock) -> None:
    a_draft(call)
    at(clock, call, timedelta(hours=30))

    [letter] = swept()

    assert letter.subject.endswith(": manca 1 giorno")
    assert [each.step for each in Reminder.objects.order_by("id")] == ["days"]


def test_who_has_sent_is_not_reminded(call: Call, clock: Clock) -> None:
    application = complete(call)
    other = a_draft(call)
    sent(application)
    at(clock, call, WEEK)

    assert [letter.person for letter in swept()] == [other.created_by]


def test_who_sends_after_the_sweep_has_asked_is_not_reminded(call: Call, clock: Clock) -> None:
    application = complete(call)
    at(clock, call, WEEK)
    [ids] = list(reminders_to_write())
    sent(application)

    remind(**ids)

    assert not Letter.objects.filter(kind="reminder").exists()


def test_nobody_is_reminded_once_the_deadline_has_passed(call: Call, clock: Clock) -> None:
    a_draft(call)
    at(clock, call, timedelta(0))

    assert swept() == []


def test_an_extension_gives_reminders_of_its_own(call: Call, clock: Clock) -> None:
    a_draft(call)
    at(clock, call, WEEK)
    assert len(swept()) == 1
    extended(call)
    assert swept() == []

    at(clock, call, WEEK)

    assert len(swept()) == 1
    assert Reminder.objects.count() == 2


def test_who_has_just_begun_needs_no_reminder(call: Call, clock: Clock) -> None:
    at(clock, call, HOURS - MOMENT)
    a_draft(call)

    assert swept() == []


def test_everyone_who_writes_is_reminded_and_nobody_else(call: Call, clock: Clock) -> None:
    draft = a_draft(call)
    colleague, gone, stranger = PersonFactory(), PersonFactory(is_active=False), PersonFactory()
    for person in (colleague, gone):
        a_mandate(person, draft.organisation)
    at(clock, call, WEEK)

    people = {letter.person for letter in swept()}

    assert people == {draft.created_by, colleague}
    assert stranger not in people


def test_each_has_the_reminders_they_want_in_their_language(call: Call, clock: Clock) -> None:
    draft = a_draft(call)
    colleague = PersonFactory()
    a_mandate(colleague, draft.organisation)
    preferences.choose(
        person=draft.created_by, language="it", not_by_email=[], no_reminders=[ReminderStep.WEEK]
    )
    preferences.choose(
        person=colleague, language="en", not_by_email=[LetterKind.REMINDER], no_reminders=[]
    )
    at(clock, call, WEEK)
    [first] = swept()
    at(clock, call, DAYS)
    second = swept()

    assert (first.person, first.state, first.language) == (colleague, "kept", "en")
    assert {letter.person for letter in second} == {draft.created_by, colleague}


def test_a_draft_whose_people_want_none_is_not_asked_for_again(call: Call, clock: Clock) -> None:
    draft = a_draft(call)
    preferences.choose(
        person=draft.created_by, language="it", not_by_email=[], no_reminders=list(ReminderStep)
    )
    at(clock, call, WEEK)

    assert swept() == []
    assert list(reminders_to_write()) == []


def test_the_reminder_is_at_noon_also_across_the_change_of_the_clocks(clock: Clock) -> None:
    closes = datetime(2026, 10, 27, 12, 0, tzinfo=ROME)
    clock.set(datetime(2026, 10, 1, 12, 0, tzinfo=UTC))
    a_draft(published_call(draft=a_complete_draft(closes_at=closes)))
    due = datetime(2026, 10, 20, 12, 0, tzinfo=ROME)

    clock.set(due - MOMENT)
    early = swept()
    clock.set(due)

    assert early == []
    assert len(swept()) == 1
    assert due.astimezone(UTC) == reminder_at(closes.astimezone(UTC), ReminderStep.WEEK)


def test_asking_costs_the_same_with_2_and_20_drafts(
    call: Call, clock: Clock, django_assert_num_queries: Any
) -> None:
    for _ in range(2):
        a_draft(call)
    at(clock, call, WEEK)
    with django_assert_num_queries(5):
        assert len(list(reminders_to_write())) == 2
    at(clock, call, WEEK + DAYS)
    for _ in range(18):
        a_draft(call)
    at(clock, call, WEEK)

    with django_assert_num_queries(5):
        assert len(list(reminders_to_write())) == 20


def test_who_dies_half_way_has_written_nothing_and_the_sweep_asks_again(
    call: Call, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_draft(call)
    at(clock, call, WEEK)
    original = letters.write

    def write(**given: Any) -> Letter:
        original(**given)
        raise SystemExit(9)

    monkeypatch.setattr(letters, "write", write)
    with pytest.raises(SystemExit):
        swept()
    monkeypatch.undo()

    assert Letter.objects.count() == 0
    assert len(swept()) == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_who_sends_while_the_reminder_is_written_comes_wholly_before_or_after(
    call: Call, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = complete(call)
    at(clock, call, HOURS)
    [ids] = list(reminders_to_write())
    begun = threading.Event()
    original = reminders.letters.write
    state_then = []

    def write(**given: Any) -> Letter:
        begun.set()
        done.wait(1)  # the sender gets every chance
        state_then.append(Application.objects.get(pk=application.pk).state)
        return original(**given)

    done = threading.Event()
    monkeypatch.setattr(reminders.letters, "write", write)
    writer = threading.Thread(target=_closing(lambda: remind(**ids)))
    writer.start()
    assert begun.wait(10)
    sender = threading.Thread(target=_closing(lambda: (_send(application), done.set())))
    sender.start()
    writer.join()
    sender.join()

    assert state_then == ["draft"]
    assert Application.objects.get(pk=application.pk).state == "submitted"


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_reminder_comes_after_the_submission(
    call: Call, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = complete(call)
    at(clock, call, HOURS)
    [ids] = list(reminders_to_write())
    original, state_then = reminders.reminders.is_due, []

    def is_due(*given: Any) -> bool:
        found = original(*given)
        thread = threading.Thread(target=_closing(lambda: _send(application)))
        thread.start()
        thread.join(20)
        state_then.append(Application.objects.get(pk=application.pk).state)
        return found

    monkeypatch.setattr(reminders.reminders, "is_due", is_due)
    monkeypatch.setattr(reminders, "_held", lambda one: Application.objects.get(pk=one.pk))
    remind(**ids)

    assert state_then == ["submitted"]
    assert Letter.objects.filter(kind="reminder").count() == 1


def _send(application: Application) -> None:
    submissions.send(
        application=application,
        idempotency_key=a_key(),
        rules_version=1,
        actor=application.created_by,
    )


def _closing(step: Any) -> Any:
    def run() -> None:
        try:
            step()
        finally:
            connection.close()

    return run
