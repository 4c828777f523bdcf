"""The days by which instalments of loans are due: in the calendar, and what is to be written about them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.enums import InstalmentStep
from funding.models import InstalmentReminder, LoanInstalment
from funding.queries.aid.loans import owed_by
from funding.queries.decrees import awards_of_person
from funding.queries.expiries.due import end_of
from wecare.core import clock
from wecare.core.components.formats import instant_due
from wecare.core.money import format_amount
from wecare.notices.engine.reminders import FARTHEST, step_due
from wecare.notices.engine.terms import Term
from wecare.notices.enums import ReminderStep

MOST = 100  # instalments of which the terms are told
AHEAD = timedelta(days=90)  # how far a calendar looks
_STEPS = {
    ReminderStep.WEEK: InstalmentStep.WEEK,
    ReminderStep.DAYS: InstalmentStep.DAYS,
    ReminderStep.HOURS: InstalmentStep.DAYS,  # a transfer takes longer than hours
}


def terms_of(person: Any) -> Iterator[Term]:
    """The instalments that the person's organisations are to pay in the next days."""
    now = clock.now()
    today = localdate(now)
    mine = awards_of_person(person.pk).order_by().values("pk")
    rows = (
        owed_by(localdate(now + AHEAD))
        .filter(due_on__gte=today, plan__disbursement__award__in=mine)
        .select_related(
            "plan__disbursement__award__submission", "plan__disbursement__award__organisation"
        )
        .defer("plan__disbursement__award__submission__content")
    )
    for each in rows[:MOST]:
        disbursement = each.plan.disbursement
        yield Term(
            uid=f"rata-{each.pk}",
            at=end_of(each.due_on),
            title=_("Rata %(number)d del prestito prot. %(protocol)s: %(amount)s")
            % {
                "number": each.number,
                "protocol": disbursement.award.submission.protocol,
                "amount": format_amount(each.capital + each.interest - each.paid),  # type: ignore[attr-defined]  # annotated
            },
            text=_("%(name)s. Scade %(until)s (ora italiana).")
            % {
                "name": disbursement.award.organisation.name,
                "until": instant_due(end_of(each.due_on)),
            },
            path=reverse("funding:own_award", args=[disbursement.award_id])
            + f"#piano-{disbursement.number}",
        )


def to_write() -> Iterator[dict[str, Any]]:
    """What the sweep asks for: instalments about to fall due or late, each with its step."""
    at = clock.now()
    told = InstalmentReminder.objects.filter(
        instalment=OuterRef("pk"), step=InstalmentStep.LATE.value
    )
    rows = owed_by(localdate(at + FARTHEST)).filter(~Exists(told))
    for each in rows.prefetch_related("reminders"):
        step = step_now(each, at)
        if step is not None:
            yield {"instalment_id": each.pk, "step": step.value}


def step_now(instalment: LoanInstalment, at: datetime) -> InstalmentStep | None:
    """What is to be written now about an instalment that is not paid whole, and was not."""
    deadline = end_of(instalment.due_on)
    if localdate(at) > instalment.due_on:
        step: InstalmentStep | None = InstalmentStep.LATE
    else:
        near = step_due(deadline, at)
        step = None if near is None else _STEPS[near]
    written = {each.step for each in instalment.reminders.all()}
    return None if step is None or step.value in written else step


def still_owed(instalment: LoanInstalment) -> LoanInstalment | None:
    """The instalment with what was paid of it, if it is in force and not paid whole."""
    return owed_by(instalment.due_on).filter(pk=instalment.pk).first()
