"""Acts begun at the desk: blanks that the officer fills, each under a name that the words use."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wecare.acts.engine.blocks import Wording
from wecare.acts.engine.catalogue import Entry
from wecare.acts.engine.templates import ActTemplate
from wecare.acts.engine.variables import Variable, Words
from wecare.acts.enums import EntryKind, VariableKind

# Where the printed value of a blank lies, and what it is for the words.
_SOURCES = {
    VariableKind.TEXT: (EntryKind.TEXT, ""),
    VariableKind.PARAGRAPHS: (EntryKind.PARAGRAPHS, ""),
    VariableKind.DATE: (EntryKind.DATE, ".text"),
    VariableKind.AMOUNT: (EntryKind.AMOUNT, ".value"),
    VariableKind.INTEGER: (EntryKind.INTEGER, ""),
    VariableKind.YEARS: (EntryKind.TEXT, ""),
}


@dataclass(frozen=True, slots=True)
class Blank:
    """A variable with the name the words use, what it means and an example as it is kept."""

    name: str
    word: str
    kind: VariableKind
    label: str
    meaning: str
    example: Any
    required: bool = True

    def entry(self) -> Entry:
        """The blank in the catalogue."""
        kind, leaf = _SOURCES[self.kind]
        return Entry(self.word, kind, self.meaning, f"variables.{self.name}{leaf}", self.example)


def act_by_hand(
    code: str,
    title: Words,
    blanks: tuple[Blank, ...],
    wording: Wording,
    *,
    lazy: Callable[[str], Words],
) -> ActTemplate:
    """A template begun at the desk; `lazy` translates a label when it is read."""
    return ActTemplate(
        code=code,
        title=title,
        template="documents/acts/determination.html",
        by_hand=True,
        catalogue=tuple(blank.entry() for blank in blanks),
        wording=wording,
        variables=tuple(
            Variable(
                blank.name,
                lazy(blank.label),
                blank.kind,
                required=blank.required,
                help=lazy(blank.meaning),
            )
            for blank in blanks
        ),
    )
