"""Who had money in a definitive list leaves it: by renunciation, by act, or by not answering.

Nothing else moves with it: the list is marked as to be scrolled, and a person draws the next version
up. The call is held, so a version that is being published or scrolled comes before or after.
"""

from datetime import date
from functools import partial
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Application, Submission
from evaluation.actions.locks import lock_call
from evaluation.documents import departure_context
from evaluation.enums import DepartureKind
from evaluation.models import Departure, RankedRow
from evaluation.policies.departures import (
    DepartureRefused,
    check_can_leave,
    check_may_decide,
    check_offer_lapsed,
)
from evaluation.queries.addressees import readers
from evaluation.queries.scrolling import offer_until, row_of
from wecare.accounts.models import Person
from wecare.acts.actions.acts import record_external
from wecare.acts.models import Act
from wecare.core import clock, events
from wecare.notices.actions import letters

LETTER = "evaluation/departure_recorded"


class Ground(TypedDict):
    """An act adopted elsewhere, as it is typed."""

    kind: str
    number_text: str
    adopted_on: date
    subject: str


@transaction.atomic
def renounce(*, application: Application, reason: str, by: Person) -> Departure:
    """Give up, for the organisation, what the last definitive list granted; it is not taken back.

    :raises DepartureRefused: if there is nothing to give up, or the person does not decide for it.
    """
    check_may_decide(application, by)
    row = _held(application)
    written = check_can_leave(row, reason=reason)
    assert row is not None  # noqa: S101 -- checked just now, for the type checker
    return record(row, DepartureKind.RENOUNCED, reason=written, act=None, by=by)


@transaction.atomic
def revoke(
    *, submission: Submission, kind: DepartureKind, reason: str, ground: Ground, by: Person
) -> Departure:
    """Take the contribution away by act: a revocation, or an offer that nobody answered in its days.

    :raises ActRefused: if the act is already recorded with another date.
    :raises DepartureRefused: if there is nothing to take away, or the offer may still be answered.
    """
    row = _held(submission.application)
    written = check_can_leave(row, reason=reason)
    assert row is not None  # noqa: S101 -- checked just now, for the type checker
    if kind not in {DepartureKind.REVOKED, DepartureKind.LAPSED_OFFER}:
        raise DepartureRefused(_("Rinuncia e rifiuto li decide l'ente, non l'ufficio."))
    if kind is DepartureKind.LAPSED_OFFER:
        check_offer_lapsed(row, until=offer_until(row), at=clock.now())
    act = record_external(by=by, **ground)
    return record(row, kind, reason=written, act=act, by=by)


def record(
    row: RankedRow, kind: DepartureKind, *, reason: str, act: Act | None, by: Person
) -> Departure:
    """Write the departure down and tell those who act for the organisation; the call is held."""
    departure = Departure.objects.create(
        submission=row.submission,
        ranked_list=row.ranked_list,
        kind=kind.value,
        reason=reason,
        act=act,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    told = readers(Application.objects.filter(pk=row.submission.application_id))
    for person in told.get(row.submission.application_id, []):
        letters.write(
            key=f"departure/{departure.pk}/{person.pk}",
            person=person,
            template=LETTER,
            context=partial(departure_context, departure, row),
        )
    events.record(
        "ranked_row.left",
        subject=row.ranked_list,
        actor=by,
        protocol=row.protocol,
        kind=kind,
        granted=row.granted,
        act=str(act) if act else None,
    )
    return departure


def _held(application: Application) -> RankedRow | None:
    """The application's row in the last definitive list, once nobody else moves that list."""
    lock_call(application.call)
    return row_of(application)
