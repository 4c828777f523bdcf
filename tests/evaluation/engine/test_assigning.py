"""Automatic assignment: never barred, even, by competence, stable; compared with plain enumeration."""

from collections import Counter
from itertools import combinations, product
from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.engine.assigning import Chosen, Work, assign

MEMBERS = range(1, 5)
some = st.frozensets(st.sampled_from(list(MEMBERS)))


@st.composite
def works(draw: st.DrawFn, most: int = 4) -> list[Work]:
    return [
        Work(
            key=key,
            needs=draw(st.integers(0, 3)),
            held=draw(some),
            barred=draw(some),
            knows=dict.fromkeys(draw(some), ("anziani",)),
        )
        for key in range(draw(st.integers(0, most)))
    ]


loads = st.fixed_dictionaries({member: st.integers(0, 3) for member in MEMBERS})


def loads_after(chosen: tuple[Chosen, ...], before: dict[int, int]) -> dict[int, int]:
    more = Counter(each.member for each in chosen)
    return {member: load + more[member] for member, load in before.items()}


def cost(pairs: list[tuple[Work, int]], before: dict[int, int]) -> tuple[int, int]:
    """What the text asks: even loads first, then competence."""
    more = Counter(member for _work, member in pairs)
    squares = sum((load + more[member]) ** 2 for member, load in before.items())
    return squares, -sum(bool(work.knows.get(member)) for work, member in pairs)


def _kept(work: Work, chosen: tuple[Chosen, ...]) -> Work:
    """The work once what was chosen is held."""
    got = {each.member for each in chosen if each.work == work.key}
    return Work(work.key, work.needs - len(got), work.held | got, work.barred, work.knows)


def enumerated(asked: list[Work], before: dict[int, int]) -> tuple[int, int]:
    """The best of every way to give the work out."""
    ways = []
    for work in asked:
        can = [m for m in before if m not in work.held and m not in work.barred]
        ways.append(list(combinations(can, min(work.needs, len(can)))))
    return min(
        cost([(w, m) for w, group in zip(asked, way, strict=True) for m in group], before)
        for way in product(*ways)
    )


@settings(max_examples=400, deadline=None)
@given(works(), loads)
def test_it_is_as_good_as_the_best_of_all_ways(asked: list[Work], before: dict[int, int]) -> None:
    chosen = assign(asked, before)

    by_key = {work.key: work for work in asked}
    found = cost([(by_key[each.work], each.member) for each in chosen], before)
    assert found == enumerated(asked, before)


@given(works(8), loads)
def test_nobody_gets_what_they_hold_or_are_barred_from_and_everyone_needed_is_found(
    asked: list[Work], before: dict[int, int]
) -> None:
    chosen = assign(asked, before)

    pairs = [(each.work, each.member) for each in chosen]
    assert len(set(pairs)) == len(pairs)
    for work in asked:
        got = {member for key, member in pairs if key == work.key}
        assert not got & (work.held | work.barred)
        assert len(got) == min(work.needs, len(set(MEMBERS) - work.held - work.barred))


@given(works(6), works(3), loads)
def test_what_is_given_stays_whatever_comes_after(
    asked: list[Work], later: list[Work], before: dict[int, int]
) -> None:
    chosen = assign(asked, before)
    now = loads_after(chosen, before)
    kept = [_kept(work, chosen) for work in asked]
    new = [Work(100 + work.key, work.needs, work.held, work.barred, work.knows) for work in later]

    assert assign(kept, now) == ()
    again = assign([*kept, *new], now)
    assert again == assign(new, now)
    assert all(each.work >= 100 for each in again)


@given(works(6), loads)
def test_the_order_in_which_things_are_named_does_not_matter(
    asked: list[Work], before: dict[int, int]
) -> None:
    backwards = dict(reversed(before.items()))

    assert assign(list(reversed(asked)), backwards) == assign(asked, before)


@given(works(8), loads)
def test_the_reasons_are_the_loads_it_brings(asked: list[Work], before: dict[int, int]) -> None:
    chosen = assign(asked, before)

    after = loads_after(chosen, before)
    for each in chosen:
        bounds = (after[each.member], min(after.values()), max(after.values()))
        assert (each.load, each.least, each.most) == bounds


def test_loads_are_even_to_one_when_nothing_stands_in_the_way() -> None:
    chosen = assign([Work(key, 3) for key in range(100)], dict.fromkeys(range(7), 0))

    after = loads_after(chosen, dict.fromkeys(range(7), 0))
    assert sum(after.values()) == 300
    assert max(after.values()) - min(after.values()) == 1


def test_competence_decides_between_equal_loads() -> None:
    asked = [Work(1, 1, knows={2: ("minori",)}), Work(2, 1, knows={1: ("casa", "anziani")})]

    chosen = assign(asked, {1: 0, 2: 0})

    assert [(each.work, each.member, each.topics) for each in chosen] == [
        (1, 2, ("minori",)),
        (2, 1, ("casa", "anziani")),
    ]


def test_two_thousand_applications_among_nine_are_given_out_in_seconds() -> None:
    asked = [
        Work(key, 3, barred=frozenset({key % 9}), knows={key % 5: ("anziani",)})
        for key in range(2000)
    ]
    begun = perf_counter()

    chosen = assign(asked, dict.fromkeys(range(9), 0))

    assert len(chosen) == 6000
    assert perf_counter() - begun < 5
