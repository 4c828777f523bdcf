"""Read the parts of a draft, which people write in any order and leave half done.

Whatever lacks or cannot be read becomes a `Missing`, and reading goes on, so that an officer sees
every problem at once.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from calls.engine.facts import Fact, fact
from calls.enums import EditorSection
from wecare.core.money import euro

Choice = TypeVar("Choice", bound=StrEnum)

CODE_LENGTH = 40
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Missing:
    """What a draft lacks, with the editor's section and the part in which to put it right."""

    section: EditorSection
    fact: Fact
    item: str = ""


@dataclass(slots=True)
class Part:
    """One object of the draft being read; notes its problems in a list shared by all parts."""

    data: Mapping[str, Any]
    section: EditorSection
    problems: list[Missing]
    item: str = ""
    _known: set[str] = field(default_factory=set)

    def note(self, code: str, **values: object) -> None:
        """Note a problem of this part."""
        where = (self.section.value, self.item) if self.item else (self.section.value,)
        stated = fact(code, where=where, **values)
        self.problems.append(Missing(self.section, stated, self.item))

    def text(self, name: str, *, required: bool = False) -> str:
        """Read a text; the outer spaces are no part of it."""
        value = self._raw(name)
        if value is None:
            if required:
                self.note("lacks", what_field=name)
            return ""
        if not isinstance(value, str):
            self._unreadable(name, value)
            return ""
        return value.strip()

    def code(self, name: str = "code", *, limit: int = CODE_LENGTH, required: bool = True) -> str:
        """Read a code that can stand in addresses and accounts."""
        value = self.text(name, required=required)
        if value and (not _CODE.fullmatch(value) or len(value) > limit):
            self.note("code_malformed", read=value[:_SHOWN], limit=limit)
        return value

    def number(
        self,
        name: str,
        *,
        required: bool = False,
        low: Decimal | None = None,
        high: Decimal | None = None,
    ) -> Decimal | None:
        """Read a number with two decimals, between the bounds."""
        value = self._raw(name)
        if value is None:
            if required:
                self.note("lacks", what_field=name)
            return None
        try:
            read = euro(value)
        except (TypeError, ValueError):
            self._unreadable(name, value)
            return None
        if low is not None and read < low:
            self.note("number_below", what_field=name, read_points=read, limit_points=low)
        elif high is not None and read > high:
            self.note("number_above", what_field=name, read_points=read, limit_points=high)
        return read

    def count(self, name: str, *, low: int, high: int) -> int | None:
        """Read a whole number between the bounds."""
        value = self._raw(name)
        if value is None:
            return None
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < _SHOWN:
            value = int(value)
        if type(value) is not int:
            self._unreadable(name, value)
            return None
        if not low <= value <= high:
            self.note("count_outside", what_field=name, read=value, low=low, high=high)
        return value

    def choice(self, name: str, kind: type[Choice], default: Choice) -> Choice:
        """Read one word of an enumeration; absent, it is the default."""
        value = self._raw(name)
        if value is None:
            return default
        known = [each.value for each in kind]
        if value not in known:
            self.note("unknown_choice", what_field=name, read=str(value)[:_SHOWN], known=known)
            return default
        return kind(value)

    def flag(self, name: str, *, default: bool) -> bool:
        """Read a yes or no."""
        value = self._raw(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self._unreadable(name, value)
            return default
        return value

    def instant(self, name: str) -> datetime | None:
        """Read an instant written in ISO 8601 with its offset."""
        value = self._raw(name)
        if value is None:
            self.note("lacks", what_field=name)
            return None
        try:
            read = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            self._unreadable(name, value)
            return None
        if read.utcoffset() is None:
            self.note("naive_instant", what_field=name, read=value)
            return None
        return read

    def day(self, name: str) -> date | None:
        """Read a day written in ISO 8601."""
        value = self._raw(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self._unreadable(name, value)
            return None

    def words(self, name: str) -> tuple[str, ...]:
        """Read a list of texts."""
        value = self._raw(name)
        if value is None:
            return ()
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
            self._unreadable(name, value)
            return ()
        return tuple(each.strip() for each in value if each.strip())

    def parts(self, name: str, *, required: bool = True) -> Iterator["Part"]:
        """Read the parts of a list, each named by its code or, without one, by its place."""
        value = self._raw(name)
        rows = [] if value is None else value
        if not isinstance(rows, list | tuple) or not all(isinstance(row, Mapping) for row in rows):
            self._unreadable(name, value)
            return
        if not rows and required:
            self.note("lacks", what_field=name)
        for place, row in enumerate(rows, start=1):
            yield Part(row, self.section, self.problems, item=_named(row, place))

    def inside(self, name: str) -> "Part | None":
        """Open the object that a part holds, named as the part is; nothing if it holds none."""
        value = self._raw(name)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self._unreadable(name, value)
            return None
        return Part(value, self.section, self.problems, item=self.item)

    def finish(self) -> None:
        """Note whatever is written in this part that no rule reads."""
        for name in sorted(set(self.data) - self._known):
            self.note("unknown_field", read=str(name)[:_SHOWN])

    def unique(self, codes: Collection[str]) -> None:
        """Note the codes that stand twice."""
        seen: set[str] = set()
        for code in codes:
            if code and code in seen:
                self.note("code_repeated", read=code)
            seen.add(code)

    def _raw(self, name: str) -> Any:
        self._known.add(name)
        value = self.data.get(name)
        return None if isinstance(value, str) and not value.strip() else value

    def _unreadable(self, name: str, value: object) -> None:
        self.note("unreadable", what_field=name, read=str(value)[:_SHOWN])


@dataclass(slots=True)
class Draft:
    """The sections of a draft, and what was found wrong while reading them."""

    data: Mapping[str, Any]
    problems: list[Missing]

    def part(self, section: EditorSection) -> Part:
        """Open a section that holds one object."""
        found = self.data.get(section.value)
        part = Part(found if isinstance(found, Mapping) else {}, section, self.problems)
        if found is not None and not isinstance(found, Mapping):
            part.note("unreadable", what_field=section.value, read=str(found)[:_SHOWN])
        return part

    def listed(self, section: EditorSection) -> Part:
        """Open a section that holds a list, as an object with that list."""
        found = self.data.get(section.value)
        return Part({section.value: found}, section, self.problems)


def _named(row: Mapping[str, Any], place: int) -> str:
    code = row.get("code")
    return code if isinstance(code, str) and code.strip() else f"n. {place}"
