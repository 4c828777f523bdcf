"""Files of movements: those that wait, what a trial found, whether the figures moved since."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from calls.engine.places import read
from calls.enums import ImportState, RemarkKind
from calls.models import BudgetImport, ImportRemark
from calls.queries.books import Books
from calls.queries.figures import Effect, Figures
from wecare.acts.models import Act
from wecare.core import clock
from wecare.core.digests import digest
from wecare.core.models import Event
from wecare.ledger.queries import digest_of_posted

PENDING = (ImportState.CHECKING.value, ImportState.CONFIRMED.value)
PAGE = 50


def imports() -> QuerySet[BudgetImport]:
    """Every import with what its page shows, the last brought first."""
    return BudgetImport.objects.select_related(
        "file", "progress", "started_by", "confirmed_by"
    ).order_by("-pk")


def imports_to_carry_on() -> list[dict[str, int]]:
    """What the sweep asks for: imports that nobody is working on."""
    free = Q(progress__claimed_until__isnull=True) | Q(progress__claimed_until__lt=clock.now())
    waiting = BudgetImport.objects.filter(free, state__in=PENDING).order_by("asked_at", "pk")
    return [{"import_id": pk} for pk in waiting.values_list("pk", flat=True)]


def oldest_import_to_carry_on() -> datetime | None:
    """Since when the oldest import waits."""
    waiting = BudgetImport.objects.filter(state__in=PENDING).order_by("asked_at")
    return waiting.values_list("asked_at", flat=True).first()


def remarks_of(
    job: BudgetImport, kind: RemarkKind, *, after: tuple[int, int] = (0, 0), limit: int = PAGE
) -> list[ImportRemark]:
    """A page of what the trial says of the rows; one more than `limit` if there are others.

    `after` is the row and the key of the last remark that was shown.
    """
    row, key = after
    beyond = Q(row__gt=row) | Q(row=row, pk__gt=key)
    found = job.remarks.filter(beyond, kind=kind.value).order_by("row", "pk")
    return list(found[: limit + 1])


def stored(effects: Iterable[Effect]) -> list[dict[str, Any]]:
    """The figures before and after as JSON."""
    return [
        {
            "place": str(each.place),
            "before": _amounts(each.before),
            "after": _amounts(each.after),
        }
        for each in effects
    ]


def effects_of(job: BudgetImport) -> list[Effect]:
    """The figures before and after that the last trial found."""
    return [
        Effect(read(each["place"]), _figures(each["before"]), _figures(each["after"]))
        for each in job.effects
    ]


def moved_since_trial(job: BudgetImport, books: Books | None = None) -> list[Effect]:
    """The places whose figures are not those of the trial any more, with the ones of now."""
    books = books or Books()
    return [
        Effect(each.place, books.at(each.place), each.after)
        for each in effects_of(job)
        if books.at(each.place) != each.before
    ]


def acts_told(acts: Iterable[Act]) -> str:
    """The digest by which the audit trail tells of acts recorded together."""
    rows = sorted((act.key, act.adopted_on, act.subject, act.link) for act in acts)
    return digest([list(row) for row in rows])


def problems() -> list[str]:
    """What does not hold of the files that were recorded, for `manage.py verify`."""
    return [
        problem
        for job in imports().filter(state=ImportState.RECORDED.value).iterator(chunk_size=100)
        for problem in _problems_of(job)
    ]


def _problems_of(job: BudgetImport) -> Iterator[str]:
    told = Event.objects.about(job).filter(name="budget.imported").first()
    if told is None:
        yield f"budget import {job.pk}: recorded, and the audit trail does not tell"
        return
    facts = told.facts
    brought = job.movements.order_by("pk").values("movement_key")
    if digest_of_posted(brought) != (facts["movements"], facts["movements_digest"]):
        yield f"budget import {job.pk}: its movements are not those of the audit trail"
    acts = Act.objects.filter(
        created_at=job.recorded_at or job.started_at, created_by=job.confirmed_by_id, external=True
    )
    if acts_told(acts.order_by("pk")) != facts["acts_digest"]:
        yield f"budget import {job.pk}: its acts are not those of the audit trail"
    if facts["file"] != job.file_id or facts["movements"] != job.new_rows:
        yield f"budget import {job.pk}: the audit trail tells of another file"


def _amounts(figures: Figures) -> list[str]:
    stages = (figures.available, figures.reserved, figures.committed, figures.paid)
    return [str(amount) for amount in stages]


def _figures(amounts: list[str]) -> Figures:
    return Figures(*(Decimal(each) for each in amounts))
