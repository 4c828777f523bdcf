"""What is written to the beneficiary of a loan: before an instalment falls due, and when it is late."""

from functools import partial

from django.db import transaction

from funding.actions.money import hold
from funding.documents.exit_letters import letter_of
from funding.documents.loan_letters import DUE, LATE, said_of
from funding.documents.offers import beneficiaries
from funding.enums import InstalmentStep
from funding.models import InstalmentReminder, LoanInstalment
from funding.queries.aid import terms as loan_terms
from funding.queries.aid.loans import loan
from wecare.core import clock, events
from wecare.notices.actions import letters


@transaction.atomic
def remind(*, instalment: LoanInstalment, step: InstalmentStep) -> InstalmentReminder | None:
    """Write to who acts for the beneficiary about an instalment; nothing if it is not due to be written."""
    disbursement = instalment.plan.disbursement
    award = hold(disbursement.award_id)
    at = clock.now()
    owed = loan_terms.still_owed(instalment)
    if owed is None or loan_terms.step_now(owed, at) is not step:
        return None
    row = loan(disbursement).row(owed.number)
    if row is None:
        return None
    letter = LATE if step is InstalmentStep.LATE else DUE
    people = beneficiaries([award]).get(award.submission.application_id, [])
    for person in people:
        letters.write(
            key=f"instalment/{instalment.pk}/{step.value}/{person.pk}",
            person=person,
            template=letter.name,
            context=partial(letter_of, award, said_of(row, disbursement)),
        )
    reminder = InstalmentReminder.objects.create(
        instalment=instalment, step=step.value, letters=len(people), written_at=at
    )
    events.record(
        "loan.instalment_late_told" if step is InstalmentStep.LATE else "loan.instalment_reminded",
        subject=disbursement,
        actor=None,
        instalment=instalment.pk,
        step=step.value,
        letters=len(people),
    )
    return reminder
