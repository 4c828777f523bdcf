"""The letters of the formal check: to everyone who acts for the applicant, and by PEC to its address."""

from datetime import timedelta
from typing import Any

from applicants.enums import Power
from applicants.queries.mandates import people_who
from evaluation.models import FormalRequest, RequestAnswer, TermExtension
from evaluation.queries import formal
from wecare.core.components.formats import instant_due, instant_exact
from wecare.notices.actions import letters
from wecare.notices.enums import Channel

ASKED = {
    "clarification": "evaluation/clarification_asked",
    "rejection": "evaluation/rejection_announced",
}
EXTENDED = "evaluation/request_extended"
CLOSED = "evaluation/request_closed"
ANSWERED = "evaluation/answer_received"
ARRIVED = "evaluation/answer_arrived"


def asked(request: FormalRequest) -> None:
    """What the office asks, or announces, and by when."""
    points = [
        " – ".join(filter(None, (each.label, each.asked))) if each.code else each.asked
        for each in formal.points_of(request)
    ]
    _to_applicant(
        request,
        f"formal-request/{request.pk}",
        ASKED[request.kind],
        {"reason": request.reason, "points": points, "days": request.days},
    )


def extended(extension: TermExtension) -> None:
    """The new term and why."""
    _to_applicant(
        extension.request,
        f"formal-extension/{extension.pk}",
        EXTENDED,
        {
            "before": instant_due(extension.before - timedelta(seconds=1)),
            "reason": extension.reason,
        },
    )


def closed(request: FormalRequest) -> None:
    """The request was taken back, or its term passed without an answer."""
    _to_applicant(
        request,
        f"formal-closing/{request.pk}",
        CLOSED,
        {"reason": request.closing_reason, "state": request.state},
    )


def answered(answer: RequestAnswer) -> None:
    """To the applicant: what was received; to whoever has the check in charge: that it arrived."""
    request = answer.request
    facts = {
        "answer": answer.protocol,
        "at": instant_exact(answer.received_at),
        "by": str(answer.sent_by),
    }
    _to_applicant(request, f"formal-answer/{answer.pk}", ANSWERED, facts, by_pec=False)
    check = formal.of_submission(request.submission)
    officer = check.officer if check is not None and check.officer else request.asked_by
    letters.write(
        key=f"formal-answer/{answer.pk}/officer/{officer.pk}",
        person=officer,
        template=ARRIVED,
        context={**_of(request), **facts, "organisation": request.submission.organisation.name},
    )


def _of(request: FormalRequest) -> dict[str, Any]:
    submission = request.submission
    return {
        "call_code": submission.rules.call_code,
        "call_title": submission.rules.title,
        "title": submission.title,
        "protocol": submission.protocol,
        "number": request.number,
        "kind": request.kind,
        "closes": instant_due(request.due_at),
        "article": request.article,
        "path": f"/area/richieste/{request.public_id}/",
    }


def _to_applicant(
    request: FormalRequest, key: str, template: str, facts: dict[str, Any], *, by_pec: bool = True
) -> None:
    submission = request.submission
    context = {**_of(request), **facts}
    organisation = submission.organisation
    for person in people_who(Power.READS, organisation, application=submission.application):
        letters.write(key=f"{key}/{person.pk}", person=person, template=template, context=context)
    if by_pec and organisation.pec:
        letters.write_to_address(
            key=f"{key}/pec",
            name=organisation.name,
            address=organisation.pec,
            template=template,
            context=context,
            channel=Channel.PEC,
        )
