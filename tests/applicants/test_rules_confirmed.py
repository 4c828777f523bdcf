"""Whoever sends has confirmed the rules in force: other rules are read and confirmed again first."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from applicants.actions import submissions
from applicants.models import Application, RefusedAttempt, Submission
from applicants.policies import DeadlinePassed, RulesChanged
from calls.actions import versions
from calls.enums import EditorSection
from calls.models import Call, Rulebook
from calls.queries.calls import current_window
from tests.applicants.test_versions_while_sending import PATIENCE, Pause, apart
from tests.factories.applicants import complete, fresh, sent
from tests.factories.calls import published_call
from tests.factories.versions import corrected, extended, with_correction
from tests.fixtures.database import Clock
from wecare.core.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db: None) -> Call:
    return published_call()


def other_rules(call: Call) -> Rulebook:
    """A correction: one more kind of expense."""
    costs = [*Call.objects.get(pk=call.pk).draft["costs"], {"code": "staff", "title": "Personale"}]
    with_correction(call, EditorSection.COSTS, costs)
    return corrected(call)


@pytest.mark.parametrize("change", [extended, other_rules], ids=["extension", "correction"])
def test_a_press_after_another_version_was_published_is_asked_to_confirm_again(
    call: Call, change: Any
) -> None:
    application = complete(call)
    second = change(call)

    with pytest.raises(RulesChanged) as refusal:
        sent(application, rules_version=1)

    said = str(refusal.value)
    assert "nella versione 1" in said
    assert "la versione 2" in said
    assert str(second.act) in said
    assert (refusal.value.read, refusal.value.rulebook) == (1, second)
    assert Submission.objects.count() == 0
    assert fresh(application).state == "draft"


def test_the_attempt_is_kept_as_evidence_and_the_next_press_goes_through(call: Call) -> None:
    application = complete(call)
    second = other_rules(call)
    key = "the-key-of-the-same-page"
    with pytest.raises(RulesChanged) as refusal:
        sent(application, key=key, rules_version=1)

    submission = sent(application, key=key, rules_version=2)

    attempt = RefusedAttempt.objects.get()
    assert (attempt.reason, attempt.deadline) == (str(refusal.value), None)
    event = Event.objects.get(name="application.submission_refused")
    assert (event.facts["attempt"], event.facts["refusal"]) == (attempt.reference, "RulesChanged")
    assert submission.rulebook == second


def test_a_version_two_steps_behind_is_named_with_the_one_in_force(call: Call) -> None:
    application = complete(call)
    extended(call)
    third = other_rules(call)

    with pytest.raises(RulesChanged, match=r"nella versione 1; .* la versione 3") as refusal:
        sent(application, rules_version=1)

    assert refusal.value.rulebook == third


def test_a_version_that_does_not_exist_confirms_nothing(call: Call) -> None:
    with pytest.raises(RulesChanged):
        sent(complete(call), rules_version=2)

    assert Submission.objects.count() == 0


def test_whoever_has_sent_already_is_shown_the_receipt_whatever_was_read(call: Call) -> None:
    application = complete(call)
    submission = sent(application)
    other_rules(call)

    assert sent(application, rules_version=1) == submission
    assert submission.rulebook.version == 1


def test_past_the_deadline_the_deadline_is_what_is_said(call: Call, clock: Clock) -> None:
    application = complete(call)
    other_rules(call)
    window = current_window(Call.objects.get(pk=call.pk))
    assert window is not None
    clock.set(window.closes_at)

    with pytest.raises(DeadlinePassed):
        sent(application, rules_version=1)


@pytest.fixture
def pool() -> Any:
    with ThreadPoolExecutor(max_workers=2) as workers:
        yield workers


def press_while_a_version_is_published(
    call: Call, change: Any, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """Somebody presses under version 1, waits for version 2 to be published, and goes on."""
    application: Application = complete(call)
    if change is not extended:
        costs = [*call.draft["costs"], {"code": "staff", "title": "Personale"}]
        with_correction(call, EditorSection.COSTS, costs)
    pause = Pause(monkeypatch, versions, "freeze")
    publication = apart(pool, lambda: change(call))
    assert pause.reached.wait(PATIENCE)
    sender = apart(pool, lambda: sent(application, rules_version=1))
    threading.Event().wait(0.7)  # long enough to arrive and to wait for the window
    pause.may_go_on.set()
    assert publication.result(PATIENCE).version == 2
    return sender


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_press_on_its_way_when_a_correction_is_published_is_asked_again(
    transactional_db: None, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = published_call()

    sender = press_while_a_version_is_published(call, corrected, pool, monkeypatch)

    assert isinstance(sender.exception(PATIENCE), RulesChanged)
    assert Submission.objects.count() == 0


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_press_on_its_way_when_more_time_is_given_goes_through(
    transactional_db: None, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = published_call()

    sender = press_while_a_version_is_published(call, extended, pool, monkeypatch)

    assert sender.result(PATIENCE).rulebook.version == 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_check_one_is_sent_under_rules_that_one_never_read(
    transactional_db: None, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The races above prove something."""
    monkeypatch.setattr(submissions, "check_rules_read", lambda *_given, **_read: None)
    call = published_call()

    sender = press_while_a_version_is_published(call, corrected, pool, monkeypatch)

    assert sender.result(PATIENCE).rulebook.version == 2
