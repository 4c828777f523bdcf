"""What a person does with a file of movements: bring it, confirm its trial, have it tried again."""

from django.db import transaction

from calls.actions.imports.work import TASK
from calls.engine.lifecycle import IMPORT
from calls.enums import ImportState
from calls.models import BudgetImport, ImportProgress
from calls.policies.imports import check_can_confirm, check_can_try_again
from wecare.accounts.models import Person
from wecare.core import clock, events, scanning, store
from wecare.core.dispatch import after_commit
from wecare.core.sheets import MEDIA_TYPES


@transaction.atomic
def start(
    *, filename: str, content: bytes, rows: int, language: str, actor: Person
) -> BudgetImport:
    """Keep the file, whose `rows` could be read, and have it tried and looked at by the scanner.

    :raises FileInfected: if the scanner has found something in the same bytes.
    """
    stored = store.put(content, media_type=MEDIA_TYPES[filename.rpartition(".")[2].lower()])
    scanning.ask(stored, task=scanning.TASK)
    at = clock.now()
    job = BudgetImport.objects.create(
        file=stored,
        filename=filename,
        language=language,
        rows=rows,
        started_at=at,
        started_by=actor,
        asked_at=at,
    )
    ImportProgress.objects.create(of=job)
    events.record(
        "budget_import.started",
        subject=job,
        actor=actor,
        file=stored.digest,
        filename=filename,
        rows=rows,
    )
    after_commit(TASK, import_id=job.pk)
    return job


@transaction.atomic
def confirm(*, job: BudgetImport, file: str, seen: str, actor: Person) -> BudgetImport:
    """Have the file recorded as it was tried; pressing twice confirms once.

    `file` is the digest of the file and `seen` the mark of the figures that were read.

    :raises ImportRefused: if the trial is not the one that was read, has rows that are wrong or none
        to record, or the figures moved since.
    """
    job = _locked(job)
    done = {ImportState.CONFIRMED.value, ImportState.RECORDED.value}
    if job.state in done and (file, seen) == (job.file_id, job.seen):
        return job
    check_can_confirm(job, file=file, seen=seen)
    _ask(job, step="confirm")
    job.confirmed_at, job.confirmed_by = job.asked_at, actor
    job.save(
        update_fields=["state", "asked_at", "attempts", "error", "confirmed_at", "confirmed_by"]
    )
    events.record("budget_import.confirmed", subject=job, actor=actor, file=file, seen=seen)
    after_commit(TASK, import_id=job.pk)
    return job


@transaction.atomic
def check_again(*, job: BudgetImport, actor: Person) -> BudgetImport:
    """Have the file tried on the figures as they are now; what was confirmed of it is taken back.

    :raises ImportRefused: if it is recorded, or a worker is at it.
    """
    job = _locked(job)
    check_can_try_again(job)
    _ask(job, step="check_again")
    job.turn += 1
    job.confirmed_at = job.confirmed_by = None
    job.save(
        update_fields=[
            "state",
            "asked_at",
            "attempts",
            "error",
            "turn",
            "confirmed_at",
            "confirmed_by",
        ]
    )
    events.record("budget_import.tried_again", subject=job, actor=actor, turn=job.turn)
    after_commit(TASK, import_id=job.pk)
    return job


def _ask(job: BudgetImport, *, step: str) -> None:
    """From now it waits for a worker, as if for the first time."""
    job.state = IMPORT.follow(step, ImportState(job.state)).value
    job.asked_at = clock.now()
    job.attempts, job.error = 0, ""
    ImportProgress.objects.filter(of=job).update(stage="", done=0, claimed_until=None)


def _locked(job: BudgetImport) -> BudgetImport:
    return BudgetImport.objects.select_for_update(of=("self",), no_key=True).get(pk=job.pk)
