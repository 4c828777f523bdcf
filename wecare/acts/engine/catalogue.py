"""The names that the wording of an act may use: what each is, where its value lies, an example.

A name that is not in the catalogue of the kind of act does not exist for who writes the wording.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from wecare.acts.enums import EntryKind

ROW = "riga"  # how the wording calls the row at hand
COUNT = "quante"  # `{graduatoria.ammesse.quante}`: how many rows there are


def gettext_noop(text: str) -> str:
    """Mark what is translated when it is read; this module knows nothing of Django."""
    return text


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the catalogue.

    `source` is the path of its value in the frozen context, or in the row for a field of a row. An
    amount lies there as a decimal text, a date in words. `early` ones are known when the act is
    begun, so that its object may use them. `example` is a value as it lies in the context.
    """

    name: str
    kind: EntryKind
    meaning: str
    source: str
    example: Any
    fields: tuple["Entry", ...] = ()
    early: bool = False


def text(name: str, meaning: str, source: str, example: str, *, early: bool = False) -> Entry:
    """Words on one line."""
    return Entry(name, EntryKind.TEXT, meaning, source, example, early=early)


def paragraphs(name: str, meaning: str, source: str, example: list[str]) -> Entry:
    """Lines, each a point of its own."""
    return Entry(name, EntryKind.PARAGRAPHS, meaning, source, example)


def day(name: str, meaning: str, source: str, example: str, *, early: bool = False) -> Entry:
    """A date, in words."""
    return Entry(name, EntryKind.DATE, meaning, source, example, early=early)


def amount(name: str, meaning: str, source: str, example: str) -> Entry:
    """Euro and cents, as a decimal text."""
    return Entry(name, EntryKind.AMOUNT, meaning, source, example)


def integer(name: str, meaning: str, source: str, example: int, *, early: bool = False) -> Entry:
    """A whole number."""
    return Entry(name, EntryKind.INTEGER, meaning, source, example, early=early)


def points(name: str, meaning: str, source: str, example: str) -> Entry:
    """Points with two places, as a decimal text."""
    return Entry(name, EntryKind.POINTS, meaning, source, example)


def flag(name: str, meaning: str, source: str, *, example: bool = True) -> Entry:
    """Something that holds or not: it is asked, never printed."""
    return Entry(name, EntryKind.FLAG, meaning, source, example)


def rows(name: str, meaning: str, source: str, *fields: Entry) -> Entry:
    """Rows with their fields; the example has two."""
    return Entry(name, EntryKind.ROWS, meaning, source, None, fields)


_ = gettext_noop
ROW_FIELDS = (
    integer("numero", _("Il numero della riga, da 1."), "", 1),
    flag("ultima", _("Se la riga è l'ultima."), "", example=False),
)
COMMON = (
    text("oggetto", _("L'oggetto dell'atto."), "act.subject", "Approvazione della graduatoria"),
    flag("bozza", _("Se si stampa la bozza da rileggere, prima dell'adozione."), "is_proof"),
    text("settore.codice", _("Il codice del settore che adotta."), "act.sector", "A2203A"),
    text(
        "settore.nome", _("Il nome del settore che adotta."), "act.office", "Progettazione sociale"
    ),
)


def by_name(entries: Iterable[Entry]) -> dict[str, Entry]:
    """The entries by name.

    :raises ValueError: if a name is there twice.
    """
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.name in found:
            raise ValueError(f"The catalogue names {entry.name} twice.")
        found[entry.name] = entry
    return found


def nearest(name: str, names: Iterable[str]) -> str:
    """The known name that looks most like this one; empty if none does."""
    return next(iter(get_close_matches(name, list(names), n=1, cutoff=0.6)), "")


def value_at(place: Mapping[str, Any], path: str) -> Any:
    """What lies at the path of a plain value; None if nothing does.

    It walks mappings by their keys and nothing else: no attribute is ever asked for.
    """
    found: Any = place
    for key in path.split("."):
        if type(found) is not dict:
            return None
        found = found.get(key)
    return found


def example_of(entries: Sequence[Entry]) -> dict[str, Any]:
    """A context made of the examples of the entries."""
    context: dict[str, Any] = {}
    for entry in entries:
        if entry.source:
            _put(context, entry.source, _example(entry))
    return context


def _example(entry: Entry) -> Any:
    if entry.kind is not EntryKind.ROWS or entry.example is not None:
        return entry.example
    return [example_of(entry.fields), example_of(entry.fields)]


def _put(context: dict[str, Any], path: str, value: Any) -> None:
    *way, last = path.split(".")
    place = context
    for key in way:
        inner = place.get(key)
        if type(inner) is not dict:
            inner = place[key] = {}
        place = inner
    if not (last in place and type(place[last]) is dict):  # a flag on what holds other values
        place[last] = value
