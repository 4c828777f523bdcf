"""What a file of movements says, row by row."""

from dataclasses import dataclass

from calls.engine.budgets import Change
from wecare.acts.actions.external import Said


@dataclass(frozen=True, slots=True)
class Row:
    """A movement and the act that disposes it; or what is wrong: column and sentence.

    `number` is as the spreadsheet counts. A column without name is the row as a whole.
    """

    number: int
    change: Change | None = None
    said: Said | None = None
    reason: str = ""
    wrong: tuple[tuple[str, str], ...] = ()
