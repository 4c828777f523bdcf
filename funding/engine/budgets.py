"""The budget of a project by partner and category, and what a change of it moves; euro."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from applicants.engine.snapshot import Snapshot
from wecare.core.money import ZERO, euro, total


@dataclass(frozen=True, slots=True)
class Share:
    """What one organisation spends, by code of the category."""

    fiscal_code: str
    name: str
    costs: Mapping[str, Decimal]

    @property
    def total(self) -> Decimal:
        return total(self.costs.values())

    def of(self, category: str) -> Decimal:
        """What it spends in a category; zero where it has none."""
        return self.costs.get(category, ZERO)


@dataclass(frozen=True, slots=True)
class Budget:
    """What each organisation spends, the lead first."""

    shares: tuple[Share, ...]

    @property
    def total(self) -> Decimal:
        return total(share.total for share in self.shares)

    def of(self, category: str) -> Decimal:
        """What all together spend in a category."""
        return total(share.of(category) for share in self.shares)

    def to_json(self) -> list[dict[str, Any]]:
        """As records keep it: amounts are text, zeros are left out."""
        return [
            {
                "fiscal_code": share.fiscal_code,
                "name": share.name,
                "costs": {code: str(amount) for code, amount in share.costs.items() if amount},
            }
            for share in self.shares
        ]

    @classmethod
    def from_json(cls, kept: list[dict[str, Any]]) -> Self:
        """Read what `to_json` wrote."""
        return cls(
            tuple(
                Share(
                    each["fiscal_code"],
                    each["name"],
                    {code: euro(amount) for code, amount in each["costs"].items()},
                )
                for each in kept
            )
        )

    @classmethod
    def of_snapshot(cls, snapshot: Snapshot) -> Self:
        """The budget that an application was sent with."""
        return cls(
            tuple(Share(each.fiscal_code, each.name, dict(each.costs)) for each in snapshot.members)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """What changes of one organisation in one category."""

    fiscal_code: str
    name: str
    category: str
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        return self.after - self.before


def differences(before: Budget, after: Budget) -> list[Line]:
    """Every amount that is not as it was, organisation by organisation."""
    return list(_differences(before, after))


def _differences(before: Budget, after: Budget) -> Iterator[Line]:
    was = {share.fiscal_code: share for share in before.shares}
    now = {share.fiscal_code: share for share in after.shares}
    for code in [*was, *(code for code in now if code not in was)]:
        share = now.get(code) or was[code]
        old, new = was.get(code), now.get(code)
        for category in dict.fromkeys([*(old.costs if old else ()), *(new.costs if new else ())]):
            first = old.of(category) if old else ZERO
            second = new.of(category) if new else ZERO
            if first != second:
                yield Line(code, share.name, category, first, second)


def moved(before: Budget, after: Budget) -> Decimal:
    """How much of the budget changes its place: the sum of what grows."""
    return total(max(line.change, ZERO) for line in differences(before, after))


def carried(base: Budget, before: Budget, after: Budget) -> Budget:
    """The base with what changed from `before` to `after`; of who is there no more, on the lead."""
    here = {share.fiscal_code: dict(share.costs) for share in base.shares}
    lead = base.shares[0].fiscal_code
    for line in differences(before, after):
        costs = here.get(line.fiscal_code, here[lead])
        costs[line.category] = costs.get(line.category, ZERO) + line.change
    return Budget(
        tuple(
            Share(share.fiscal_code, share.name, here[share.fiscal_code]) for share in base.shares
        )
    )


@dataclass(frozen=True, slots=True)
class Substantial:
    """Why a change needs approval: what it is, the limit where there is one, and the value."""

    why: str  # partner | moved | activities
    name: str = ""
    limit: Decimal = ZERO
    value: Decimal = ZERO


def why_substantial(
    before: Budget, after: Budget, *, activities: bool, percent: Decimal
) -> list[Substantial]:
    """Why a notice is not enough; nothing where it is.

    :param percent: how much of the budget may change its category by a notice.
    """
    found = [Substantial("activities")] if activities else []
    now = {share.fiscal_code: share.total for share in after.shares}
    found += [
        Substantial("partner", share.name, share.total, now.get(share.fiscal_code, ZERO))
        for share in before.shares
        if now.get(share.fiscal_code, ZERO) != share.total
    ]
    limit, value = euro(before.total * percent / 100), moved(before, after)
    if value > limit:
        found.append(Substantial("moved", limit=limit, value=value))
    return found
