"""What a worker does with a file of movements: try it, or record it whole.

The worker claims the import with a lease that it renews while it works, beside its transaction. When
it dies the database takes back what it wrote, the lease ends and the sweep asks again; after the last
attempt the import has failed, with the reason, until a person has it tried again.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

import structlog
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from calls.actions.imports.aside import LEASE, Aside
from calls.actions.imports.plan import Plan, Planned
from calls.actions.imports.rows import Row
from calls.actions.imports.telling import tell
from calls.actions.postings import order_of, record_of
from calls.engine.lifecycle import IMPORT
from calls.enums import ImportStage, ImportState, RemarkKind
from calls.models import BudgetImport, BudgetMovement, ImportProgress, ImportRemark
from calls.policies.budgets import BudgetRefused
from calls.policies.imports import ImportRefused, check_as_tried
from calls.queries.books import hold_lines
from calls.queries.imports import PENDING, acts_told, imports, stored
from wecare.acts.actions.external import check_agrees, record_all
from wecare.acts.models import Act
from wecare.acts.policies import ActRefused
from wecare.core import clock, events, store
from wecare.core.money import total
from wecare.ledger.actions import BATCH, InsufficientFunds, PostingRefused, post_all

TASK = "calls.carry_on_import"
MAX_ATTEMPTS = 5
_ERROR_LENGTH = 2000
_REFUSALS = (ActRefused, BudgetRefused, ImportRefused, InsufficientFunds, PostingRefused)
_log = structlog.get_logger()


class Read(Protocol):
    """Reads the rows of a file; it stands in a ring above."""

    def __call__(self, content: bytes, *, filename: str) -> Sequence[Row]: ...


def carry_on(*, job: BudgetImport, read: Read) -> BudgetImport:
    """Try or record the file, unless that is done or another worker is at it; tells how it stands."""
    claimed = _claim(job.pk)
    if claimed is None:
        return imports().get(pk=job.pk)
    try:
        with translation.override(claimed.language), Aside(claimed.pk) as aside:
            aside.begin(ImportStage.READING)
            rows = read(store.read(claimed.file), filename=claimed.filename)
            work = _try if claimed.state == ImportState.CHECKING.value else _record
            work(claimed, rows, aside)
    except _REFUSALS as refusal:
        _settle_refusal(claimed.pk, str(refusal))
    except Exception as problem:  # noqa: BLE001 -- whatever breaks an import is an attempt with a reason
        _log.exception("Unable to carry on import", budget_import=claimed.pk)
        _settle_failure(claimed.pk, str(problem) or type(problem).__name__)
    return imports().get(pk=job.pk)


@transaction.atomic
def _claim(pk: int) -> BudgetImport | None:
    """Begin an attempt; whoever records holds the row, and then there is nothing to begin."""
    free = BudgetImport.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    job = free.filter(pk=pk, state__in=PENDING).first()
    if job is None:
        return None
    progress = ImportProgress.objects.get(pk=pk)
    now = clock.now()
    if progress.claimed_until is not None and progress.claimed_until > now:
        return None
    if job.attempts >= MAX_ATTEMPTS:
        _give_up(job)
        return None
    job.attempts += 1
    job.error = _("Il lavoro è iniziato e non è arrivato in fondo.")  # if nobody says more
    job.save(update_fields=["attempts", "error"])
    progress.claimed_until = now + LEASE
    progress.save(update_fields=["claimed_until"])
    return imports().get(pk=pk)


def _try(job: BudgetImport, rows: Sequence[Row], aside: Aside) -> None:
    aside.begin(ImportStage.CHECKING)
    plan = Plan(rows, by=job.started_by, at=clock.now(), on_row=aside.tell)
    _settle_trial(job.pk, plan)


@transaction.atomic
def _settle_trial(pk: int, plan: Plan) -> None:
    job = _locked(pk)
    if job.state != ImportState.CHECKING.value:
        return
    job.state = IMPORT.follow("check", ImportState.CHECKING).value
    job.new_rows, job.effects, job.seen = len(plan.planned), stored(plan.effects), plan.seen
    job.known_rows = plan.count(RemarkKind.KNOWN)
    job.wrong_rows = plan.count(RemarkKind.WRONG)
    job.checked_at, job.error = clock.now(), ""
    job.save()
    job.remarks.all().delete()
    ImportRemark.objects.bulk_create(
        (
            ImportRemark(
                of=job, kind=each.kind.value, row=each.row, column=each.column, text=each.text
            )
            for each in plan.remarks
        ),
        batch_size=BATCH,
    )
    _release(pk)
    tell(job)
    events.record(
        "budget_import.tried",
        subject=job,
        turn=job.turn,
        new=job.new_rows,
        known=job.known_rows,
        wrong=job.wrong_rows,
        seen=job.seen,
    )


@transaction.atomic
def _record(job: BudgetImport, rows: Sequence[Row], aside: Aside) -> None:
    """All the movements of the file and their acts, in one transaction.

    The lines come first, as for whoever moves their money; the audit chain last, when everything is
    written and checked, for every send of an application needs it.

    :raises ImportRefused: if what would be recorded is not what was tried and confirmed.
    """
    aside.begin(ImportStage.CHECKING)
    hold_lines({place for row in rows if row.change is not None for place in row.change.places})
    job = _locked(job.pk)
    if job.state != ImportState.CONFIRMED.value:
        return
    at = clock.now()
    plan = Plan(rows, by=job.confirmed_by, at=at, on_row=aside.tell)
    check_as_tried(job, seen=plan.seen)
    acts = _recorded_acts(plan)
    orders = [
        order_of(each.change, act=acts[each.act.key], reason=each.reason) for each in plan.planned
    ]
    aside.begin(ImportStage.WRITING)
    _write_records(job, plan, acts, at=at)
    facts = _facts(job, plan, acts)  # before the chain: they take longer than what follows it
    posted = post_all(orders, actor=job.confirmed_by, on_batch=aside.tell)
    events.record(
        "budget.imported",
        subject=job,
        actor=job.confirmed_by,
        movements=posted.count,
        movements_digest=posted.digest,
        **facts,
    )
    tell(job)


def _recorded_acts(plan: Plan) -> dict[str, Act]:
    """The acts of the plan by key, each recorded.

    :raises ActRefused: if somebody recorded one meanwhile, otherwise.
    """
    saved = record_all(plan.new_acts)
    for each in plan.planned:
        if not each.act.pk:
            check_agrees(saved[each.act.key], each.said)
    return {each.act.key: saved.get(each.act.key, each.act) for each in plan.planned}


def _write_records(job: BudgetImport, plan: Plan, acts: dict[str, Act], *, at: datetime) -> None:
    records = [
        record_of(
            each.change,
            books=plan.books,
            act=acts[each.act.key],
            reason=each.reason,
            brought_by=job,
        )
        for each in plan.planned
    ]
    BudgetMovement.objects.bulk_create(records, batch_size=BATCH)
    job.state = IMPORT.follow("record", ImportState(job.state)).value
    job.recorded_at, job.error = at, ""
    job.save(update_fields=["state", "recorded_at", "error"])


def _facts(job: BudgetImport, plan: Plan, acts: dict[str, Act]) -> dict[str, Any]:
    return {
        "file": job.file_id,
        "rows": job.rows,
        "known": job.known_rows,
        "acts": len(plan.new_acts),
        "acts_digest": acts_told(acts[each.key] for each in plan.new_acts),
        "amounts": _amounts(plan.planned),
    }


def _amounts(planned: Sequence[Planned]) -> dict[str, str]:
    """How much each kind of movement comes to."""
    kinds = sorted({each.change.kind for each in planned})
    return {
        kind.value: str(total(each.change.amount for each in planned if each.change.kind is kind))
        for kind in kinds
    }


@transaction.atomic
def _settle_refusal(pk: int, sentence: str) -> None:
    job = _locked(pk)
    if job.state != ImportState.CONFIRMED.value:
        return
    job.state = IMPORT.follow("refuse", ImportState.CONFIRMED).value
    job.error = sentence
    job.save(update_fields=["state", "error"])
    _release(pk)
    tell(job)
    events.record("budget_import.refused", subject=job, reason=sentence)


@transaction.atomic
def _settle_failure(pk: int, problem: str) -> None:
    job = _locked(pk)
    if job.state not in PENDING:
        return
    job.error = problem.replace("\x00", "")[:_ERROR_LENGTH]
    job.save(update_fields=["error"])
    _release(pk)
    if job.attempts >= MAX_ATTEMPTS:
        _give_up(job)


def _give_up(job: BudgetImport) -> None:
    job.state = IMPORT.follow("give_up", ImportState(job.state)).value
    job.save(update_fields=["state"])
    tell(job)
    events.record("budget_import.failed", subject=job, attempts=job.attempts, reason=job.error)


def _release(pk: int) -> None:
    ImportProgress.objects.filter(pk=pk).update(claimed_until=None)


def _locked(pk: int) -> BudgetImport:
    return BudgetImport.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
