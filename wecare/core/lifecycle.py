"""Lifecycles as tables of steps; knows nothing of databases and people."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from wecare.core.errors import DomainError

State = TypeVar("State", bound=StrEnum)


class StepRefused(DomainError):
    """A step was asked for in a state it does not start from."""

    def __init__(self, *, lifecycle: str, step: str, state: str) -> None:
        self.lifecycle = lifecycle
        self.step = step
        self.state = state
        super().__init__(f"Il passaggio «{step}» non è possibile dallo stato «{state}».")


@dataclass(frozen=True, slots=True)
class Step(Generic[State]):
    """One allowed change of state."""

    name: str
    sources: frozenset[State]
    target: State


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[State]):
    """The states a thing can be in and the steps between them."""

    name: str
    initial: State
    steps: tuple[Step[State], ...]

    def __post_init__(self) -> None:
        names = [step.name for step in self.steps]
        if len(set(names)) != len(names):
            raise ValueError(f"Two steps of {self.name} have the same name.")

    def follow(self, step: str, state: State) -> State:
        """The state that the step leads to.

        :raises StepRefused: if the step does not start from this state.
        :raises KeyError: if there is no such step.
        """
        found = {each.name: each for each in self.steps}[step]
        if state not in found.sources:
            raise StepRefused(lifecycle=self.name, step=step, state=state)
        return found.target

    def steps_from(self, state: State) -> tuple[Step[State], ...]:
        """The steps that start from this state, in the order of the table."""
        return tuple(step for step in self.steps if state in step.sources)

    def states(self) -> tuple[State, ...]:
        """Every state of the table, the initial one first."""
        seen: dict[State, None] = {self.initial: None}
        for step in self.steps:
            for state in (*sorted(step.sources), step.target):
                seen.setdefault(state)
        return tuple(seen)


def mermaid(lifecycle: Lifecycle[State]) -> str:
    """The table as a Mermaid state diagram."""
    return "\n".join(_diagram_lines(lifecycle)) + "\n"


def _diagram_lines(lifecycle: Lifecycle[State]) -> Iterable[str]:
    yield "stateDiagram-v2"
    yield f"    [*] --> {lifecycle.initial}"
    for step in lifecycle.steps:
        for source in sorted(step.sources):
            yield f"    {source} --> {step.target}: {step.name}"
