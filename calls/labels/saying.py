"""How a fact becomes a sentence: its code finds the words, its values are written as people read."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from typing import Protocol as Shape

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.engine.facts import Fact
from wecare.core.components import formats

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Found(Shape):
    """Anything that states a fact, such as a missing requirement."""

    @property
    def fact(self) -> Fact | None: ...


def say(
    sentences: Mapping[str, str | Promise],
    found: Fact | Found,
    *,
    words: Mapping[str, Mapping[Any, str | Promise]] | None = None,
) -> str:
    """Write the sentence of a fact; nothing to say gives an empty text.

    `words` names, per last word of a value's name, the table in which the value is looked up.

    :raises KeyError: if the fact has no sentence or its sentence asks for a value it lacks.
    """
    fact = found if isinstance(found, Fact) else found.fact
    if fact is None:
        return ""
    return str(sentences[fact.code]) % _Written(fact.values, words or {})


class _Written(dict[str, str]):
    """The values of a fact, each written when its sentence names it: lists have thousands."""

    def __init__(
        self, values: Mapping[str, Any], words: Mapping[str, Mapping[Any, str | Promise]]
    ) -> None:
        super().__init__()
        self._values = values
        self._words = words

    def __missing__(self, name: str) -> str:
        self[name] = text = written(name, self._values[name], words=self._words)
        return text


def written(name: str, value: Any, *, words: Mapping[str, Mapping[Any, str | Promise]]) -> str:
    """Write one value by the last word of its name."""
    unit = name.rpartition("_")[2]
    if unit in words:
        values = value if isinstance(value, list | tuple) else (value,)
        return ", ".join(str(words[unit].get(each, each)) for each in values)
    if unit == "article":
        return _(" (%(article)s)") % {"article": value} if value else ""
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    return _UNITS.get(unit, str)(value)


def _amount(value: Decimal | str) -> str:
    return formats.euro(Decimal(value))


def _percent(value: Decimal | str) -> str:
    return formats.percent(Decimal(value))


def _points(value: Decimal | str) -> str:
    return formats.points(Decimal(value))


def bare(value: Decimal | str) -> str:
    """`12` or `12,50`: decimals are written only where there are any."""
    read = Decimal(value)
    whole = read == read.to_integral_value()
    return formats.integer(int(read)) if whole else formats.points(read)


def _span(value: Decimal | str) -> str:
    return ngettext("%(n)s mese", "%(n)s mesi", int(Decimal(value))) % {"n": bare(value)}


def _micros(value: int) -> str:
    return formats.instant_exact(_EPOCH + timedelta(microseconds=int(value)))


def _day(value: date | str) -> str:
    return formats.day(value if isinstance(value, date) else date.fromisoformat(value))


def _at(value: datetime | str) -> str:
    return formats.instant(value if isinstance(value, datetime) else datetime.fromisoformat(value))


_UNITS: dict[str, Callable[[Any], str]] = {
    "amount": _amount,
    "percent": _percent,
    "points": _points,
    "micros": _micros,
    "at": _at,
    "day": _day,
    "span": _span,
    "number": bare,
}
