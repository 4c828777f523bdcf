"""Two decrees on the last euros of one lot, with the protections on and off."""

import threading
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from calls.models import Call
from evaluation.enums import Outcome
from evaluation.models import RankedList, RankedRow
from funding.actions import decrees
from funding.models import Award, Decree
from funding.policies import DecreeRefused
from funding.queries import verification
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    published_list,
    submitted,
)
from tests.factories.funding import rendered_decree
from tests.factories.rules import rules
from tests.fixtures.racing import race
from wecare.acts.models import Act, Register
from wecare.core import events
from wecare.ledger.actions import InsufficientFunds
from wecare.ledger.queries import balance, problems

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

LOT = [{"code": "T", "title": "Territoriale", "amount": "100000.00", "allocation": "stop"}]


@pytest.fixture
def rivals(transactional_db: None, settings: Any) -> tuple[Decree, Decree]:
    """Two decrees of two offices, each good for 80 000 €, on a lot that holds 100 000 €.

    Acts of one office wait for one another at its register: here only the money is at stake.
    """
    with transaction.atomic():
        call = call_under_evaluation(rules=rules(lots=LOT), code="fse2-gara")
        first, second = submitted(call), submitted(call)
        judged(call, {first: {**GOOD, "A1": "20.00"}, second: GOOD})
        ranked_list = published_list(call)
    other = scrolled(ranked_list)
    one = rendered_decree(ranked_list)
    settings.ACTS_SECTOR = "A2204A"
    return one, rendered_decree(other)


@transaction.atomic
def scrolled(ranked_list: RankedList) -> RankedList:
    """A second list of the call that grants the other application its money too."""
    rows = list(ranked_list.rows.order_by("sequence"))
    document, published_at = ranked_list.document, ranked_list.published_at
    values = {
        field.attname: getattr(ranked_list, field.attname)
        for field in RankedList._meta.concrete_fields
        if field.name not in {"id", "version", "state", "document", "published_at", "published_by"}
    }
    other = RankedList.objects.create(
        **(values | {"version": 2, "approved_by_id": None, "approved_at": None}), state="draft"
    )
    for row in rows:
        row.pk = None
        row.ranked_list = other
        row.granted = row.requested if row.outcome == Outcome.UNFUNDED else Decimal("0.00")
        row.outcome = Outcome.FUNDED if row.granted else Outcome.UNFUNDED
    RankedRow.objects.bulk_create(rows)
    RankedList.objects.filter(pk=other.pk).update(
        state="published",
        document=document,
        approved_by=ranked_list.approved_by,
        approved_at=published_at,
        published_by=ranked_list.published_by,
        published_at=published_at,
    )
    return RankedList.objects.get(pk=other.pk)


@pytest.fixture
def all_look_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both decrees have looked at the lot's money before either goes on."""
    looked = threading.Barrier(2)
    check = decrees.check_can_adopt

    def slow(decree: Decree) -> None:
        check(decree)
        looked.wait(timeout=20)

    monkeypatch.setattr(decrees, "check_can_adopt", slow)


def adopt_both(rivals: tuple[Decree, Decree]) -> list[Any]:
    boss = manager()
    return race(2, lambda runner: decrees.adopt(decree=rivals[runner], by=boss))


def reserve_of(decree: Decree) -> Decimal:
    call: Call = decree.ranked_list.call
    return balance(f"reserved/FSE/FSE2/unica/{call.code}/T")


def losers(outcomes: list[Any]) -> list[Any]:
    return [outcome for outcome in outcomes if not isinstance(outcome, Decree)]


def test_of_two_decrees_on_the_last_euros_one_is_adopted_and_the_other_is_told_why(
    rivals: tuple[Decree, Decree], all_look_first: None
) -> None:
    outcomes = adopt_both(rivals)

    (loser,) = losers(outcomes)
    assert isinstance(loser, InsufficientFunds | DecreeRefused)
    assert "20.000,00\N{NO-BREAK SPACE}€" in str(loser)
    assert "80.000,00\N{NO-BREAK SPACE}€" in str(loser)
    assert reserve_of(rivals[0]) == Decimal("20000.00")
    assert Award.objects.count() == 1
    assert Register.objects.get().last_number == 1
    assert Act.objects.filter(number__isnull=False).count() == 1
    assert (verification.decrees(), problems(), events.verify_chain()) == ([], [], [])


def test_without_the_locks_the_constraint_is_the_last_word(
    rivals: tuple[Decree, Decree],
    all_look_first: None,
    without_locks: None,
    both_look_at_the_accounts: None,
) -> None:
    outcomes = adopt_both(rivals)

    assert [type(each) for each in losers(outcomes)] == [IntegrityError]
    assert reserve_of(rivals[0]) == Decimal("20000.00")
    assert Award.objects.count() == 1


def test_without_locks_and_constraint_the_same_race_overruns(
    rivals: tuple[Decree, Decree],
    all_look_first: None,
    without_locks: None,
    both_look_at_the_accounts: None,
    without_constraint: None,
) -> None:
    outcomes = adopt_both(rivals)

    assert losers(outcomes) == []
    assert reserve_of(rivals[0]) == Decimal("-60000.00")
    assert any("below zero" in problem for problem in problems())


def test_one_decree_adopted_at_once_by_two_is_adopted_once(
    rivals: tuple[Decree, Decree],
) -> None:
    boss = manager()

    outcomes = race(4, lambda _runner: decrees.adopt(decree=rivals[0], by=boss))

    assert [type(each) for each in losers(outcomes)] == [DecreeRefused] * 3
    assert reserve_of(rivals[0]) == Decimal("20000.00")
    assert Award.objects.count() == 1
