"""A measured thing: its figures, and beside them what was promised of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Target:
    """A bound on one figure; `floor` is what the bare libraries took when it was promised."""

    figure: str
    at_most: float | None = None
    at_least: float | None = None
    floor: float | None = None

    def is_met(self, figures: Mapping[str, Any]) -> bool:
        value = figures[self.figure]
        above = self.at_least is None or value >= self.at_least
        return above and (self.at_most is None or value <= self.at_most)

    def to_json(self, figures: Mapping[str, Any]) -> dict[str, Any]:
        bounds = {"at_least": self.at_least, "at_most": self.at_most, "floor": self.floor}
        stated = {name: bound for name, bound in bounds.items() if bound is not None}
        return {"figure": self.figure, **stated, "met": self.is_met(figures)}


@dataclass(frozen=True, slots=True)
class Result:
    """`size` says of how much; targets are stated only for the size they were promised of."""

    name: str
    size: int
    figures: Mapping[str, Any]
    targets: tuple[Target, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        targets = [target.to_json(self.figures) for target in self.targets]
        return {
            "name": self.name,
            "size": self.size,
            "figures": dict(self.figures),
            "targets": targets,
            "met": all(target["met"] for target in targets) if targets else None,
        }
