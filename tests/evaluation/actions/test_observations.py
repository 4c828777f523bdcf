"""Provisional, observations, definitive: filed within the days, answered with reasons, then final."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from calls.enums import CallState
from calls.models import Call
from evaluation.actions import observations, ranked_lists
from evaluation.engine.published import recompute
from evaluation.enums import ObservationAnswer
from evaluation.models import Observation, RankedList
from evaluation.policies.observations import ObservationRefused
from evaluation.policies.refusals import ListNotReady
from evaluation.queries import verification
from funding.actions import decrees
from funding.models import Decree
from funding.policies import DecreeRefused
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import manager, officer, submitted
from tests.factories.publication import (
    after_the_days,
    answered,
    definitive_list,
    observed,
    provisional_list,
)
from wecare.core.models import Event
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db


def codes(refusal: ListNotReady) -> list[str]:
    return [point.code for point in refusal.points]


def test_with_days_for_observations_the_first_list_is_provisional(clock: Any) -> None:
    ranked_list, _sent = provisional_list()

    assert (ranked_list.stage, ranked_list.cause, ranked_list.version) == (
        "provisional",
        "first",
        1,
    )
    assert ranked_list.published_at is not None
    assert ranked_list.observations_until is not None
    left = ranked_list.observations_until - ranked_list.published_at
    assert timedelta(days=15) < left <= timedelta(days=16, hours=1)
    assert ranked_list.data["publication"] == {"stage": "provisional", "observation_days": 15}
    assert recompute(ranked_list.data) == ()
    assert Call.objects.get(pk=ranked_list.call_id).state == CallState.EVALUATION
    assert verification.ranked_lists() == []


def test_an_observation_is_filed_answered_and_read(clock: Any) -> None:
    _ranked_list, (first, *_others) = provisional_list()

    observation = observed(first)
    done = answered(observation, ObservationAnswer.ACCEPTED)

    assert (done.answer, done.reasons) == ("accepted", "I punti sono quelli firmati.")
    letter = Letter.objects.get(template="evaluation/observation_answered")
    assert letter.person_id == first.submitted_by_id
    assert "Accolta" in letter.subject
    assert "I punti sono quelli firmati." in letter.body
    names = [
        each.name for each in Event.objects.filter(name__startswith="observation.").order_by("seq")
    ]
    assert names == ["observation.filed", "observation.answered"]
    with pytest.raises(ObservationRefused, match="già stato risposto"):
        answered(done)


def test_only_who_sends_for_the_organisation_observes(clock: Any) -> None:
    _ranked_list, (first, *_others) = provisional_list()

    with pytest.raises(ObservationRefused, match="chi può inviare le domande"):
        observations.file(application=first.application, text="Io", files=[], by=PersonFactory())

    assert Observation.objects.count() == 0


def test_after_the_days_it_is_refused_with_rule_limit_and_value(clock: Any) -> None:
    ranked_list, (first, *_others) = provisional_list()
    until = ranked_list.observations_until
    assert until is not None
    clock.set(until)

    with pytest.raises(ObservationRefused) as refused:
        observed(first)

    said = str(refused.value)
    assert "art. 11" in said
    assert "15 giorni" in said
    assert "Sono arrivate il" in said
    assert Observation.objects.count() == 0
    clock.set(until - timedelta(microseconds=1))
    assert observed(first).pk


def test_the_database_itself_takes_none_after_the_days(clock: Any) -> None:
    ranked_list, (first, *_others) = provisional_list()
    values = {
        "ranked_list": ranked_list,
        "text": "Tardi",
        "filed_by": first.submitted_by,
        "filed_at": ranked_list.published_at,
    }
    other = submitted(ranked_list.call)

    with pytest.raises(IntegrityError, match="of an application of the list"), transaction.atomic():
        Observation.objects.create(submission=other, **values)
    after_the_days(clock)
    with pytest.raises(IntegrityError, match="within the days"), transaction.atomic():
        Observation.objects.create(submission=first, **values)


def test_no_definitive_list_while_days_run_or_an_answer_lacks(clock: Any) -> None:
    ranked_list, (first, *_others) = provisional_list()
    observation = observed(first)

    with pytest.raises(ListNotReady) as refused:
        ranked_lists.draw_up(call=ranked_list.call, by=officer())
    assert codes(refused.value) == ["observation_days", "observations"]
    after_the_days(clock)
    with pytest.raises(ListNotReady) as refused:
        ranked_lists.draw_up(call=ranked_list.call, by=officer())
    assert codes(refused.value) == ["observations"]

    answered(observation)
    definitive = definitive_list(ranked_list.call)

    assert (definitive.version, definitive.stage, definitive.cause) == (
        2,
        "definitive",
        "observations",
    )
    assert definitive.follows == ranked_list
    assert definitive.data["publication"]["follows"] == {
        "version": 1,
        "digest": ranked_list.data_digest,
    }
    assert definitive.data["publication"]["changes"] == []
    assert recompute(definitive.data) == ()
    assert Call.objects.get(pk=ranked_list.call_id).state == CallState.EVALUATED
    assert verification.ranked_lists() == []


def test_the_database_itself_publishes_no_definitive_list_over_an_open_observation(
    clock: Any,
) -> None:
    ranked_list, (first, *_others) = provisional_list()
    after_the_days(clock)
    draft = ranked_lists.draw_up(call=ranked_list.call, by=officer())
    approved = ranked_lists.approve(ranked_list=draft, by=manager())
    clock.set(ranked_list.published_at)
    observed(first)

    with pytest.raises(IntegrityError, match="no definitive list"), transaction.atomic():
        ranked_lists.publish(ranked_list=approved, by=manager())


def test_a_decree_rests_on_a_definitive_list_only(clock: Any) -> None:
    ranked_list, _sent = provisional_list()

    with pytest.raises(DecreeRefused, match="è provvisoria"):
        decrees.draft(ranked_list=ranked_list, by=officer())
    with pytest.raises(IntegrityError, match="definitive list"), transaction.atomic():
        _decree_behind_the_actions(ranked_list)

    after_the_days(clock)
    assert decrees.draft(ranked_list=definitive_list(ranked_list.call), by=officer()).pk


def _decree_behind_the_actions(ranked_list: RankedList) -> None:
    from tests.factories.acts import external

    Decree.objects.create(
        act=external(),
        ranked_list=ranked_list,
        created_by=officer(),
        created_at=ranked_list.published_at,
    )


def test_nothing_that_was_filed_or_answered_changes(clock: Any) -> None:
    _ranked_list, (first, *_others) = provisional_list()
    observation = answered(observed(first))

    for change in ({"text": "Altro"}, {"reasons": "Altri"}, {"answer": "accepted"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Observation.objects.filter(pk=observation.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.filter(pk=observation.pk).delete()
