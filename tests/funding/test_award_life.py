"""Thousands of random steps, legal and not, in the life of awards: what is refused moves nothing, and what
must hold of list, decrees, awards and ledger holds after each.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from evaluation.actions import departures, ranked_lists, scrolls
from evaluation.enums import DepartureKind
from evaluation.models import Departure, RankedList
from evaluation.policies.departures import DepartureRefused
from evaluation.policies.refusals import RankedListRefused
from evaluation.queries.scrolling import last_definitive, row_of
from funding.actions import decrees, money
from funding.actions.money import MoneyRefused
from funding.enums import ReductionKind
from funding.models import Award
from funding.policies import DecreeRefused
from funding.queries import verification
from funding.queries.awards.standing import on_desk, standings
from tests.factories.acts import external
from tests.factories.evaluation import manager, officer
from tests.factories.funding import ground, published_decree, rendered_decree
from tests.factories.scrolls import short_list
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.ledger.queries import problems

pytestmark = pytest.mark.django_db

STEPS, LIVES = 50, 8
ZERO, CENT = Decimal(0), Decimal("0.01")
amounts = st.one_of(
    st.integers(1, 9_000_000), st.sampled_from([-100, 0, 1, 3_999_999, 4_000_000, 8_000_000])
).map(lambda cents: Decimal(cents) / 100)
kinds = st.sampled_from(["odd", "some", "all", "a cent more"])
places = st.integers(0, 5)


@dataclass
class World:
    """What every life begins from: three awards of one lot, and five who would be next."""

    ranked_list: RankedList
    officer: Person
    boss: Person
    act: Act


@dataclass
class Expected:
    """What the money of an award should be, counted by hand."""

    granted: Decimal
    paid: Decimal = ZERO
    reduced: Decimal = ZERO
    freed: Decimal = ZERO
    back: Decimal = ZERO
    is_live: bool = True
    is_left: bool = False

    @property
    def committed(self) -> Decimal:
        return self.granted - self.freed - self.paid - self.back if self.is_live else ZERO

    @property
    def due(self) -> Decimal:
        return self.granted - self.reduced

    @property
    def recoverable(self) -> Decimal:
        return max(self.paid - self.due, ZERO) if self.is_live else self.paid


@dataclass
class Count:
    """How many steps were taken, by what came of them."""

    done: int = 0
    refused: int = 0
    by_step: dict[str, int] = field(default_factory=dict)


@pytest.fixture
def world() -> World:
    ranked_list, _sent = short_list(count=8)
    published_decree(ranked_list)
    return World(ranked_list, officer(), manager(), external("DD 99/A2203A/2026"))


def machine(world: World, counted: Count) -> type[RuleBasedStateMachine]:  # noqa: C901 -- its rules are methods of one class
    keys = count(1)

    class Life(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.life = transaction.atomic()
            self.life.__enter__()
            self.expected: dict[int, Expected] = {}
            self.lists_moved = True
            self._meet()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.life.__exit__(None, None, None)

        def _meet(self) -> None:
            """Awards that are new, as a decree has just granted them."""
            standing = on_desk().filter(state="granted")
            for award in standing.filter(decree__ranked_list__call=world.ranked_list.call):
                if award.pk not in self.expected:
                    self.expected[award.pk] = Expected(award.amount, paid=award.carried)

        def _award(self, place: int) -> tuple[Award, Expected]:
            ids = sorted(self.expected)
            award = on_desk().get(pk=ids[place % len(ids)])
            return award, self.expected[award.pk]

        def _amount(self, odd: Decimal, kind: str, most: Decimal) -> Decimal:
            """Any amount, or one that lies on this side or just beyond the limit."""
            some = (most / 3).quantize(Decimal("0.01"))
            return {"odd": odd, "some": some, "all": most, "a cent more": most + CENT}[kind]

        def _try(self, name: str, is_legal: bool, step: Any, *refusals: type[Exception]) -> bool:
            try:
                with transaction.atomic():
                    step()
            except refusals:
                assert not is_legal, f"{name}: it was legal"
                counted.refused += 1
                return False
            assert is_legal, f"{name}: it was not legal"
            counted.done += 1
            counted.by_step[name] = counted.by_step.get(name, 0) + 1
            return True

        @rule(place=places, odd=amounts, kind=kinds, twice=st.booleans())
        def pay(self, place: int, odd: Decimal, kind: str, twice: bool) -> None:
            award, now = self._award(place)
            amount = self._amount(odd, kind, min(now.committed, now.due - now.paid))
            why = ground(f"pay/{next(keys)}")
            legal = now.is_live and ZERO < amount <= min(now.committed, now.due - now.paid)

            def step() -> None:
                for _time in range(1 + twice):
                    money.pay(award=award, amount=amount, ground=why, by=world.officer)

            if self._try("pay", legal, step, MoneyRefused):
                now.paid += amount

        @rule(place=places, odd=amounts, kind=kinds, by_act=st.booleans())
        def reduce(self, place: int, odd: Decimal, kind: str, by_act: bool) -> None:
            award, now = self._award(place)
            amount = self._amount(odd, kind, now.due)
            why_less = ReductionKind.PARTIAL_REVOCATION if by_act else ReductionKind.SAVING
            why = ground(f"reduce/{next(keys)}", act=world.act if by_act else None)
            legal = now.is_live and ZERO < amount <= now.due
            freed = min(amount, now.committed)

            def step() -> None:
                money.reduce(
                    award=award,
                    kind=why_less,
                    amount=amount,
                    reason="x",
                    ground=why,
                    by=world.boss,
                )

            if self._try("reduce", legal, step, MoneyRefused):
                now.reduced += amount
                now.freed += freed

        @rule(place=places, odd=amounts, kind=kinds)
        def take_back(self, place: int, odd: Decimal, kind: str) -> None:
            owing = sorted(pk for pk, each in self.expected.items() if each.recoverable)
            if owing and kind != "odd":  # few owe something: look for them
                place = sorted(self.expected).index(owing[place % len(owing)])
            award, now = self._award(place)
            amount = self._amount(odd, kind, now.recoverable)
            why = ground(f"back/{next(keys)}")
            legal = ZERO < amount <= now.recoverable

            def step() -> None:
                money.take_back(award=award, amount=amount, ground=why, by=world.officer)

            if self._try("take_back", legal, step, MoneyRefused):
                now.paid -= amount
                now.back += amount

        @rule(place=places)
        def renounce(self, place: int) -> None:
            award, now = self._award(place)
            legal = now.is_live and not now.is_left

            def step() -> None:
                departures.renounce(
                    application=award.submission.application,
                    reason="Non ce la facciamo.",
                    by=award.submission.submitted_by,
                )

            if self._try("renounce", legal, step, DepartureRefused):
                now.is_left = self.lists_moved = True

        @rule(place=places, by_act=st.booleans())
        def end(self, place: int, by_act: bool) -> None:
            award, now = self._award(place)
            why = ground(f"end/{next(keys)}", act=world.act if by_act else None)
            row = row_of(award.submission.application)

            def step() -> None:
                money.end(award=award, ground=why, by=world.boss)
                if not Departure.objects.filter(submission=award.submission).exists():
                    assert row is not None
                    departures.record(
                        row, DepartureKind.REVOKED, reason="x", act=world.act, by=world.boss
                    )

            if self._try("end", now.is_live and by_act, step, MoneyRefused):
                now.is_live, now.is_left, self.lists_moved = False, True, True

        @precondition(lambda self: counted.by_step.get("scroll", 0) < LIVES)
        @rule()
        def scroll(self) -> None:
            before = {award.pk: award.state for award in Award.objects.order_by("pk")}

            def step() -> None:
                call = last_definitive(world.ranked_list.call).get().call
                drawn = scrolls.draw_up(call=call, by=world.officer)
                approved = ranked_lists.approve(ranked_list=drawn, by=world.boss)
                published = ranked_lists.publish(ranked_list=approved, by=world.boss)
                decrees.adopt(decree=rendered_decree(published), by=world.boss)

            try:
                with transaction.atomic():
                    step()
            except (RankedListRefused, DecreeRefused):
                counted.refused += 1
                after = {award.pk: award.state for award in Award.objects.order_by("pk")}
                assert before == after
                return
            self.lists_moved = True
            counted.by_step["scroll"] = counted.by_step.get("scroll", 0) + 1
            counted.done += 1
            for award in Award.objects.order_by("pk"):
                if before.get(award.pk) == "granted" and award.state != "granted":
                    del self.expected[award.pk]  # replaced or released: another one stands for it
            self._meet()

        @invariant()
        def everything_holds(self) -> None:
            with connection.cursor() as cursor:  # what the commit would look at
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            if self.lists_moved:  # nothing else that happens here touches what it looks at
                assert verification.decrees() == []
                self.lists_moved = False
            assert verification.awards() == []
            assert verification.money() == []
            assert problems() == []
            awards = list(on_desk().filter(pk__in=list(self.expected)))
            for pk, found in standings(awards).items():
                now = self.expected[pk]
                assert (found.committed, found.paid, found.due) == (
                    now.committed,
                    now.paid,
                    now.due,
                )

    return Life


def test_no_illegal_step_succeeds_and_everything_holds_after_each(world: World) -> None:
    counted = Count()

    run_state_machine_as_test(
        machine(world, counted),
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )

    assert set(counted.by_step) == {"pay", "reduce", "take_back", "renounce", "end", "scroll"}
    assert counted.done > 40
    assert counted.refused > 200
