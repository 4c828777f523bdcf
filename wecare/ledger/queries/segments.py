"""Segments of the codes of accounts, as the database reads them."""

from django.db.models import F, Func, TextField, Value

from wecare.ledger.engine.codes import LEVELS, PROTOCOL, SEPARATOR
from wecare.ledger.enums import Level


def segment(level: Level, path: str = "") -> Func:
    """The segment of a level; `path` leads to the account, as `account__`. Empty where the code ends before."""
    return _part(LEVELS[level], path)


def protocol(path: str = "") -> Func:
    """The application that the account is of, as number-year; empty if it is of none."""
    return _part(PROTOCOL, path)


def _part(place: int, path: str) -> Func:
    return Func(
        F(f"{path}code"),
        Value(SEPARATOR),
        Value(place),
        function="split_part",
        output_field=TextField(),
    )
