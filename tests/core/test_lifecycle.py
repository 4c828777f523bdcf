"""Lifecycles as tables, and the kernel's own."""

from enum import StrEnum
from typing import Any

import pytest

from wecare.core.engine.lifecycle import DOCUMENT
from wecare.core.enums import DocumentState
from wecare.core.lifecycle import Lifecycle, Step, StepRefused, mermaid


class Door(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    LOCKED = "locked"


DOOR = Lifecycle(
    "door",
    Door.OPEN,
    (
        Step("close", frozenset({Door.OPEN}), Door.CLOSED),
        Step("open", frozenset({Door.CLOSED}), Door.OPEN),
        Step("lock", frozenset({Door.CLOSED}), Door.LOCKED),
        Step("break", frozenset({Door.CLOSED, Door.LOCKED}), Door.OPEN),
    ),
)


@pytest.mark.parametrize("state", Door)
@pytest.mark.parametrize("step", DOOR.steps, ids=lambda step: step.name)
def test_a_step_is_followed_only_from_its_sources(state: Any, step: Any) -> None:
    if state in step.sources:
        assert DOOR.follow(step.name, state) == step.target
    else:
        with pytest.raises(StepRefused) as refusal:
            DOOR.follow(step.name, state)
        assert (refusal.value.step, refusal.value.state) == (step.name, state)


def test_an_unknown_step_is_a_bug() -> None:
    with pytest.raises(KeyError):
        DOOR.follow("paint", Door.OPEN)


def test_the_steps_from_a_state_are_those_of_the_table() -> None:
    assert [step.name for step in DOOR.steps_from(Door.CLOSED)] == ["open", "lock", "break"]


def test_two_steps_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="same name"):
        Lifecycle("door", Door.OPEN, (DOOR.steps[0], DOOR.steps[0]))


def test_the_diagram_is_drawn_from_the_table() -> None:
    assert mermaid(DOOR) == (
        "stateDiagram-v2\n"
        "    [*] --> open\n"
        "    open --> closed: close\n"
        "    closed --> open: open\n"
        "    closed --> locked: lock\n"
        "    closed --> open: break\n"
        "    locked --> open: break\n"
    )


@pytest.mark.parametrize("state", DocumentState)
def test_a_printed_document_never_moves_again(state: Any) -> None:
    steps = {step.name for step in DOCUMENT.steps_from(state)}

    assert (
        steps
        == {
            DocumentState.PENDING: {"render", "give_up"},
            DocumentState.RENDERED: set(),
            DocumentState.FAILED: {"retry"},
        }[state]
    )


def test_every_state_of_a_document_is_in_the_table() -> None:
    assert set(DOCUMENT.states()) == set(DocumentState)
