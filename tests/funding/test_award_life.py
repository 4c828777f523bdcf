"""Thousands of random steps, legal and not, in the life of awards: what is refused moves nothing, and what
must hold of list, decrees, awards and ledger holds after each.
"""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, seed, settings
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
from funding.actions import budget_years, decrees, money
from funding.actions.exits import recoveries
from funding.actions.money import MoneyRefused
from funding.enums import ReductionKind
from funding.models import Award, Recovery
from funding.policies import DecreeRefused, ExitRefused
from funding.policies.budget_years import ShiftRefused
from funding.queries.awards.standing import on_desk, standings
from funding.queries.budget_years import years_of_award
from tests.factories.evaluation import manager, officer
from tests.factories.funding import ground, published_decree, rendered_decree
from tests.factories.scrolls import short_list
from tests.fixtures.unbroken import Unbroken, commit_checks
from tests.funding.test_fund_ledger import THREE, TWO, lots
from wecare.accounts.models import Person
from wecare.acts.actions.external import record_external
from wecare.acts.models import Act
from wecare.core import clock
from wecare.core.money import total

pytestmark = pytest.mark.django_db

PARTS, LIVES, STEPS = 4, 20, 50  # as many parts as may run at once: 4 000 steps
SCROLLS = 2  # tried in a life: each takes as long as many other steps
MOST_TURNS = 6  # of lives, where chance left a step out
SHIFTS = 5  # tried in a life: the steps that move money are to come often enough
ZERO, CENT = Decimal(0), Decimal("0.01")
amounts = st.one_of(
    st.integers(1, 9_000_000), st.sampled_from([-100, 0, 1, 3_999_999, 4_000_000, 8_000_000])
).map(lambda cents: Decimal(cents) / 100)
YEARS = (2026, 2027, 2028)  # the decree's, and one after
kinds = st.sampled_from(["odd", "some", "all", "a cent more"])
places = st.integers(0, 5)
RULES = {"pay", "reduce", "take_back", "renounce", "end", "scroll", "shift"}
FUNDS: dict[int, Any] = {1: {"lots": lots(TWO)}, 3: {"lots": lots(THREE)}}  # part → its lot


@dataclass
class World:
    """What every life begins from: three awards of one lot, and five who would be next; nothing broken."""

    ranked_list: RankedList
    officer: Person
    boss: Person
    act: Act
    unbroken: Unbroken


@dataclass
class Expected:
    """What the money of an award should be, counted by hand."""

    granted: Decimal
    paid: Decimal = ZERO
    reduced: Decimal = ZERO
    freed: Decimal = ZERO
    back: Decimal = ZERO
    claims: dict[int, Decimal] = field(default_factory=dict)  # claim → what is still to come of it
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

    @property
    def unclaimed(self) -> Decimal:
        return self.recoverable - total(self.claims.values())

    @property
    def claim(self) -> int | None:
        """The first claim of which something is still to come."""
        return next((pk for pk, left in self.claims.items() if left), None)


