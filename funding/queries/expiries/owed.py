"""Money that is to come back by a day: what is claimed, and the instalments of loans."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.queries.aid.loans import owed_by
from funding.queries.exits.recoveries import missing, open_recoveries
from funding.queries.expiries.due import MOST, Due, end_of
from wecare.core.money import format_amount


def recoveries(until: datetime) -> Iterator[Due]:
    """The parts of open claims that did not come: by their instalments, or whole by their day."""
    last = localdate(until)
    for claim in open_recoveries():
        for number, day, capital in missing(claim):
            if day > last:
                continue
            yield Due(
                key=f"recupero-{claim.pk}-{number}",
                at=end_of(day),
                what=_("Da restituire %(amount)s") % {"amount": format_amount(capital)},
                submission=claim.award.submission_id,
                url=reverse("funding:recovery", args=[claim.award_id, claim.pk]),
                waits_for=_("il beneficiario"),
            )


def instalments(until: datetime) -> Iterator[Due]:
    """Instalments of loans that are not paid whole."""
    rows = (
        owed_by(localdate(until))
        .annotate(left=F("capital") + F("interest") - F("paid"))
        .values_list(
            "pk",
            "due_on",
            "number",
            "left",
            "plan__disbursement__number",
            "plan__disbursement__award",
            "plan__disbursement__award__submission",
        )
    )
    for pk, due_on, number, left, disbursement, award, submission in rows[:MOST]:
        yield Due(
            key=f"rata-{pk}",
            at=end_of(due_on),
            what=_("Rata %(number)d del prestito: %(amount)s")
            % {"number": number, "amount": format_amount(left)},
            submission=submission,
            url=reverse("funding:award", args=[award]) + f"#piano-{disbursement}",
            waits_for=_("il beneficiario"),
        )
