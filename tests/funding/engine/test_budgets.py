"""The budget by partner and category, what moves in it, and when a notice is not enough."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from funding.engine.budgets import (
    Budget,
    Share,
    carried,
    differences,
    moved,
    why_substantial,
)

EUR = Decimal


def budget(lead: dict[str, int], *partners: dict[str, int]) -> Budget:
    return Budget(
        tuple(
            Share(
                str(number), f"Ente {number}", {code: EUR(amount) for code, amount in each.items()}
            )
            for number, each in enumerate((lead, *partners))
        )
    )


BUDGETS = st.lists(
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 1000), max_size=3),
    min_size=1,
    max_size=3,
).map(lambda shares: budget(*shares))


def test_what_moves_is_what_grows() -> None:
    before, after = budget({"a": 100, "b": 50}), budget({"a": 70, "b": 80})

    assert [(line.category, line.change) for line in differences(before, after)] == [
        ("a", EUR(-30)),
        ("b", EUR(30)),
    ]
    assert moved(before, after) == EUR(30)


def test_a_notice_is_enough_up_to_its_share() -> None:
    before = budget({"a": 80, "b": 20})

    at = why_substantial(before, budget({"a": 60, "b": 40}), activities=False, percent=EUR(20))
    above = why_substantial(before, budget({"a": 59, "b": 41}), activities=False, percent=EUR(20))

    assert at == []
    assert [(each.why, each.limit, each.value) for each in above] == [("moved", EUR(20), EUR(21))]


def test_activities_and_shares_of_partners_need_approval() -> None:
    before, after = budget({"a": 80}, {"a": 20}), budget({"a": 81}, {"a": 19})

    found = why_substantial(before, after, activities=True, percent=EUR(20))

    assert [each.why for each in found] == ["activities", "partner", "partner"]


@given(BUDGETS)
def test_a_budget_is_kept_and_read(found: Budget) -> None:
    again = Budget.from_json(found.to_json())

    assert differences(found, again) == []
    assert again.total == found.total


@given(BUDGETS, BUDGETS)
def test_carrying_a_change_onto_where_it_began_gives_where_it_ended(
    before: Budget, after: Budget
) -> None:
    if len(before.shares) != len(after.shares):
        return

    assert differences(carried(before, before, after), after) == []


def test_what_a_partner_had_that_left_is_the_leads() -> None:
    before, after = budget({"a": 80}, {"a": 20, "b": 10}), budget({"a": 80}, {"a": 15, "b": 15})

    found = carried(budget({"a": 100, "b": 10}), before, after)

    assert found.shares[0].costs == {"a": EUR(95), "b": EUR(15)}
    assert found.total == EUR(110)
