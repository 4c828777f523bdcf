"""Two hands on one budget year at once: what is left moves once, or is paid once."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError

from funding.actions import budget_years, money
from funding.models import Award, YearShift
from funding.policies.budget_years import ShiftRefused
from funding.queries import year_verification
from funding.queries.awards.standing import on_desk
from funding.queries.budget_years import YearMoney, years_of_award
from tests.factories.evaluation import manager, officer
from tests.factories.exits import act_of_today, awarded
from tests.factories.funding import ground
from tests.fixtures.racing import meeting, race
from wecare.core import events

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
LEFT = Decimal(32000)  # of 2026


def moved(award: Award, boss: Any, number: int) -> YearShift:
    call = on_desk().get(pk=award.pk).decree.ranked_list.call
    return budget_years.shift(
        call=call,
        from_year=2026,
        to_year=2027,
        awards=[award.pk],
        read=LEFT,
        reason="I lavori sono in ritardo",
        ground=act_of_today(f"{number}-1"),
        by=boss,
    )


def two_shifts(award: Award) -> list[Any]:
    bosses = [manager(), manager()]
    return race(2, lambda runner: moved(award, bosses[runner], runner))


def a_shift_and_a_payment(award: Award) -> list[Any]:
    boss, desk = manager(), officer()
    return race(
        2,
        lambda runner: (
            moved(award, boss, 1)
            if runner == 0
            else money.pay(award=award, amount=LEFT, ground=ground("p1"), by=desk)
        ),
    )


def on_2026(award: Award) -> YearMoney:
    return years_of_award(on_desk().get(pk=award.pk))[0].money


def test_two_acts_move_the_same_year_once() -> None:
    award, _list, _sent = awarded()

    found = two_shifts(award)

    assert {type(each) for each in found} == {YearShift, ShiftRefused}, found
    assert on_2026(award) == YearMoney(committed=LEFT, moved=-LEFT)
    assert year_verification.years() == []


def test_a_shift_and_a_payment_follow_one_another() -> None:
    award, _list, _sent = awarded()

    shift, _payment = a_shift_and_a_payment(award)

    if isinstance(shift, ShiftRefused):  # the payment came before: it was not what was read
        assert on_2026(award) == YearMoney(committed=LEFT, paid=LEFT)
    else:
        assert isinstance(shift, YearShift), shift
        assert on_2026(award) == YearMoney(committed=LEFT, moved=-LEFT)
    assert year_verification.years() == []


@pytest.mark.parametrize("both", [two_shifts, a_shift_and_a_payment])
def test_without_the_lines_both_take_what_is_left(
    both: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: nobody waits at the lines, both have read what is left before either takes it, and
    neither is told so in a sentence.
    """
    award, _list, _sent = awarded()
    wait = meeting(2)
    real_left, real_held = budget_years.left_on, budget_years.held

    def left_on(*args: Any) -> Any:
        found = real_left(*args)
        wait()
        return found

    def held(*args: Any) -> Any:
        found = real_held(*args)
        wait()
        return found

    monkeypatch.setattr(budget_years, "hold_lines", lambda _places: None)
    monkeypatch.setattr(money, "hold_lines", lambda _places: None)
    monkeypatch.setattr(events, "record", lambda *_args, **_facts: None)
    monkeypatch.setattr(budget_years, "left_on", left_on)
    monkeypatch.setattr(budget_years, "held", held)
    found = both(award)

    lost = [each for each in found if isinstance(each, Exception)]
    if lost:  # one had committed when the other wrote: the database has the last word
        assert [type(each) for each in lost] == [IntegrityError], lost
        assert "in the budget year 2026" in str(lost[0])
    else:
        assert on_2026(award).left == -LEFT
        assert any("below zero in 2026" in each for each in year_verification.years())
