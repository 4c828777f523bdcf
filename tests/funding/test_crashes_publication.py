"""Whoever publishes a decree, or adopts one by which lots leave money to others, is killed at every point."""

from typing import Any

import pytest

from funding.actions import decrees
from funding.models import Award, Decree
from funding.policies import DecreeRefused
from funding.queries.lot_money import due_passages
from tests.factories.acts import printed
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    published_list,
    submitted,
)
from tests.factories.funding import adopted_decree, rendered_decree
from tests.factories.rules import rules
from tests.factories.scrolls import short_list
from tests.fixtures import faults
from wecare.acts.policies import ActRefused
from wecare.core.models import Event
from wecare.ledger.models import Movement
from wecare.ledger.queries import balance
from wecare.notices.models import Letter

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

LOTS: list[dict[str, Any]] = [
    {"code": "T", "title": "Territoriale", "amount": "100000.00"},
    {"code": "R", "title": "Regionale", "amount": "100000.00", "leftover_to": "T"},
]


@pytest.fixture
def ready(transactional_db: None) -> Decree:
    """An adopted decree with its document, to be published: three awards, whoever has one is to be told."""
    ranked_list, _sent = short_list()
    decree = adopted_decree(ranked_list)
    assert decree.act.document is not None
    printed(decree.act.document)
    return decree


def offers() -> int:
    return Letter.objects.filter(template="funding/offer").count()


def state_of(decree: Decree) -> tuple[str, str]:
    """The state of the act, and that of the call."""
    found = Decree.objects.select_related("act", "ranked_list__call").get(pk=decree.pk)
    return found.act.state, found.ranked_list.call.state


def test_a_decree_is_published_whole_or_not_at_all(ready: Decree) -> None:
    by = manager()
    before = faults.everything()

    def publish() -> None:
        decrees.publish(decree=ready, by=by)

    passed = []
    for point in faults.every_point(publish):
        assert faults.everything() == before, point
        passed.append(point)
    assert faults.life(publish, until=faults.committed()).was_killed

    assert {"update acts_act", "update calls_call", "insert notices_letter", "commit"} <= {*passed}
    with pytest.raises(ActRefused):
        publish()
    assert state_of(ready) == ("published", "concluded")
    assert offers() == 3
    assert Event.objects.about(ready).filter(name="decree.published").count() == 1
    assert faults.whole() == []


def test_in_two_transactions_who_was_granted_is_never_told(ready: Decree) -> None:
    by = manager()

    found = faults.life(
        lambda: decrees.publish(decree=ready, by=by),
        until=faults.write_of("acts_act"),
        blow=faults.half_written,
    )

    assert found.was_killed
    assert state_of(ready) == ("published", "evaluated")
    with pytest.raises(ActRefused):  # a second try does not end what the first began
        decrees.publish(decree=ready, by=by)
    assert offers() == 0


@pytest.fixture
def leaving(transactional_db: None) -> Decree:
    """A decree to be adopted by which R, which grants 80 000 of 100 000 €, leaves the rest to T."""
    call = call_under_evaluation(rules=rules(lots=LOTS), code="fse2-residui")
    rows = {
        submitted(call, name="Alfa"): {**GOOD, "A1": "20.00"},
        submitted(call, name="Beta"): GOOD,
        submitted(call, name="Gamma", lot="R"): GOOD,
    }
    judged(call, rows)
    return rendered_decree(published_list(call))


def held(lot: str) -> str:
    return str(balance(f"reserved/FSE/FSE2/unica/fse2-residui/{lot}"))


def test_what_a_lot_leaves_to_another_passes_with_the_adoption_or_not_at_all(
    leaving: Decree,
) -> None:
    by = manager()
    before = faults.everything()
    (passage,) = due_passages(leaving.ranked_list)

    def adopt() -> None:
        decrees.adopt(decree=leaving, by=by)

    passed = []
    for point in faults.every_point(adopt):
        assert faults.everything() == before, point
        passed.append(point)
    assert faults.life(adopt, until=faults.committed()).was_killed

    assert passed.count("insert ledger_movement") == 2  # what passes, what is committed
    with pytest.raises(DecreeRefused):
        adopt()
    moved = Movement.objects.get(key=f"decree/{leaving.pk}/leftover/R/T")
    assert max(each.amount for each in moved.postings.all()) == passage.amount == 20_000
    assert (held("T"), held("R")) == ("0.00", "0.00")
    assert sorted(Award.objects.values_list("amount", flat=True)) == [40_000, 80_000, 80_000]
    assert faults.whole() == []


def test_the_database_refuses_an_adoption_whose_money_passed_and_granted_nothing(
    leaving: Decree,
) -> None:
    by = manager()
    before = faults.everything()

    found = faults.life(
        lambda: decrees.adopt(decree=leaving, by=by),
        until=faults.write_of("ledger_posting"),
        blow=faults.half_written,
    )

    assert not found.was_killed  # it died of the refusal, before the blow
    assert faults.everything() == before


def test_in_two_transactions_the_money_passes_and_nobody_is_told(leaving: Decree) -> None:
    by = manager()

    found = faults.life(
        lambda: decrees.adopt(decree=leaving, by=by),
        until=faults.write_of("funding_award"),
        blow=faults.half_written,
    )

    assert found.was_killed
    assert (held("T"), held("R"), Award.objects.count()) == ("0.00", "0.00", 3)
    with pytest.raises(DecreeRefused):  # a second try does not end what the first began
        decrees.adopt(decree=leaving, by=by)
    assert not Letter.objects.filter(template="funding/outcome").exists()
    assert not Event.objects.filter(name="decree.adopted").exists()
