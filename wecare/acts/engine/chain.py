"""The approvals asked before an act is adopted: which have been given, which comes next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wecare.accounts.enums import Role

STEPS_MAX = 5
ROLES = (Role.OFFICER, Role.MANAGER)  # who may be asked: those who may read the desk and act


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One approval: what it is called and the role that gives it; positions count from 1."""

    position: int
    title: str
    role: Role


def steps_of(kept: Sequence[Mapping[str, Any]]) -> tuple[ChainStep, ...]:
    """The steps as JSON keeps them, in their order."""
    return tuple(
        ChainStep(position, each["title"], Role(each["role"]))
        for position, each in enumerate(kept, start=1)
    )


def missing(steps: Sequence[ChainStep], given: Collection[int]) -> tuple[ChainStep, ...]:
    """The steps whose position is not among those given; the first of them comes next."""
    return tuple(step for step in steps if step.position not in given)
