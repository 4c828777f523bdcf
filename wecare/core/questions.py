"""Questions that are compiled once and asked many times, for what everybody does on the last day.

Django makes a statement of a queryset each time it is asked, which costs several times what
PostgreSQL needs to answer it. A `Question` keeps what Django made the first time, statement,
places of the values, makers of rows, and asks it with other values. It says nothing by itself:
the queryset stays the only place where what is asked is written.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators
from django.db.transaction import TransactionManagementError

from wecare.core.preparing import preparing_cursor

Row = TypeVar("Row")

_STAND_INS: dict[type, Callable[[int], Any]] = {  # numbers fit the smallest column
    int: lambda number: 31_000 + number,
    str: lambda number: f"\ue000{number}\ue000",
    UUID: lambda number: UUID(int=2**127 + number),
    datetime: lambda number: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(microseconds=number),
}


@dataclass(frozen=True, slots=True)
class _Compiled:
    """What Django made of a queryset; `places` is (place among the values, parameter, its wrapper)."""

    statement: str
    values: tuple[Any, ...]
    places: tuple[tuple[int, str, Callable[[Any], Any] | None], ...]
    converters: tuple[tuple[int, Any, Any], ...]
    locks: bool
    make: Callable[[Sequence[Any]], Any]


class Question(Generic[Row]):
    """A queryset whose shape does not depend on its parameters, each an int, text, UUID or instant.

    `build` is called once in each process, with stand-ins by the names of `kinds`: it looks at no
    value, nor at the clock, the language or the database. The queryset gives records or rows of
    `values_list`; records have what `select_related`, `only`, `defer` and `annotate` say.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], **kinds: type) -> None:
        self._build, self._kinds = build, kinds
        self._compiled: _Compiled | None = None

    def ask(self, **values: Any) -> list[Row]:
        """The rows for these values, one for each parameter.

        :raises TypeError: if a value lacks, is one too many, or is not of its parameter's kind.
        :raises TransactionManagementError: if the question locks rows outside of a transaction.
        """
        self._check(values)
        asked = self._compiled
        if asked is None:
            asked = self._compiled = _compile(self._build, self._kinds)
        if asked.locks and not connection.in_atomic_block:
            raise TransactionManagementError("Rows are locked within a transaction.")
        with preparing_cursor() as cursor:
            cursor.execute(asked.statement, _put(asked.values, asked.places, values))
            found = cursor.fetchall()
        return [asked.make(row) for row in _converted(asked, found)]

    def first(self, **values: Any) -> Row | None:
        """The first of the rows, None if there is none."""
        return next(iter(self.ask(**values)), None)

    def _check(self, values: dict[str, Any]) -> None:
        if values.keys() != self._kinds.keys():
            raise TypeError(f"Asked with {sorted(values)}, answers to {sorted(self._kinds)}.")
        for name, value in values.items():
            if not isinstance(value, self._kinds[name]):
                raise TypeError(f"{name} is {value!r}, not of {self._kinds[name].__name__}.")


def _compile(build: Callable[..., QuerySet[Any, Any]], kinds: dict[str, type]) -> _Compiled:
    """Made twice, with other stand-ins each time: what differs is the values' places.

    :raises ValueError: if a parameter has no place of its own in the statement, or shapes it.
    """
    stands, others = (
        {name: _STAND_INS[kind](number) for number, (name, kind) in enumerate(kinds.items(), first)}
        for first in (0, len(kinds))
    )
    rows = build(**stands)
    compiler = rows.query.get_compiler(using=connection.alias)
    statement, values = compiler.as_sql()
    again, changed = build(**others).query.get_compiler(using=connection.alias).as_sql()
    if again != statement:
        raise ValueError("What is asked depends on the values.")
    places = tuple(_places(values, stands))
    lacking = stands.keys() - {name for _place, name, _wrap in places}
    if lacking or places != tuple(_places(changed, others)):
        raise ValueError(f"Without a place in the statement: {', '.join(sorted(lacking))}.")
    filled = _put(values, places, others)
    if filled != list(changed):
        raise ValueError("A value is changed before it is asked with.")
    converters = compiler.get_converters([each[0] for each in compiler.select])
    return _Compiled(
        statement,
        tuple(values),
        places,
        tuple((at, *each) for at, each in converters.items()),
        bool(rows.query.select_for_update),
        _maker(rows, compiler),
    )


_Places = tuple[tuple[int, str, Callable[[Any], Any] | None], ...]


def _places(
    values: Sequence[Any], stands: dict[str, Any]
) -> Iterator[tuple[int, str, Callable[[Any], Any] | None]]:
    for place, value in enumerate(values):
        for name, stand in stands.items():
            if isinstance(value, type(stand)) and value == stand:
                wrapped = type(value) is not type(stand)  # a number with the size of its column
                yield place, name, type(value) if wrapped else None


def _put(values: Sequence[Any], places: _Places, given: dict[str, Any]) -> list[Any]:
    filled = list(values)
    for place, name, wrap in places:
        filled[place] = wrap(given[name]) if wrap else given[name]
    return filled


def _maker(rows: QuerySet[Any, Any], compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """What makes of a row what the queryset would give.

    :raises TypeError: if it gives neither records nor rows of `values_list`.
    """
    asked: Any = rows
    kind = asked._iterable_class  # noqa: SLF001 -- what a queryset gives is not said otherwise
    if kind is ValuesListIterable:
        return tuple
    if kind is not ModelIterable or asked._prefetch_related_lookups:  # noqa: SLF001 -- the same
        raise TypeError("A question gives records, without prefetch_related, or values_list.")
    model, places = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    begin, end = places[0], places[-1] + 1
    names = [each[0].target.attname for each in compiler.select[begin:end]]
    populators: Any = get_related_populators
    related = populators(compiler.klass_info, compiler.select, connection.alias)
    annotated = tuple(compiler.annotation_col_map.items())

    def make(row: Sequence[Any]) -> Any:
        record = model.from_db(connection.alias, names, row[begin:end])
        for each in related:
            each.populate(row, record)
        for name, place in annotated:
            setattr(record, name, row[place])
        return record

    return make


def _converted(asked: _Compiled, rows: list[Any]) -> Iterator[Sequence[Any]]:
    if not asked.converters:
        yield from rows
        return
    for row in map(list, rows):
        for place, converters, expression in asked.converters:
            for convert in converters:
                row[place] = convert(row[place], expression, connection)
        yield row
