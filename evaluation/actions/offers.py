"""The answer to an offer in part: accepted, accepted with a smaller project, or refused."""

from django.db import transaction

from applicants.models import Application
from evaluation.actions.departures import record
from evaluation.actions.locks import lock_call
from evaluation.enums import DepartureKind, OfferReply
from evaluation.labels.publication import DEPARTURES
from evaluation.models import OfferAnswer
from evaluation.policies.departures import (
    Reply,
    check_may_decide,
    check_offer_is_open,
    check_reply,
)
from evaluation.queries.scrolling import offer_until, row_of
from wecare.accounts.models import Person
from wecare.core import clock, events


@transaction.atomic
def answer(*, application: Application, reply: Reply, by: Person) -> OfferAnswer:
    """Answer the offer in part of the last definitive list, once; who refuses leaves the list.

    :raises DepartureRefused: if the person does not decide for the organisation.
    :raises OfferRefused: if there is no open offer, its days are over, or the reply leaves its bounds.
    """
    check_may_decide(application, by)
    lock_call(application.call)
    row = row_of(application)
    until = offer_until(row) if row else None
    check_offer_is_open(row, until=until, at=clock.now())
    assert row is not None  # noqa: S101 -- checked just now, for the type checker
    kept = check_reply(row, reply)
    answered = OfferAnswer.objects.create(
        ranked_list=row.ranked_list,
        submission=row.submission,
        reply=kept.kind.value,
        amount=kept.amount,
        project_value=kept.project_value,
        note=kept.note,
        answered_by=by,
        answered_at=clock.now(),
    )
    if kept.kind is OfferReply.REFUSED:
        reason = kept.note or str(DEPARTURES[DepartureKind.REFUSED_OFFER])
        record(row, DepartureKind.REFUSED_OFFER, reason=reason, act=None, by=by)
    events.record(
        "offer.answered",
        subject=answered,
        actor=by,
        protocol=row.protocol,
        reply=kept.kind,
        amount=kept.amount,
    )
    return answered
