"""What is recorded of the publication of an act outside the portal."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from wecare.accounts.models import Person
from wecare.acts.actions.holding import held
from wecare.acts.actions.wording import line_of
from wecare.acts.enums import PublicationPlace
from wecare.acts.models import Act, PublicationRecord
from wecare.acts.policies import check_link
from wecare.acts.policies.publication import check_can_be_recorded, check_correction, check_number
from wecare.acts.queries.publication import latest_of
from wecare.core import clock, events

NUMBER_MAX = 40
REASON_MAX = 500


@transaction.atomic
def record(
    *,
    act: Act,
    place: PublicationPlace | str,
    published_on: date,
    by: Person,
    number: str = "",
    link: str = "",
    reason: str = "",
) -> PublicationRecord:
    """Record where and when a published act was published; the same said again adds nothing.

    `number` is the bulletin's. What was recorded before for the place is corrected, never removed,
    and `reason` says why.

    :raises ActRefused: if the act is not published here, the day cannot be, the bulletin has no
        number, the link is not an address, or a correction gives no reason.
    """
    act, place = held(act), PublicationPlace(place)
    number = line_of(number, label=_("Numero"), limit=NUMBER_MAX) if number.strip() else ""
    reason = line_of(reason, label=_("Motivo"), limit=REASON_MAX) if reason.strip() else ""
    check_link(link)
    at = clock.now()
    check_can_be_recorded(act, published_on, today=localdate(at))
    check_number(place, number)
    last = latest_of(act).get(place)
    if last is not None and (last.number, last.published_on, last.link) == (
        number,
        published_on,
        link,
    ):
        return last
    check_correction(last, reason)
    kept = PublicationRecord.objects.create(
        act=act,
        place=place.value,
        number=number,
        published_on=published_on,
        link=link,
        reason=reason if last is not None else "",
        corrects=last,
        recorded_at=at,
        recorded_by=by,
    )
    events.record(
        "act.publication_recorded",
        subject=act,
        actor=by,
        place=place.value,
        number=number,
        published_on=published_on,
        corrects=last.pk if last is not None else 0,
    )
    return kept
