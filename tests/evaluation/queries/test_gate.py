"""Several versions of the rules behind one list: more time is no obstacle, other judging is."""

import dataclasses
from datetime import timedelta
from decimal import Decimal

import pytest

from calls.engine.rulebook import Rulebook as Rules
from calls.engine.rulebook import Window
from calls.models import Call, Rulebook
from evaluation.queries.gate import open_points
from tests.factories.evaluation import call_under_evaluation, submitted
from wecare.core import clock
from wecare.core.digests import digest

pytestmark = pytest.mark.django_db


def second_version(call: Call, rules: Rules) -> Rulebook:
    first = call.rulebooks.get()
    body = rules.to_json()
    return Rulebook.objects.create(
        call=call,
        version=2,
        body=body,
        digest=digest(body),
        act=first.act,
        published_at=clock.now(),
        published_by=first.published_by,
    )


def codes_of(call: Call) -> list[str]:
    return [point.code for point in open_points(Call.objects.get(pk=call.pk))]


def test_what_was_sent_before_an_extension_stands_in_the_same_list() -> None:
    call = call_under_evaluation()
    submitted(call)
    rules = call.rulebooks.get().rules
    times = Window(rules.window.opens_at, rules.window.closes_at + timedelta(days=1))

    second_version(call, dataclasses.replace(rules, window=times))

    assert "undecided" in codes_of(call)
    assert "rules" not in codes_of(call)


def test_what_was_sent_under_other_judging_does_not() -> None:
    call = call_under_evaluation()
    submitted(call)
    rules = call.rulebooks.get().rules

    second_version(call, dataclasses.replace(rules, total_threshold=Decimal("1.00")))

    assert "rules" in codes_of(call)
