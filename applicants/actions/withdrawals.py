"""Taking a sent application back before the deadline, and writing it again.

What was sent stays, word for word, with its receipt; it only stops counting. A withdrawal has a
protocol and a receipt of its own. At a desk it gives back what was asked for, and the place in the
order of arrival with it.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.applications import locked
from applicants.actions.protocol import next_protocol
from applicants.documents import withdrawal_context
from applicants.engine.lifecycle import APPLICATION, SUBMISSION
from applicants.enums import ApplicationState, Power, SubmissionState
from applicants.models import Application, Submission, Withdrawal
from applicants.policies.withdrawing import (
    check_can_resume,
    check_can_withdraw,
    check_is_sent,
)
from applicants.queries.mandates import people_who
from applicants.queries.terms import hold_gate_of
from calls.actions import desks
from calls.enums import Procedure
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.models import Event
from wecare.core.printing import request_document
from wecare.notices.actions import letters

TEMPLATE = "applicants/withdrawn"


@transaction.atomic
def withdraw(
    *, application: Application, version: int, actor: Person, reason: str = ""
) -> Withdrawal:
    """Take the sent `version` back; a second press gives the same withdrawal.

    :raises WithdrawalRefused: if it is not the version that counts, or its window has closed.
    """
    application = locked(application)
    done = Withdrawal.objects.filter(
        submission__application=application, submission__version=version
    ).first()
    if done is not None:
        return done
    sent = application.submissions.filter(
        version=version, state=SubmissionState.LIVE.value
    ).select_related("rulebook", "application", "organisation")
    submission = check_is_sent(application, sent.order_by("id").first())
    desk = None
    gate = hold_gate_of(application)
    check_can_withdraw(submission, gate)
    if submission.rules.procedure is Procedure.DESK:
        desk = desks.hold(application.call, submission.lot)
        gate = hold_gate_of(application)  # who waited for the desk asks now
        check_can_withdraw(submission, gate)
    protocol = next_protocol(gate.at)
    withdrawal = Withdrawal.objects.create(
        submission=submission,
        withdrawn_at=gate.at,
        withdrawn_by=actor,
        reason=reason,
        protocol_number=protocol.number,
        protocol_year=protocol.year,
    )
    submission.state = SUBMISSION.follow("withdraw", SubmissionState(submission.state)).value
    submission.save(update_fields=["state"])
    application.state = APPLICATION.follow("withdraw", ApplicationState(application.state)).value
    application.save(update_fields=["state"])
    if desk is not None:
        desks.give_back(desk, submission.requested)
    _give_receipt(withdrawal, event=_record(withdrawal, actor=actor))
    _tell(withdrawal)
    return withdrawal


@transaction.atomic
def resume(*, application: Application, actor: Person) -> Application:
    """Go on writing what was taken back, as it stood when it was sent.

    :raises WritingRefused: if it was not taken back, or the call is closed.
    """
    application = locked(application)
    at = clock.now()
    check_can_resume(application, at=at)
    application.state = APPLICATION.follow("resume", ApplicationState(application.state)).value
    application.saved_at = at
    application.save(update_fields=["state", "saved_at"])
    events.record("application.resumed", subject=application, actor=actor)
    return application


def _record(withdrawal: Withdrawal, *, actor: Person) -> Event:
    """Write it in the audit trail."""
    return events.record(
        "application.withdrawn",
        subject=withdrawal.submission,
        actor=actor,
        protocol=withdrawal.protocol,
        of=withdrawal.submission.protocol,
        withdrawn_at=withdrawal.withdrawn_at,
    )


def _give_receipt(withdrawal: Withdrawal, *, event: Event) -> None:
    withdrawal.receipt = request_document(
        key=f"withdrawal/{withdrawal.pk}",
        kind="withdrawal",
        title=_("Ricevuta del ritiro della domanda prot. %(protocol)s")
        % {"protocol": withdrawal.submission.protocol},
        template="documents/applicants/withdrawal.html",
        context=withdrawal_context(withdrawal, audit_head=event.digest),
        after=event,
    )
    withdrawal.save(update_fields=["receipt"])


def _tell(withdrawal: Withdrawal) -> None:
    """Everybody who acts for the lead reads who took it back: nobody does it behind the others."""
    submission: Submission = withdrawal.submission
    application = submission.application
    for person in people_who(Power.READS, submission.organisation, application=application):
        letters.write(
            key=f"withdrawal/{withdrawal.pk}/{person.pk}",
            person=person,
            template=TEMPLATE,
            context={
                "call_code": submission.rules.call_code,
                "call_title": submission.rules.title,
                "application": str(submission.application.public_id),
                "title": submission.title,
                "sent": submission.protocol,
                "protocol": withdrawal.protocol,
                "at": withdrawal.withdrawn_at.isoformat(),
                "by": str(withdrawal.withdrawn_by),
            },
        )
