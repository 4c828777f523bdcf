"""The second officer's check: drawn by a recorded seed, never by the first, reopening where they differ."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from calls.models import Call
from evaluation.actions import formal_samples
from evaluation.engine.formal_sample import sample
from evaluation.enums import SecondView
from evaluation.models import CheckSample, FormalCheck, SampledCheck
from evaluation.policies.formal import CheckRefused
from evaluation.queries import verification
from evaluation.queries.gate import open_points
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    members_of,
    officer,
    signed,
    submitted,
)

pytestmark = pytest.mark.django_db

AGREES, DISAGREES = SecondView.AGREES, SecondView.DISAGREES


@pytest.fixture
def call() -> Call:
    call = call_under_evaluation()
    for _ in range(5):
        decided(submitted(call))
    return call


def drawn(call: Call, share: str = "40") -> list[SampledCheck]:
    made = formal_samples.draw(call=call, share=Decimal(share), by=officer())
    return list(made.checks.select_related("first").order_by("place"))


def test_what_was_drawn_is_drawn_again_by_anybody(call: Call) -> None:
    found = drawn(call)

    made = CheckSample.objects.get()
    protocols = tuple(each.submission.protocol for each in found)
    assert sample(made.seed, made.protocols, made.share) == protocols
    assert len(made.protocols) == 5
    assert verification.samples() == []
    with transaction.atomic(), pytest.raises(IntegrityError), transaction.atomic():
        CheckSample.objects.update(seed="0")


def test_nobody_is_drawn_from_twice(call: Call) -> None:
    drawn(call)
    late = decided(submitted(call))

    (again,) = drawn(call, "1")

    assert again.submission == late
    with pytest.raises(CheckRefused, match="Non ci sono domande da sorteggiare"):
        drawn(call)


@pytest.mark.parametrize("share", ["0.99", "100.01"], ids=["too little", "too much"])
def test_a_share_is_between_one_and_a_hundred(call: Call, share: str) -> None:
    with pytest.raises(CheckRefused, match="dall'1 al 100 %"):
        drawn(call, share)


def test_the_second_is_never_the_first(call: Call) -> None:
    one = drawn(call)[0]

    with pytest.raises(CheckRefused, match="Hai deciso tu"):
        formal_samples.look_again(sampled=one, view=AGREES, reason="", by=one.first)
    with pytest.raises(IntegrityError, match="second_is_not_the_first"), transaction.atomic():
        SampledCheck.objects.filter(pk=one.pk).update(
            view=AGREES.value, second=one.first, looked_at=one.sample.drawn_at
        )


def test_a_disagreement_has_a_reason_and_reopens(call: Call) -> None:
    one, other = drawn(call)

    with pytest.raises(CheckRefused, match="perché non confermi"):
        formal_samples.look_again(sampled=one, view=DISAGREES, reason="", by=officer())
    formal_samples.look_again(sampled=one, view=DISAGREES, reason="Firma assente.", by=officer())
    with pytest.raises(CheckRefused, match="già stato riguardato"):
        formal_samples.look_again(sampled=one, view=AGREES, reason="", by=officer())

    assert FormalCheck.objects.get(submission=one.submission).reopened_reason == "Firma assente."
    codes = [each.code for each in open_points(call)]
    assert codes == ["reopened", "sample", "panel"]

    formal_samples.look_again(sampled=other, view=AGREES, reason="", by=officer())
    decided(one.submission)

    assert [each.code for each in open_points(call)] == ["panel"]


def test_nothing_is_reopened_once_the_panel_has_signed(call: Call) -> None:
    one = drawn(call)[0]
    signed(declared(members_of(appointed(call))[0]), one.submission)

    with pytest.raises(CheckRefused, match="ha già firmato"):
        formal_samples.look_again(sampled=one, view=DISAGREES, reason="Tardi.", by=officer())