@dataclass
class Count:
    """How many steps were taken, by what came of them."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def steps(self) -> int:
        return self.done.total() + self.refused.total()


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    """Its lot is paid by one fund; in some parts by two or three."""
    called = getattr(request.node, "callspec", None)
    part = called.params.get("part", 0) if called else 0
    ranked_list, _sent = short_list(count=8, **FUNDS.get(part, {}))
    published_decree(ranked_list)
    with (
        connection.cursor() as cursor
    ):  # a third of each step would go into planning the same joins
        cursor.execute("SET LOCAL join_collapse_limit = 1")
    return World(ranked_list, officer(), manager(), act_of_today(), Unbroken())


def act_of_today() -> Act:
    """So that no interest runs on what is claimed."""
    today = clock.today()
    return record_external(
        kind="DD", number_text="99/A2203A/2026", adopted_on=today, subject="x", by=officer()
    )


def machine(world: World, counted: Count) -> type[RuleBasedStateMachine]:  # noqa: C901 -- its rules are methods of one class
    keys = count(1)

    class Life(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.life = transaction.atomic()
            self.life.__enter__()
            self.expected: dict[int, Expected] = {}
            self.awards: dict[int, Award] = {}  # as they were first seen: who acts reads again
            self.scrolls = self.shifts = 0
            world.unbroken.rewound()
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
                    self.awards[award.pk] = award

        def _award(self, place: int) -> tuple[Award, Expected]:
            ids = sorted(self.expected)
            pk = ids[place % len(ids)]
            return self.awards[pk], self.expected[pk]

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
                counted.refused[name] += 1
                return False
            assert is_legal, f"{name}: it was not legal"
            counted.done[name] += 1
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
                self._claim(award, now, why.key)

        @rule(place=places, odd=amounts, kind=kinds)
        def take_back(self, place: int, odd: Decimal, kind: str) -> None:
            owing = sorted(pk for pk, each in self.expected.items() if each.recoverable)
            if owing and kind != "odd":  # few owe something: look for them
                place = sorted(self.expected).index(owing[place % len(owing)])
            award, now = self._award(place)
            claim = now.claim
            left = ZERO if claim is None else now.claims[claim]
            amount = self._amount(odd, kind, left)
            why = ground(f"back/{next(keys)}")

            def step() -> None:
                if claim is None:
                    money.take_back(award=award, amount=amount, ground=why, by=world.officer)
                else:
                    recoveries.receive(
                        recovery=Recovery(pk=claim, award=award),
                        amount=amount,
                        received_on=world.act.adopted_on,
                        reference=why.key,
                        by=world.officer,
                    )

            if self._try("take_back", ZERO < amount <= left, step, MoneyRefused, ExitRefused):
                assert claim is not None
                now.paid -= amount
                now.back += amount
                now.claims[claim] -= amount

        def _claim(self, award: Award, now: Expected, key: str) -> None:
            """What every action does that leaves something paid too much."""
            due = now.unclaimed
            claim = recoveries.claim(
                award=money.hold(award), key=key, reason="x", act=world.act, days=30, by=world.boss
            )
            assert (claim.capital if claim else ZERO) == due
            if claim:
                now.claims[claim.pk] = due

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
                now.is_left = True

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
                now.is_live, now.is_left = False, True
                self._claim(award, now, why.key)

        @precondition(lambda self: self.shifts < SHIFTS)
        @rule(place=places, years=st.permutations(YEARS), is_as_read=st.booleans())
        def shift(self, place: int, years: list[int], is_as_read: bool) -> None:
            self.shifts += 1
            award, now = self._award(place)
            from_year, to_year = years[:2]
            left = total(
                each.money.left for each in years_of_award(award) if each.year == from_year
            )
            assert now.is_live or left == ZERO

            def step() -> None:
                budget_years.shift(
                    call=world.ranked_list.call,
                    from_year=from_year,
                    to_year=to_year,
                    awards=[award.pk],
                    read=left if is_as_read else left + CENT,
                    reason="x",
                    ground={
                        "kind": "DGR",
                        "number_text": f"{next(keys)}-1",
                        "adopted_on": clock.today(),
                        "subject": "x",
                    },
                    by=world.boss,
                )

            legal = left > ZERO and is_as_read and to_year >= clock.today().year
            self._try("shift", legal, step, ShiftRefused)

        @precondition(lambda self: self.scrolls < SCROLLS)
        @rule()
        def scroll(self) -> None:
            self.scrolls += 1
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
                counted.refused["scroll"] += 1
                after = {award.pk: award.state for award in Award.objects.order_by("pk")}
                assert before == after
                return
            counted.done["scroll"] += 1
            for award in Award.objects.order_by("pk"):
                if before.get(award.pk) == "granted" and award.state != "granted":
                    del self.expected[award.pk]  # replaced or released: another one stands for it
            self._meet()

        @invariant()
        def everything_holds(self) -> None:
            if not world.unbroken.moved():
                return  # refused before anything was written: all is as it was when it held
            commit_checks()
            assert world.unbroken.problems() == []
            awards = [self.awards[pk] for pk in self.expected]
            for pk, found in standings(awards).items():
                now = self.expected[pk]
                assert (found.committed, found.paid, found.due) == (
                    now.committed,
                    now.paid,
                    now.due,
                )

    return Life


def lived(world: World, part: int) -> Count:
    """What came of the lives of a part; of some more, as long as a step was never done or never refused."""
    counted = Count()
    for turn in range(MOST_TURNS):
        run_state_machine_as_test(
            seed(part + turn * PARTS)(machine(world, counted)),
            settings=settings(
                max_examples=LIVES if turn == 0 else LIVES // 2,
                stateful_step_count=STEPS,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
                database=None,
            ),
        )
        if set(counted.done) == set(counted.refused) == RULES:
            break
    return counted


@pytest.mark.parametrize("part", range(PARTS))
def test_no_illegal_step_succeeds_and_everything_holds_after_each(world: World, part: int) -> None:
    counted = lived(world, part)

    assert set(counted.done) == set(counted.refused) == RULES
    assert counted.steps > LIVES * STEPS * 0.9
    assert counted.done.total() > 80, counted


BROKEN = {
    "a posting that moved twice as much": (
        "UPDATE ledger_posting SET amount = amount * 2"
        " WHERE movement_id = (SELECT max(id) FROM ledger_movement)"
    ),
    "a state by hand": (
        "UPDATE funding_award SET state = 'released', ended_at = granted_at,"
        " ended_act_id = (SELECT max(act_id) FROM funding_decree)"
    ),
    "an amount by hand": "UPDATE funding_award SET amount = amount + 0.01",
}


@pytest.mark.parametrize("statement", BROKEN.values(), ids=BROKEN)
def test_what_is_broken_by_hand_is_noticed_after_the_step(world: World, statement: str) -> None:
    award = on_desk().filter(state="granted").first()
    assert award is not None
    money.pay(award=award, amount=Decimal(1000), ground=ground("pay/1"), by=world.officer)
    assert world.unbroken.problems() == []

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # triggers rest
        cursor.execute(statement)
        found = world.unbroken.problems()
        transaction.set_rollback(True)

    assert found != []
