"""The letters that say how a file of movements went: people need not wait at the page."""

from calls.enums import ImportState
from calls.models import BudgetImport
from wecare.notices.actions import letters

TEMPLATES = {
    ImportState.CHECKED: "calls/import_checked",
    ImportState.RECORDED: "calls/import_recorded",
    ImportState.REFUSED: "calls/import_stopped",
    ImportState.FAILED: "calls/import_stopped",
}


def tell(job: BudgetImport) -> None:
    """Write to who asked for what was just done; once for each turn and state."""
    state = ImportState(job.state)
    letters.write(
        key=f"budget-import/{job.pk}/{job.turn}/{state.value}",
        person=job.confirmed_by or job.started_by,
        template=TEMPLATES[state],
        context={
            "number": job.pk,
            "filename": job.filename,
            "new_rows": job.new_rows,
            "known_rows": job.known_rows,
            "wrong_rows": job.wrong_rows,
            "problem": job.error,
            "is_refused": state is ImportState.REFUSED,
        },
    )
