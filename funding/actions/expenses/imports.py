"""A file of expenses brought to a draft report: a worker records it whole, or says what is wrong.

The worker holds the file's row while it works, so a second one finds nothing to do; when it dies the
database takes back what it wrote and the sweep asks again. How far it is it writes through another
connection, which shows while its transaction runs.
"""

from collections.abc import Sequence

import structlog
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from calls.engine.cost_groups import cost_name
from funding.actions.expenses.documents import opened
from funding.actions.expenses.rows import Read, Row, documents_in
from funding.engine.expenses import documented
from funding.enums import ExpenseImportState
from funding.models import (
    ExpenseDocument,
    ExpenseImport,
    ExpenseLine,
    ExpenseProgress,
    ExpenseReport,
)
from funding.policies.expenses import ExpenseRefused
from funding.queries.expenses.people import Approved, approved_of, award_of, written_by
from wecare.accounts.models import Person
from wecare.core import clock, events, scanning, store
from wecare.core.aside import Aside
from wecare.core.dispatch import after_commit
from wecare.core.documents import LANGUAGE
from wecare.core.errors import DomainError
from wecare.core.sheets import MEDIA_TYPES
from wecare.notices.actions import letters

TASK = "funding.read_expenses"
MAX_ATTEMPTS = 5
BATCH = 1000
_log = structlog.get_logger()


@transaction.atomic
def start(
    *, report: ExpenseReport, filename: str, content: bytes, rows: int, actor: Person
) -> ExpenseImport:
    """Keep a file whose `rows` could be read, and have it recorded by a worker.

    :raises FileInfected: if the scanner has found something in the same bytes.
    :raises ExpenseRefused: if the report was sent, or the person writes for nobody in it.
    """
    report = opened(report)
    award = award_of(report)
    mine = written_by(actor, award)
    names = approved_of(award).names
    members = sorted(names if mine is None else mine & names.keys())
    if not members:
        raise ExpenseRefused(_("Non scrivi le spese di nessun ente di questo progetto."))
    stored = store.put(content, media_type=MEDIA_TYPES[filename.rpartition(".")[2].lower()])
    scanning.ask(stored, task=scanning.TASK)
    job = ExpenseImport.objects.create(
        report=report,
        file=stored,
        filename=filename,
        members=members,
        rows=rows,
        state=ExpenseImportState.WAITING.value,
        started_by=actor,
        started_at=clock.now(),
    )
    ExpenseProgress.objects.create(of=job)
    events.record(
        "expense_import.started",
        subject=job,
        actor=actor,
        file=stored.digest,
        filename=filename,
        rows=rows,
    )
    after_commit(TASK, import_id=job.pk)
    return job


def carry_on(*, job: ExpenseImport, read: Read) -> ExpenseImport:
    """Record the file, unless that is done or another worker is at it; tells how it stands."""
    if not _claim(job.pk):
        return ExpenseImport.objects.get(pk=job.pk)
    try:
        with translation.override(LANGUAGE):
            approved = approved_of(award_of(job.report))
            members = {code: approved.names.get(code, code) for code in job.members}
            rows = read(
                store.read(job.file),
                filename=job.filename,
                members=members,
                categories=names_of_categories(approved),
            )
            with _Aside(job.pk) as aside:
                _record(job, rows, aside)
    except DomainError as refusal:
        _settle(job.pk, ExpenseImportState.REFUSED, [(0, "", str(refusal))])
    except Exception:
        _log.exception("Unable to record expenses", expense_import=job.pk)
        raise
    return ExpenseImport.objects.get(pk=job.pk)


def names_of_categories(approved: Approved) -> dict[str, str]:
    """Code and whole name of each category that documents prove → its code."""
    codes = set(documented(approved.rules))
    kept = [each for each in approved.rules.cost_categories if each.code in codes]
    titles = [each.title for each in kept]
    found = {each.code: each.code for each in kept}
    for each in kept:
        found.setdefault(cost_name(each, approved.rules), each.code)
        if titles.count(each.title) == 1:
            found.setdefault(each.title, each.code)
    return found


@transaction.atomic
def _claim(pk: int) -> bool:
    held = ExpenseImport.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    job = held.filter(pk=pk, state=ExpenseImportState.WAITING.value).first()
    if job is None:
        return False
    job.attempts += 1
    job.save(update_fields=["attempts"])
    if job.attempts > MAX_ATTEMPTS:
        sentence = _("Non siamo riusciti a leggerlo. Caricalo di nuovo o dividilo in più file.")
        _finish(job, ExpenseImportState.FAILED, [(0, "", sentence)])
        return False
    return True


@transaction.atomic
def _record(job: ExpenseImport, rows: Sequence[Row], aside: "_Aside") -> None:
    """All the lines of the file, or none; the audit chain last."""
    report = opened(job.report)
    held = ExpenseImport.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    standing = held.filter(pk=job.pk, state=ExpenseImportState.WAITING.value).first()
    if standing is None:
        return
    groups, problems = documents_in(report, rows, aside.tell)
    if problems:
        _finish(standing, ExpenseImportState.REFUSED, problems)
        return
    documents = ExpenseDocument.objects.bulk_create(
        (
            ExpenseDocument(
                report=report,
                submission_id=report.submission_id,
                added_by=job.started_by,
                added_at=standing.started_at,
                **said.fields,
            )
            for said, _rows in groups
        ),
        batch_size=BATCH,
    )
    lines = [
        ExpenseLine(
            report=report,
            document=document,
            member=said.member,
            category=row.category,
            description=row.description,
            amount=row.amount,
        )
        for document, (said, taken) in zip(documents, groups, strict=True)
        for row in taken
    ]
    for at in range(0, len(lines), BATCH):
        ExpenseLine.objects.bulk_create(lines[at : at + BATCH])
        aside.tell(at + len(lines[at : at + BATCH]))
    _finish(standing, ExpenseImportState.RECORDED, [])


@transaction.atomic
def _settle(pk: int, state: ExpenseImportState, problems: Sequence[tuple[int, str, str]]) -> None:
    held = ExpenseImport.objects.select_for_update(of=("self",), no_key=True)
    job = held.filter(pk=pk, state=ExpenseImportState.WAITING.value).first()
    if job is not None:
        _finish(job, state, problems)


def _finish(
    job: ExpenseImport, state: ExpenseImportState, problems: Sequence[tuple[int, str, str]]
) -> None:
    job.state, job.problems = state.value, [list(each) for each in problems]
    job.finished_at = clock.now()
    job.save(update_fields=["state", "problems", "finished_at"])
    letters.write(
        key=f"expense-import/{job.pk}",
        person=job.started_by,
        template="funding/expenses_read",
        context={
            "protocol": job.report.submission.protocol,
            "award": job.report.award_id,
            "number": job.report.number,
            "filename": job.filename,
            "job": job.pk,
            "rows": job.rows,
            "problems": len({row for row, _column, _text in job.problems}),
            "is_recorded": state is ExpenseImportState.RECORDED,
        },
    )
    events.record(
        "expense_import.finished",
        subject=job,
        state=state,
        rows=job.rows,
        problems=len(problems),
    )


class _Aside(Aside):
    """Tells how many rows are done."""

    def __init__(self, pk: int) -> None:
        super().__init__()
        self._pk = pk

    def tell(self, done: int) -> None:
        """Say how many rows are done."""
        self.say("UPDATE funding_expenseprogress SET done = %s WHERE of_id = %s", [done, self._pk])
