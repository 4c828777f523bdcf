"""How many applications an organisation sends for a call: at the start, at the send, in a race."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applicants.actions import submissions
from applicants.models import Organisation, RefusedAttempt, Submission
from applicants.policies import CapReached
from calls.models import Call
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, an_organisation, complete, sent
from tests.factories.calls import a_complete_draft, published_call
from tests.factories.rules import changed
from tests.fixtures.racing import meeting, race

CAPPED = {"most_as_lead": 1, "cap_article": "art. 3, c. 6"}


def a_capped_call() -> Call:
    eligibility = changed("eligibility", **CAPPED)["eligibility"]
    return published_call(draft=a_complete_draft(eligibility=eligibility))


@pytest.mark.django_db
def test_one_more_than_the_limit_is_not_begun_and_not_sent() -> None:
    call, person = a_capped_call(), PersonFactory()
    organisation = an_organisation(person, name="Delta")
    first, second = (complete(call, actor=person, organisation=organisation) for _n in range(2))
    sent(first)

    for refused in (lambda: sent(second), lambda: a_draft(call, organisation=organisation)):
        with pytest.raises(CapReached) as refusal:
            refused()
        assert str(refusal.value) == (
            "Delta ha già inviato 1 domanda per questo bando; il massimo è 1 (art. 3, c. 6): non ne "
            "può inviare altre."
        )

    assert RefusedAttempt.objects.get().reason == str(refusal.value)
    assert a_draft(call, organisation=an_organisation()).call == call


@pytest.mark.django_db
def test_the_page_that_begins_says_the_limit_and_keeps_what_was_typed() -> None:
    call, person = a_capped_call(), PersonFactory()
    organisation = an_organisation(person)
    sent(complete(call, actor=person, organisation=organisation))
    browser = Client()
    browser.force_login(person, backend="wecare.accounts.backends.PasswordBackend")

    answer = browser.post(
        reverse("applicants:start", args=[call.code]),
        {"organisation": organisation.pk, "title": "La seconda", "lot": "T"},
    )

    assert answer.status_code == 409
    assert "il massimo è 1 (art. 3, c. 6)" in answer.content.decode()
    assert 'value="La seconda"' in answer.content.decode()


@pytest.mark.django_db
def test_without_a_limit_an_organisation_sends_as_many_as_it_likes() -> None:
    call, person = published_call(), PersonFactory()
    organisation = an_organisation(person)

    for _number in range(3):
        sent(complete(call, actor=person, organisation=organisation))

    assert Submission.objects.filter(organisation=organisation).count() == 3


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_applications_of_one_organisation_sent_at_once_stay_within_the_limit() -> None:
    call, person = a_capped_call(), PersonFactory()
    organisation = an_organisation(person)
    waiting = [complete(call, actor=person, organisation=organisation) for _n in range(6)]

    outcomes = race(6, lambda runner: sent(waiting[runner]))

    assert Submission.objects.count() == 1
    assert sum(isinstance(each, CapReached) for each in outcomes) == 5


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_same_race_goes_over_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The race above proves something."""
    call, person = a_capped_call(), PersonFactory()
    organisation = an_organisation(person)
    waiting = [complete(call, actor=person, organisation=organisation) for _n in range(6)]
    counted = submissions.check_cap
    all_counted = meeting(6)

    def slowly(*arguments: Any, **named: Any) -> None:
        counted(*arguments, **named)
        all_counted()

    monkeypatch.setattr(submissions, "hold_turns", lambda _call, _counted: None)
    monkeypatch.setattr(submissions, "check_cap", slowly)

    race(6, lambda runner: sent(waiting[runner]))

    assert Submission.objects.filter(organisation=Organisation.objects.get()).count() > 1
