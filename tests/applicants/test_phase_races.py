"""Two officers who end a phase at once; with a control."""

import re
from typing import Any

import pytest
from django.db import transaction

from applicants.actions import phases
from applicants.engine.phases import Decided
from applicants.enums import PhaseOutcome
from applicants.models import Application, PhaseDecision, PhaseTerm
from applicants.policies.phases import PhaseRefused
from tests.factories.phases import a_two_phase_call, admitted, decided, opened, preliminary
from tests.fixtures.database import Clock
from tests.fixtures.racing import meeting, race
from wecare.core.events import verify_chain

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def said(application: Application, runner: int) -> Decided:
    """One admits, the other does not."""
    if runner:
        return Decided(application.pk, PhaseOutcome.NOT_ADMITTED, reason="Manca un ente gestore.")
    return admitted(application)


def test_of_two_who_decide_one_project_at_once_one_is_told(clock: Clock) -> None:
    application = preliminary(a_two_phase_call())
    call = opened(application.call, clock)

    outcomes = race(2, lambda runner: decided(call, said(application, runner)))

    refused = [each for each in outcomes if isinstance(each, Exception)]
    assert [type(each) for each in refused] == [PhaseRefused]
    decision, after = PhaseDecision.objects.get(), Application.objects.get(pk=application.pk)
    assert (decision.is_admitted, after.phase) in {(True, 2), (False, 1)}
    assert PhaseTerm.objects.count() == (1 if decision.is_admitted else 0)
    assert verify_chain() == []


def test_without_the_locks_only_the_database_stops_the_second(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The race above proves something: nobody is told in a sentence any more."""
    application = preliminary(a_two_phase_call())
    call = opened(application.call, clock)
    both_read_it = meeting(2)

    def unlocked(_call: Any, keys: Any) -> dict[int, Application]:
        rows = Application.objects.filter(pk__in=keys).select_related("call", "organisation")
        found = {each.pk: each for each in rows.order_by("id")}
        both_read_it()
        return found

    monkeypatch.setattr(phases, "locked", lambda given: given)
    monkeypatch.setattr(phases, "_applications", unlocked)

    outcomes = race(2, lambda runner: decided(call, said(application, runner)))

    refused = [each for each in outcomes if isinstance(each, Exception)]
    assert len(refused) == 1
    either = r"applicants_phasedecision_(submission_id_key|once_in_a_phase)"
    assert re.search(either, str(refused[0]))
    with transaction.atomic():
        assert PhaseDecision.objects.count() == 1
