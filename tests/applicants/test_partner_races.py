"""Partners who accept or agree while the lead sends, each with a control: without the lock it is lost."""

import time
from collections.abc import Callable
from threading import current_thread, main_thread
from typing import Any

import pytest

from applicants.actions import applications, costs, invitations, parts, submissions
from applicants.engine.cells import Cell
from applicants.models import Application, Cost, Partner, SignOff, Submission
from applicants.policies import WritingRefused
from applicants.policies.partnership import NotSignedOff
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import an_organisation, complete, fresh, sent
from tests.factories.partners import (
    a_group_call,
    a_lead,
    accepted,
    agrees,
    asked,
    says,
    text_now,
)
from tests.factories.rules import draft
from tests.fixtures.racing import meeting, race
from wecare.core import events
from wecare.core.digests import digest
from wecare.core.money import euro

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PATIENCE = 20  # seconds: the lead sends in far fewer


def unlocked(application: Application) -> Application:
    rows = Application.objects.select_related("call__line__measure", "organisation")
    return rows.get(pk=application.pk)


def read_before_it_was_sent(application: Application) -> Application:
    """What everybody read as a draft, given back once the lead has sent it."""
    found = unlocked(application)
    if current_thread() is main_thread():  # the race is being prepared
        return found
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and not Submission.objects.filter(application=found).exists():
        time.sleep(0.02)
    return found


