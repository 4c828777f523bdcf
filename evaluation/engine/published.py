"""The ranked list as open data: everything needed to recompute it, and the recomputation.

The format is described in docs/reference/ranked-list-format.md. Digests are over the canonical
form of `wecare.core.digests`; ``digest`` is over the digests of input and rows and all the rest.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calls.engine.codec import FormatRefused
from calls.engine.facts import Fact, fact
from evaluation.engine.drawing import draw_up, input_json
from evaluation.engine.draws import seeded
from evaluation.engine.entries import LAST_EDITION, Entry, EntryRefused, RankingRules
from evaluation.engine.rows import Row
from evaluation.engine.summaries import drawn_of, summaries
from evaluation.engine.ties import UnsettledTie
from wecare.core.digests import digest
from wecare.core.money import ZERO

FORMATS = {
    edition: f"wecare-ranked-list/{edition}" for edition in range(1, LAST_EDITION + 1)
}  # by edition of the rules
_LISTS = ("entries", "rows", "lots")
_OBJECTS = ("call", "rules")
_TEXTS = ("format", "rulebook_digest", "input_digest", "rows_digest", "digest")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a published list differs from its recomputation; both values as text."""

    place: str
    published: str
    computed: str

    @property
    def fact(self) -> Fact:
        return fact(
            "difference", place=self.place, published=self.published, computed=self.computed
        )


def build(
    *,
    call_code: str,
    call_title: str,
    version: int,
    rulebook_digest: str,
    rules: RankingRules,
    entries: Iterable[Entry],
    rows: Sequence[Row],
    demonstration: bool = False,
    publication: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Write a drawn up list as the document that is published.

    `publication` says stage and former version; a list that is definitive at once says nothing.
    """
    given = input_json(entries, rules)
    listed = [row.to_json(edition=rules.edition) for row in rows]
    document = {
        "format": FORMATS[rules.edition],
        "call": {"code": call_code, "title": call_title},
        "version": version,
        "demonstration": demonstration,
        "rulebook_digest": rulebook_digest,
        **given,
        "rows": listed,
        "lots": _lots(rules, rows),
        "input_digest": digest(given),
        "rows_digest": digest(listed),
    }
    if publication is not None:
        document["publication"] = dict(publication)
    return {**document, "digest": _whole_digest(document)}


def recompute(document: object, *, expected_digest: str | None = None) -> tuple[Difference, ...]:
    """Draw the list up again from the document alone and state every difference.

    Someone who rewrites entries, rows and digests together makes another consistent list: that is
    seen by giving the `expected_digest`, which the list's own printed document carries.
    """
    if (problem := _misshapen(document)) is not None:
        return (problem,)
    assert isinstance(document, Mapping)  # noqa: S101 -- said by the shape, for the type checker
    try:
        return tuple(_differences(document, expected_digest))
    except (FormatRefused, EntryRefused, UnsettledTie, ValueError, TypeError) as problem:
        return (Difference("document", "", f"{type(problem).__name__}: {problem}"),)


def _misshapen(document: object) -> Difference | None:
    if not isinstance(document, Mapping):
        return Difference("document", type(document).__name__, "object")
    for names, kind in ((_TEXTS, str), (_LISTS, list), (_OBJECTS, dict)):
        for name in names:
            if not isinstance(document.get(name), kind):
                return Difference(name, _text(document.get(name)), kind.__name__)
    if document["format"] not in FORMATS.values():
        return Difference("format", _text(document["format"]), " | ".join(FORMATS.values()))
    return None


def _differences(document: Mapping[str, Any], expected: str | None) -> Iterator[Difference]:
    if expected is not None and document["digest"] != expected:
        yield Difference("digest", document["digest"], expected)
    yield from _digest_differences(document)
    edition = next(each for each, name in FORMATS.items() if name == document["format"])
    rules = RankingRules.from_json(document["rules"], edition=edition)
    entries = [
        Entry.from_json(each, place=f"entries[{n}]", edition=edition)
        for n, each in enumerate(document["entries"])
    ]
    seed = seeded(rules, document["rulebook_digest"], entries).draw_seed
    yield from _compared("rules.draw_seed", rules.draw_seed, seed)
    rows = draw_up(entries, rules)
    given = input_json(entries, rules)
    for name in ("rules", "entries"):
        yield from _compared(name, document[name], given[name])
    listed = [row.to_json(edition=edition) for row in rows]
    yield from _compared("rows", document["rows"], listed)
    yield from _compared("lots", document["lots"], _lots(rules, rows))


def _digest_differences(document: Mapping[str, Any]) -> Iterator[Difference]:
    computed = {
        "input_digest": digest({name: document[name] for name in ("rules", "entries")}),
        "rows_digest": digest(document["rows"]),
        "digest": _whole_digest(document),
    }
    for name, value in computed.items():
        if document[name] != value:
            yield Difference(name, document[name], value)


def _whole_digest(document: Mapping[str, Any]) -> str:
    told_apart = {"rules", "entries", "rows", "digest"}  # input_digest and rows_digest cover them
    return digest({name: value for name, value in document.items() if name not in told_apart})


def _compared(place: str, published: Any, computed: Any) -> Iterator[Difference]:
    if isinstance(published, Mapping) and isinstance(computed, Mapping):
        for key in sorted({*published, *computed}):
            yield from _compared(f"{place}.{key}", published.get(key), computed.get(key))
    elif isinstance(published, list) and isinstance(computed, list):
        if len(published) != len(computed):
            yield Difference(place, f"{len(published)}", f"{len(computed)}")
        for n, (one, other) in enumerate(zip(published, computed, strict=False)):
            yield from _compared(f"{place}[{_name(one, n)}]", one, other)
    elif type(published) is not type(computed) or published != computed:
        yield Difference(place, _text(published), _text(computed))


def _lots(rules: RankingRules, rows: Sequence[Row]) -> list[dict[str, Any]]:
    granted: dict[str, Decimal] = {}
    paid: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        granted[row.lot] = granted.get(row.lot, ZERO) + row.granted
        for fund, amount in row.parts.items():
            paid[row.lot, fund] = paid.get((row.lot, fund), ZERO) + amount
    said = [(row.lot, [each.to_json() for each in row.why]) for row in rows if rules.has_reserves]
    found = summaries(rules.lots, granted, drawn_of(said), paid)
    return [each.to_json(edition=rules.edition) for each in found]


def _name(value: Any, place: int) -> str:
    return str(value.get("protocol") or place) if isinstance(value, Mapping) else str(place)


def _text(value: Any) -> str:
    return "" if value is None else str(value)[:_SHOWN]
