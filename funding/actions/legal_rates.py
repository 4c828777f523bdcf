"""The rates of legal interest as administrators write them."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from funding.models import LegalRate
from funding.policies import ExitRefused, written
from wecare.accounts.models import Person
from wecare.core import clock, events


@transaction.atomic
def write(*, since: date, percent: Decimal, decree: str, is_sure: bool, by: Person) -> LegalRate:
    """Write the rate that holds from a 1st of January on, over the one there is.

    What was split before stays as it was.

    :raises ExitRefused: if the day is no 1st of January, or no decree is named.
    """
    if (since.day, since.month) != (1, 1):
        raise ExitRefused(
            _("Il saggio cambia il 1° gennaio (art. 1284 c.c.). Hai scritto il %(day)s.")
            % {"day": f"{since:%d/%m/%Y}"}
        )
    named = written(decree, lacking=_("Scrivi il decreto che fissa il saggio."))[:200]
    rate, _is_new = LegalRate.objects.update_or_create(
        since=since,
        defaults={
            "percent": percent,
            "decree": named,
            "is_sure": is_sure,
            "written_by": by,
            "written_at": clock.now(),
        },
    )
    events.record(
        "legal_rate.written", subject=rate, actor=by, since=since, percent=percent, decree=named
    )
    return rate
