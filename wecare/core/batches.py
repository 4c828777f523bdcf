"""Rows of a long queryset, some at a time: for what asks more about many of them in one question."""

from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
SIZE = 1000


def batches(rows: QuerySet[Row], size: int = SIZE) -> Iterator[list[Row]]:
    """The rows in their order, `size` at a time, never all in memory."""
    found = rows.iterator(chunk_size=size)
    while batch := list(islice(found, size)):
        yield batch
