"""What differs between two contents of an application, field by field, of the lead and of each partner."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from applicants.engine.parts import LEAD, part_of

FIELDS = ("title", "lot", "aid_form", "months", "starts_on", "own_funding", "own_in_kind")
_Whose = tuple[str, str]  # the fiscal code and the name
_NONE: tuple[str, str | None] = ("", None)
_WHO = ("name", "kind", "size", "nonprofit", "registers", "seat")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `fiscal_code` is blank for the lead.

    `kind` is one of FIELDS, or answer, cost, file, organisation, districts, joined, left. A value that
    was not there is none; files are told by name.
    """

    fiscal_code: str
    name: str
    kind: str
    code: str = ""
    before: Any = None
    after: Any = None


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Every difference, the lead's first, then partner by partner."""
    lead = (LEAD, new["organisation"]["name"])
    was, now = part_of(old), part_of(new)
    yield from _differing(lead, "organisation", was["organisation"], now["organisation"])
    districts = [[each["title"] for each in part.get("districts", ())] for part in (was, now)]
    yield from _differing(lead, "districts", *districts)
    yield from _of_part(lead, was, now)
    before = {each["fiscal_code"]: each for each in old.get("partners", ())}
    after = {each["fiscal_code"]: each for each in new.get("partners", ())}
    for code, part in before.items():
        if code not in after:
            yield Change(code, part["name"], "left")
    for code, part in after.items():
        if code not in before:
            yield Change(code, part["name"], "joined")
            continue
        whose = (code, part["name"])
        said = [{key: each.get(key) for key in _WHO} for each in (before[code], part)]
        yield from _differing(whose, "organisation", *said)
        yield from _of_part(whose, before[code], part)


def _of_part(whose: _Whose, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for field in FIELDS:
        yield from _differing(whose, field, was.get(field), now.get(field))
    for kind, group in (("answer", "answers"), ("cost", "costs")):
        old, new = was.get(group, {}), now.get(group, {})
        for code in sorted({*old, *new}):
            yield from _differing(whose, kind, old.get(code), new.get(code), code=code)
    before, after = _files(was), _files(now)
    for code in sorted({*before, *after}):
        (one, one_name), (other, other_name) = before.get(code, _NONE), after.get(code, _NONE)
        if one != other:
            yield Change(*whose, "file", code, one_name, other_name)


def _files(part: Mapping[str, Any]) -> dict[str, tuple[str, str | None]]:
    """Requirement → digest and name."""
    return {each["requirement"]: (each["digest"], each["filename"]) for each in part["attachments"]}


def _differing(
    whose: _Whose, kind: str, before: Any, after: Any, *, code: str = ""
) -> Iterator[Change]:
    if before != after:
        yield Change(*whose, kind, code, before, after)
