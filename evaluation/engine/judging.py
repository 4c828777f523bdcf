"""Who must judge one application: the places of the panel, who left, who abstains, who steps in."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

MINIMUM_JUDGES = 2  # a conflict may leave one member out, never only one judging


@dataclass(frozen=True, slots=True)
class Seat:
    """A member in a place that votes; `replaces` is whose place it was, `left` who is there no more."""

    member: int
    replaces: int | None = None
    left: bool = False


def wanted(assessors: int) -> int:
    """How many judge one application, if the rules ask `assessors`."""
    return max(MINIMUM_JUDGES, assessors)


def judges(
    seats: Sequence[Seat],
    *,
    signed: Collection[int] = (),
    assigned: Collection[int] | None = None,
    abstaining: Collection[int] = (),
    standing_in: Collection[int] = (),
) -> tuple[int, ...]:
    """The members whose assessment an application needs, in the order of the seats.

    Of each place the one who signed before leaving, else who holds it now; with `assigned`, only
    those. Who abstains is left out, and those who stand in for them judge after the others.
    """
    base = _holders(seats, signed) if assigned is None else _assigned(seats, assigned)
    free = [member for member in base if member not in abstaining]
    others = sorted(m for m in standing_in if m not in abstaining and m not in free)
    return (*free, *others)


def _holders(seats: Sequence[Seat], signed: Collection[int]) -> Iterator[int]:
    after = {seat.replaces: seat for seat in seats if seat.replaces is not None}
    for first in seats:
        if first.replaces is not None:
            continue
        place = [first]
        while place[-1].member in after:
            place.append(after[place[-1].member])
        holder = next((seat for seat in place if seat.member in signed), place[-1])
        if holder.member in signed or not holder.left:
            yield holder.member


def _assigned(seats: Sequence[Seat], assigned: Collection[int]) -> Iterator[int]:
    return (seat.member for seat in seats if seat.member in assigned)
