"""Rows by the hundred, cheaply: one that actions made, and copies of it with all that hangs from it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import Model

from applicants.models import Submission

_numbers = count(500_001)  # far from the protocols that other factories give

# what no two rows may share, from the number of the copy
VARYING: dict[str, Callable[[int], Any]] = {
    "applicants.organisation.fiscal_code": lambda number: f"98{number:09d}",
    "applicants.organisation.name": lambda number: f"Associazione {number}",
    "applicants.application.public_id": lambda number: uuid4(),
    "applicants.submission.protocol_number": lambda number: number,
    "applicants.submission.title": lambda number: f"Progetto {number}",
    "applicants.submission.idempotency_key": lambda number: f"test-send-key-{number:06d}",
    "accounts.person.email": lambda number: f"persona-{number}@esempio.it",
    "evaluation.formalrequest.public_id": lambda number: uuid4(),
    "evaluation.documentaccess.public_id": lambda number: uuid4(),
    "evaluation.sampledcheck.place": lambda number: number,
    "evaluation.rankedrow.sequence": lambda number: number,
    "evaluation.rankedrow.protocol": lambda number: f"{number}/2026",
    "evaluation.scenario.name": lambda number: f"Prova {number}",
    "evaluation.panelsession.number": lambda number: number - 500_000,
    "evaluation.rankedlist.version": lambda number: number - 500_000,
    "acts.act.number": lambda number: number,
    "acts.act.key": lambda number: f"test-act-{number}",
}


def many(submission: Submission, times: int) -> list[Submission]:
    """As many copies of what was sent, each of an organisation of its own, judged like the first."""
    given = list(Submission.objects.filter(pk=submission.pk).select_related("application"))
    instants = [submission.received_at + timedelta(microseconds=n + 1) for n in range(times)]
    with triggers_at_rest():
        organisations = copies([submission.organisation] * times)
        applications = copies([given[0].application] * times, organisation=organisations)
        made = copies(
            given * times,
            application=applications,
            organisation=organisations,
            received_at=instants,
        )
        _follow(Submission, [submission.pk] * times, made)
    return made


def copies(rows: list[Any], **values: list[Any]) -> list[Any]:
    """A copy of each row, with these values in turn; nothing that hangs from it comes along."""
    made = []
    for place, row in enumerate(rows):
        number = next(_numbers)
        fields = {each.attname: _value(row, each, number) for each in _written(type(row))}
        copy = type(row)(**fields)
        for name, given in values.items():
            setattr(copy, name, given[place])
        made.append(copy)
    return list(type(rows[0])._default_manager.bulk_create(made)) if rows else []


@contextmanager
def triggers_at_rest() -> Iterator[None]:
    """What is copied was let in by them once."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")


def _value(row: Model, field: Any, number: int) -> Any:
    vary = VARYING.get(f"{row._meta.label_lower}.{field.name}")
    return vary(number) if vary else getattr(row, field.attname)


def _written(model: type[Model]) -> list[Any]:
    return [
        each for each in model._meta.concrete_fields if not each.primary_key and not each.generated
    ]


def _follow(model: type[Model], before: list[int], after: list[Any]) -> None:
    """The rows of every table that point at a row that was copied point, copied, at its copy."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or relation.concrete:
            continue
        child: Any = relation.related_model
        name = relation.field.name  # type: ignore[union-attr]
        pairs = [
            (row, owner)
            for row in child._default_manager.filter(**{f"{name}__in": set(before)}).order_by("pk")
            for pk, owner in zip(before, after, strict=True)
            if getattr(row, f"{name}_id") == pk
        ]
        if pairs:
            made = copies([row for row, _ in pairs], **{name: [owner for _, owner in pairs]})
            _follow(child, [row.pk for row, _ in pairs], made)
