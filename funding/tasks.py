"""Background work on granted money: each task fetches and calls one action."""

from celery import shared_task

from funding.actions import dossiers
from funding.actions.aid import reminders as loan_reminders
from funding.actions.conditions import adhesion
from funding.actions.expenses import imports as expense_imports
from funding.enums import InstalmentStep
from funding.models import Award, ExpenseImport, LoanInstalment
from funding.resources.expenses import rows_in
from wecare.notices.enums import ReminderStep


@shared_task(name="funding.remind_acceptance")
def remind_acceptance(*, award_id: int, step: str, **_later: object) -> None:
    """Remind of the term to accept, if it is still due and was not written."""
    adhesion.remind(award=Award.objects.get(pk=award_id), step=ReminderStep(step))


@shared_task(name="funding.remind_instalment")
def remind_instalment(*, instalment_id: int, step: str, **_later: object) -> None:
    """Write about an instalment of a loan, if it is still owed and was not written."""
    found = LoanInstalment.objects.select_related("plan__disbursement").get(pk=instalment_id)
    loan_reminders.remind(instalment=found, step=InstalmentStep(step))


@shared_task(name="funding.read_expenses")
def read_expenses(*, import_id: int, **_later: object) -> None:
    """Record a file of expenses, unless it is done; the sweep asks again."""
    job = ExpenseImport.objects.select_related("report", "file", "started_by").get(pk=import_id)
    expense_imports.carry_on(job=job, read=rows_in)


@shared_task(name="funding.write_dossier")
def write_dossier(*, dossier_id: int, **_later: object) -> None:
    """Write the archive of a dossier, unless it is there; the sweep asks again."""
    dossiers.write(dossier_id=dossier_id)


@shared_task(name="funding.expire_dossiers")
def expire_dossiers(**_later: object) -> None:
    """Take away the dossiers whose days are over."""
    dossiers.expire()