@pytest.fixture
def without_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody holds the application, nor the audit chain."""
    monkeypatch.setattr(costs, "locked", unlocked)
    monkeypatch.setattr(submissions, "locked_to_send", lambda each: (unlocked(each), 1))
    for module in (invitations, parts, applications):
        monkeypatch.setattr(module, "locked", read_before_it_was_sent)
    original = events.record
    monkeypatch.setattr(
        events,
        "record",
        lambda name, **facts: original(name, **facts) if name == "application.submitted" else None,
    )


def two_asked(application: Application) -> list[Callable[[], Any]]:
    """Two organisations that are about to accept."""

    def accepting() -> Callable[[], Any]:
        person = PersonFactory()
        organisation = an_organisation(person)
        invited = asked(application, organisation)
        return lambda: invitations.accept(
            invitation=invited.invitation, organisation=organisation, actor=person
        )

    return [accepting(), accepting()]


def frozen_partners() -> set[str]:
    return {each["fiscal_code"] for each in Submission.objects.get().content["partners"]}


def linked_partners() -> set[str]:
    rows = Partner.objects.filter(organisation__isnull=False)
    return set(rows.values_list("fiscal_code", flat=True))


def test_two_partners_accept_while_the_lead_sends_and_who_is_in_is_in_the_text() -> None:
    application = complete(a_group_call(sections=draft()["sections"]))
    moves = [*two_asked(application), lambda: sent(fresh(application))]

    outcomes = race(3, lambda runner: moves[runner]())

    assert isinstance(outcomes[2], Submission)
    assert frozen_partners() == linked_partners()
    for outcome in outcomes[:2]:
        assert isinstance(outcome, (Partner, WritingRefused))


def test_without_the_lock_a_partner_accepts_a_text_that_does_not_have_it(
    without_lock: None,
) -> None:
    """The race above proves something."""
    application = complete(a_group_call(sections=draft()["sections"]))
    moves = [*two_asked(application), lambda: sent(fresh(application))]

    race(3, lambda runner: moves[runner]())

    assert linked_partners() - frozen_partners() != set()


def two_agreeing(application: Application) -> list[Callable[[], Any]]:
    joined = [accepted(application) for _n in range(2)]
    read = digest(text_now(application))
    return [
        lambda each=each: parts.sign_off(partner=each.partner, read=read, actor=each.person)
        for each in joined
    ]


def test_two_partners_agree_while_the_lead_sends_and_nothing_leaves_without_both() -> None:
    application = a_lead(a_group_call(sign_off=True))
    moves = [*two_agreeing(application), lambda: sent(fresh(application))]

    outcomes = race(3, lambda runner: moves[runner]())

    if isinstance(outcomes[2], Submission):
        digests = set(SignOff.objects.values_list("digest", flat=True))
        assert digests == {outcomes[2].content_digest}
        assert SignOff.objects.count() == 2
    else:
        assert isinstance(outcomes[2], NotSignedOff)
        assert Submission.objects.count() == 0
        sent(fresh(application))
    assert Submission.objects.count() == 1


def test_without_the_lock_one_agrees_to_a_text_that_has_already_left(without_lock: None) -> None:
    """The race above proves something: somebody agrees after the send, and nobody says so."""
    application = a_lead(a_group_call(sign_off=True))
    beta = accepted(application)
    agrees(application, beta)
    read = digest(text_now(application))
    moves = [
        lambda: parts.sign_off(partner=beta.partner, read=read, actor=beta.person),
        lambda: sent(fresh(application)),
    ]

    outcomes = race(2, lambda runner: moves[runner]())

    assert isinstance(outcomes[1], Submission)
    assert isinstance(outcomes[0], SignOff), "with the lock it is refused: the application is sent"


def test_a_partner_writes_while_the_lead_sends_and_the_text_is_the_one_agreed_to() -> None:
    application = a_lead(a_group_call(sign_off=True))
    beta = accepted(application)
    agrees(application, beta)
    moves = [
        lambda: says(application, beta, "Un'altra cosa", 1),
        lambda: sent(fresh(application)),
    ]

    outcomes = race(2, lambda runner: moves[runner]())

    if isinstance(outcomes[1], Submission):
        assert outcomes[1].content["partners"][0]["answers"]["role"] == "Fa le case"
        assert isinstance(outcomes[0], WritingRefused)
    else:
        assert isinstance(outcomes[1], NotSignedOff)
        assert Submission.objects.count() == 0


def test_without_the_lock_a_text_changes_after_it_was_sent(without_lock: None) -> None:
    """The race above proves something: the answer is written into an application already sent."""
    application = a_lead(a_group_call(sign_off=True))
    beta = accepted(application)
    agrees(application, beta)
    moves = [
        lambda: says(application, beta, "Un'altra cosa", 1),
        lambda: sent(fresh(application)),
    ]

    outcomes = race(2, lambda runner: moves[runner]())

    assert outcomes[0] is None
    assert isinstance(outcomes[1], Submission)
    assert beta.partner.answers.get().value == "Un'altra cosa"
    assert outcomes[1].content["partners"][0]["answers"]["role"] == "Fa le case"


def saving(application: Application, actor: Any, amount: str) -> Callable[[], Any]:
    cell = Cell((None, "cost_work"), euro(amount), euro("80000.00"))
    return lambda: costs.save(application=application, cells=[cell], actor=actor)


def test_of_two_who_save_one_cell_at_once_one_learns_of_the_other() -> None:
    application = a_lead(a_group_call())
    actor = application.created_by
    moves = [saving(application, actor, "81000.00"), saving(application, actor, "82000.00")]

    outcomes = race(2, lambda runner: moves[runner]())

    refused = [each for each in outcomes if isinstance(each, costs.CellsChanged)]
    assert len(refused) == 1
    (now,) = refused[0].now.values()
    assert now[0] == Cost.objects.get(category="work").amount


def test_without_the_lock_one_of_two_who_save_one_cell_is_written_over(
    without_lock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The race above proves something."""
    resolved = costs.resolved
    both_read_the_cell = meeting(2)

    def slowly(*given: Any) -> Any:
        found = resolved(*given)
        both_read_the_cell()
        return found

    monkeypatch.setattr(costs, "resolved", slowly)
    application = a_lead(a_group_call())
    actor = application.created_by
    moves = [saving(application, actor, "81000.00"), saving(application, actor, "82000.00")]

    outcomes = race(2, lambda runner: moves[runner]())

    assert [isinstance(each, Application) for each in outcomes] == [True, True]
