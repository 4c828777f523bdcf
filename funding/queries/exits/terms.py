"""What expires when of changes, revocations and recoveries: for the beneficiary and for the office."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from funding.enums import ChangeState
from funding.models import ProjectChange, Recovery
from funding.queries.decrees import awards_of_person
from funding.queries.exits.procedures import conclude_by, open_revocations
from funding.queries.exits.recoveries import missing, open_recoveries
from wecare.core import clock
from wecare.core.components.formats import instant_due
from wecare.core.money import format_amount
from wecare.notices.engine.terms import Term

MOST = 100
_ROME = ZoneInfo("Europe/Rome")


def of_beneficiary(person: Any) -> Iterator[Term]:
    """Until when to answer a notice of revocation, and to pay back."""
    mine = awards_of_person(person.pk).order_by().values("pk")
    notices = open_revocations().filter(award__in=mine, answer_until__gt=clock.now())
    for each in notices[:MOST]:
        at = each.answer_until - timedelta(seconds=1)
        yield Term(
            uid=f"revoca-{each.pk}",
            at=at,
            title=_("Avvio di revoca prot. %(protocol)s: scade il termine per rispondere")
            % {"protocol": each.award.submission.protocol},
            text=_("%(name)s può presentare osservazioni fino a %(until)s (ora italiana).")
            % {"name": each.award.organisation.name, "until": instant_due(at)},
            path=reverse("funding:own_revocation", args=[each.award_id, each.pk]),
            since=each.started_at,
        )
    for claim in open_recoveries().filter(award__in=mine)[:MOST]:
        yield from _to_pay(claim)


def of_office(person: Any) -> Iterator[Term]:
    """Until when to object to a notice, and to conclude a revocation."""
    if not person.has_perm("funding.prepare_exits"):
        return
    changes = ProjectChange.objects.filter(state=ChangeState.NOTICED.value).select_related(
        "award__submission", "award__organisation"
    )
    for change in changes.order_by("answer_until", "pk")[:MOST]:
        if change.answer_until is None or change.answer_until <= clock.now():
            continue
        yield Term(
            uid=f"variazione-{change.pk}",
            at=change.answer_until - timedelta(seconds=1),
            title=_("Variazione comunicata, prot. %(protocol)s: da guardare")
            % {"protocol": change.award.submission.protocol},
            text=_("%(name)s. Dopo, la variazione resta in vigore.")
            % {"name": change.award.organisation.name},
            path=reverse("funding:change", args=[change.award_id, change.number]),
            since=change.asked_at,
        )
    for each in open_revocations()[:MOST]:
        yield Term(
            uid=f"revoca-ufficio-{each.pk}",
            at=_end_of(conclude_by(each)),
            title=_("Revoca prot. %(protocol)s: da concludere")
            % {"protocol": each.award.submission.protocol},
            text=each.award.organisation.name,
            path=reverse("funding:revocation", args=[each.award_id, each.pk]),
            sequence=len(each.observations.all()) + 1,
            since=each.started_at,
        )


def _to_pay(claim: Recovery) -> Iterator[Term]:
    """The day by which the next part of the capital should come."""
    for number, day, capital in missing(claim)[:1]:
        yield Term(
            uid=f"restituzione-{claim.pk}-{number}",
            at=_end_of(day),
            title=_("Da restituire %(amount)s, prot. %(protocol)s")
            % {
                "amount": format_amount(capital),
                "protocol": claim.award.submission.protocol,
            },
            text=_("%(name)s. Agli importi si aggiungono gli interessi legali di quel giorno.")
            % {"name": claim.award.organisation.name},
            path=reverse("funding:own_recovery", args=[claim.award_id, claim.pk]),
        )


def _end_of(day: date) -> datetime:
    """The last second of the day in Italy."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=_ROME).astimezone(UTC)
