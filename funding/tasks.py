"""Background work on awards: each task fetches and calls one action."""

from celery import shared_task

from funding.actions import adhesion
from funding.models import Award
from wecare.notices.enums import ReminderStep


@shared_task(name="funding.remind_acceptance")
def remind_acceptance(*, award_id: int, step: str, **_later: object) -> None:
    """Remind of the term to accept, if it is still due and was not written."""
    adhesion.remind(award=Award.objects.get(pk=award_id), step=ReminderStep(step))
