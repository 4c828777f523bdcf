"""Whoever adopts is killed at every point of it: nothing is left, or all; the second try ends it, once."""

from datetime import timedelta

import pytest

from funding.actions import decrees
from funding.actions.exits import effects as exit_effects
from funding.models import Award, Decree, Recovery, Revocation
from funding.policies import DecreeRefused
from funding.queries.decrees import live_awards
from funding.registration import must_hold
from tests.factories.evaluation import manager, officer
from tests.factories.exits import assessed, awarded, rendered_act
from tests.factories.funding import adopted_decree, rendered_decree
from tests.factories.scrolls import renounced, scrolled, short_list
from tests.fixtures import faults
from tests.fixtures.database import Clock
from wecare.acts.actions import acts
from wecare.acts.models import Act, Register
from wecare.acts.policies import ActRefused
from wecare.core import printing
from wecare.core.models import Document, Event
from wecare.ledger.models import Movement
from wecare.notices.models import Letter

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def decree(transactional_db: None) -> Decree:
    """The decree of a scroll, to be adopted: it takes an award away, raises one and gives one more."""
    ranked_list, sent = short_list()
    adopted_decree(ranked_list)
    renounced(sent[0])
    return rendered_decree(scrolled(ranked_list))


def test_a_decree_is_adopted_whole_or_not_at_all(decree: Decree, clock: Clock) -> None:
    by = manager()
    before, numbered = faults.everything(), Register.objects.get().last_number

    def adopt() -> None:
        decrees.adopt(decree=decree, by=by)

    passed = []
    for point in faults.every_point(adopt):
        assert faults.everything() == before, point
        passed.append(point)
    last = faults.life(adopt, until=faults.committed())

    assert last.was_killed
    assert {each.split()[-1] for each in passed} == {
        "acts_register",
        "acts_act",
        "core_document",
        "core_event",
        "ledger_movement",
        "ledger_account",
        "ledger_posting",
        "funding_award",
        "funding_yearposting",
        "notices_letter",
        "commit",
    }
    _adopted_once(decree, number=numbered + 1)
    with pytest.raises(DecreeRefused):
        decrees.adopt(decree=decree, by=by)
    _adopted_once(decree, number=numbered + 1)
    clock.shift(timedelta(minutes=1))
    assert {"document_id": Act.objects.get(pk=decree.act_id).document_id} in (
        printing.pending_documents()
    )


def _adopted_once(decree: Decree, *, number: int) -> None:
    """One number, without holes; one movement each way, one letter each, the awards of the list."""
    act = Act.objects.get(pk=decree.act_id)
    numbers = Act.objects.filter(number__isnull=False).order_by("number")
    moved = Movement.objects.filter(key__startswith=f"decree/{decree.pk}/").order_by("key")
    letters = Letter.objects.filter(key__startswith=f"decree/{decree.pk}/")

    assert (act.state, act.number) == ("adopted", number)
    assert list(numbers.values_list("number", flat=True)) == list(range(1, number + 1))
    assert Register.objects.get().last_number == number
    assert list(moved.values_list("kind", flat=True)) == ["commitment", "release"]
    assert Document.objects.filter(key=f"act-{act.pk}").count() == 1
    assert Event.objects.about(decree).filter(name="decree.adopted").count() == 1
    assert sorted(live_awards(decree.ranked_list.call).values_list("amount", flat=True)) == [
        40_000,
        80_000,
        80_000,
    ]
    assert letters.count() == decree.ranked_list.rows.count()
    assert faults.whole() == []


def test_in_two_transactions_a_crash_leaves_half_and_the_checks_see_it(decree: Decree) -> None:
    by = manager()
    before = faults.everything()

    found = faults.life(
        lambda: decrees.adopt(decree=decree, by=by),
        until=faults.write_of("ledger_posting"),
        blow=faults.half_written,
    )

    assert found.was_killed
    assert faults.everything() != before
    assert not Award.objects.filter(decree=decree).exists()
    assert must_hold() != []


def test_a_revocation_is_adopted_whole_or_not_at_all(clock: Clock) -> None:
    award, _ranked_list, _sent = awarded(paid=30_000)
    found = assessed(award, clock)
    act = rendered_act(exit_effects.write_revocation(revocation=found, by=officer()))
    by = manager()
    before = faults.everything()

    def adopt() -> None:
        acts.adopt(act=act, by=by)

    passed = []
    for point in faults.every_point(adopt):
        assert faults.everything() == before, point
        passed.append(point)
    assert faults.life(adopt, until=faults.committed()).was_killed

    assert {"insert ledger_movement", "update funding_award", "insert funding_recovery"} <= {
        *passed
    }
    with pytest.raises(ActRefused):
        adopt()
    assert Award.objects.get(pk=award.pk).state == "released"
    assert Movement.objects.filter(basis=act.key, kind="release").count() == 1
    assert (Recovery.objects.count(), Revocation.objects.get().act_id) == (1, act.pk)
    assert faults.whole() == []
