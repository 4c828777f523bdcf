"""Flat rates, limits on what was spent, and the grant that is due: to the cent, whatever the figures."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applicants.engine.budget import budget
from calls.engine.spending import CostCategory, CostGroup
from funding.engine.expenses import documented, flats, grant_for, identity, recognised
from funding.enums import ExpenseKind
from tests.factories.rules import rules as small_rules
from wecare.core.money import CENT, ZERO, euro, total

EUR = Decimal
LOTS_OF = {"1": EUR(10**9), "2": EUR(10**9), "3": EUR(10**9), "4": EUR(10**9), "5": EUR(10**9)}
FSE3 = replace(
    small_rules(),
    cost_groups=(),
    cost_categories=(
        CostCategory("1", "Preparazione", maximum_percent=EUR(10)),
        CostCategory("2", "Realizzazione", minimum_percent=EUR(70)),
        CostCategory("3", "Diffusione", maximum_percent=EUR(5)),
        CostCategory("4", "Direzione", maximum_percent=EUR(8)),
        CostCategory("5", "Indiretti", flat_rate=EUR(7), flat_base=("2",)),
    ),
)
amounts = st.integers(min_value=0, max_value=10**9).map(lambda cents: euro(cents * CENT))
percents = st.none() | st.integers(min_value=1, max_value=9999).map(lambda n: n * CENT)


def test_a_document_is_known_whatever_the_signs_of_its_number() -> None:
    day = date(2026, 3, 1)
    one = identity(kind=ExpenseKind.INVOICE, issuer_code="01234567890", number="12/A 2026", day=day)

    assert one == identity(
        kind=ExpenseKind.INVOICE, issuer_code=" 0123456 7890", number="12-a_2026", day=day
    )
    others = {
        identity(kind=ExpenseKind.RECEIPT, issuer_code="01234567890", number="12/A 2026", day=day),
        identity(kind=ExpenseKind.INVOICE, issuer_code="01234567891", number="12/A 2026", day=day),
        identity(kind=ExpenseKind.INVOICE, issuer_code="01234567890", number="1/2A 2026", day=day),
        identity(
            kind=ExpenseKind.INVOICE,
            issuer_code="01234567890",
            number="12/A 2026",
            day=date(2026, 3, 2),
        ),
    }
    assert len(others - {one}) == 4


def test_indirect_costs_are_seven_per_cent_of_staff_and_no_more_than_approved() -> None:
    assert flats(FSE3, {"2": EUR("1000.07")}, LOTS_OF) == {"5": EUR("70.00")}
    assert flats(FSE3, {"2": EUR("1000.07")}, {"5": EUR("50.00")}) == {"5": EUR("50.00")}
    assert flats(FSE3, {"2": EUR("1000.07")}, {}) == {"5": ZERO}
    assert documented(FSE3) == ("1", "2", "3", "4")


def test_forty_per_cent_of_staff_pays_for_everything_else() -> None:
    rules = replace(
        small_rules(),
        cost_categories=(
            CostCategory("s", "Personale"),
            CostCategory("o", "Altri costi", flat_rate=EUR(40), flat_base=("s",)),
        ),
    )

    assert recognised(rules, {"s": EUR("100.01")}, {"o": EUR(1000)}).value == EUR("140.01")


def test_preparation_above_ten_per_cent_is_cut_with_what_its_cut_takes_from_the_whole() -> None:
    found = recognised(FSE3, {"1": EUR(20_000), "2": EUR(90_000)}, {})

    assert found.costs["1"] == EUR("10000.00")
    assert (found.value, found.cut) == (EUR(100_000), EUR(10_000))


def test_what_is_within_its_limits_stays_whole() -> None:
    costs = {"1": EUR(8_000), "2": EUR(80_000), "3": EUR(4_000), "4": EUR(6_000)}

    found = recognised(FSE3, costs, {"5": EUR(5_600)})

    assert found.cut == ZERO
    assert found.value == EUR(103_600)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(dict.fromkeys("1234", amounts)),
    st.tuples(percents, percents, percents, percents),
    percents,
    amounts,
)
def test_no_maximum_is_exceeded_and_one_cent_more_would(
    costs: dict[str, Decimal],
    most: tuple[Decimal | None, ...],
    of_group: Decimal | None,
    approved: Decimal,
) -> None:
    rules = replace(
        FSE3,
        cost_groups=(CostGroup("g", "Insieme", maximum_percent=of_group),),
        cost_categories=(
            CostCategory("1", "Uno", maximum_percent=most[0], group="g"),
            CostCategory("2", "Due", maximum_percent=most[1], group="g"),
            CostCategory("3", "Tre", maximum_percent=most[2]),
            CostCategory("4", "Quattro", maximum_percent=most[3]),
            CostCategory("5", "Indiretti", flat_rate=EUR(7), flat_base=("1", "3")),
        ),
    )

    found = recognised(rules, costs, {"5": approved})

    limits = budget(rules, found.costs, ZERO).all_limits
    assert [each.code for each in limits if not each.ok and each.code.endswith(".maximum")] == []
    assert all(ZERO <= found.costs[code] <= costs[code] for code in costs)
    whole = total([*costs.values(), *flats(rules, costs, {"5": approved}).values()])
    assert found.value + found.cut == whole
    capped = [percent for percent in (*most, of_group) if percent is not None]
    if not capped:
        assert found.cut == ZERO


@settings(suppress_health_check=[HealthCheck.too_slow])  # of a busy machine
@given(amounts, amounts, amounts, amounts)
def test_the_grant_is_the_share_of_what_was_accepted_within_what_is_due(
    accepted: Decimal, granted: Decimal, cost: Decimal, due: Decimal
) -> None:
    found = grant_for(accepted, granted=granted, cost=cost, due=due)

    assert ZERO <= found <= min(granted, due)
    if ZERO < accepted < cost and found < due:
        exact = granted * accepted / cost
        assert abs(found - exact) <= CENT / 2 + Decimal("1e-15")


@settings(suppress_health_check=[HealthCheck.too_slow])  # of a busy machine
@given(amounts, amounts, st.integers(min_value=1, max_value=10**9))
def test_more_accepted_never_gives_less(granted: Decimal, accepted: Decimal, more: int) -> None:
    cost = EUR(5_000_000)
    bigger = accepted + more * CENT

    less = grant_for(accepted, granted=granted, cost=cost, due=granted)

    assert grant_for(bigger, granted=granted, cost=cost, due=granted) >= less
