"""By when an award is to be accepted, and what its beneficiary did since the decree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from applicants.enums import Power
from applicants.models import Partner
from applicants.queries.mandates import applications_of
from evaluation.engine.formal_terms import closes_at
from funding.engine.condition_facts import Adhesion
from funding.enums import AwardState
from funding.models import Acceptance, Award, Decree, GroupDeed, ProjectStart
from funding.queries.awards.standing import on_desk
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import clock
from wecare.core.components.formats import instant_due
from wecare.core.money import format_amount
from wecare.notices.engine.reminders import FARTHEST, step_due
from wecare.notices.engine.terms import Term
from wecare.notices.enums import ReminderStep

MOST = 100  # awards of which the terms are told
_SECOND = timedelta(seconds=1)


def ends_at(act: Act) -> datetime | None:
    """The first instant that is too late to accept what the act grants; None before its publication.

    The days are counted from the publication; a term that ends on a holiday ends on the day after.
    """
    days = act.variables.get("acceptance_days")
    if act.published_at is None or not days:
        return None
    return closes_at(act.published_at, int(days))


def ends_by(until: datetime) -> dict[int, datetime]:
    """Decree → the first instant that is too late to accept what it grants, up to an instant; one query."""
    published = Decree.objects.filter(act__published_at__isnull=False).select_related("act")
    rows = published.only("act__published_at", "act__variables").order_by("pk")
    ends = {each.pk: ends_at(each.act) for each in rows}
    return {pk: end for pk, end in ends.items() if end is not None and end <= until}


def last_day(act: Act) -> date | None:
    """The last day to accept what the act grants."""
    ends = ends_at(act)
    return None if ends is None else localdate(ends - _SECOND)


def is_group(award: Award) -> bool:
    """Whether others take part beside the lead."""
    return bool(groups_among([award]))


def groups_among(awards: Iterable[Award]) -> frozenset[int]:
    """The applications of these awards in which others take part beside the lead; one query."""
    applications = [award.submission.application_id for award in awards]
    found = Partner.objects.filter(application__in=applications).order_by("application")
    return frozenset(found.values_list("application_id", flat=True))


def adhesions(awards: Iterable[Award]) -> dict[int, Adhesion]:
    """Award → what its beneficiary did, in two queries however many they are."""
    found = {award.pk: award for award in awards}
    accepted = dict(
        Acceptance.objects.filter(award__in=list(found))
        .order_by("award")
        .values_list("award_id", "accepted_at")
    )
    deeds = {
        deed.award_id: deed
        for deed in GroupDeed.objects.filter(award__in=list(found))
        .exclude(confirmed=False)
        .order_by("award")
    }
    return {
        key: adhesion_of(award, accepted.get(key), deeds.get(key)) for key, award in found.items()
    }


def adhesion_of(award: Award, accepted: datetime | None, deed: GroupDeed | None) -> Adhesion:
    """What the beneficiary did, of the instant of its acceptance and the deed that counts."""
    return Adhesion(
        accept_by=last_day(award.decree.act),
        accepted_on=None if accepted is None else localdate(accepted),
        deed_on=None if deed is None else deed.signed_on,
        deed_confirmed=deed is not None and deed.confirmed is True,
    )


def acceptance_of(award: Award) -> Acceptance | None:
    """The acceptance of the award, if given."""
    return Acceptance.objects.filter(award=award).select_related("accepted_by").first()


def deeds_of(award: Award) -> QuerySet[GroupDeed]:
    """Every deed that was brought, the last first."""
    rows = GroupDeed.objects.filter(award=award)
    return rows.select_related("brought_by", "decided_by", "file__scan").order_by("-id")


def start_of(award: Award) -> ProjectStart | None:
    """The day of the start, as it was told last."""
    rows = ProjectStart.objects.filter(award=award).select_related("told_by")
    return rows.order_by("-id").first()


def waiting() -> QuerySet[Award]:
    """The awards that stand, were published and are not accepted; the first published first."""
    return (
        on_desk()
        .filter(
            state=AwardState.GRANTED.value,
            acceptance=None,
            decree__act__published_at__isnull=False,
        )
        .order_by("decree__act__published_at", "pk")
    )


def terms_of(person: Person) -> Iterator[Term]:
    """Until when the person's organisations may accept what they were granted."""
    mine = applications_of(person.pk, Power.READS)
    for award in waiting().filter(submission__application__in=mine)[:MOST]:
        ends = ends_at(award.decree.act)
        if ends is None or ends <= clock.now():
            continue
        yield Term(
            uid=f"adesione-{award.pk}",
            at=ends - _SECOND,
            title=_("Contributo prot. %(protocol)s da accettare")
            % {"protocol": award.submission.protocol},
            text=_("%(amount)s per «%(title)s». Accetta entro %(closes)s (ora italiana).")
            % {
                "amount": format_amount(award.amount),
                "title": award.submission.title,
                "closes": instant_due(ends - _SECOND),
            },
            path=reverse("funding:own_award", args=[award.pk]),
        )


def reminders_to_write() -> Iterator[dict[str, Any]]:
    """What the sweep asks for: awards whose term to accept is about to end, each with its step."""
    at = clock.now()
    ending = [pk for pk, ends in ends_by(at + FARTHEST).items() if ends > at]
    if not ending:
        return
    for award in waiting().filter(decree__in=ending).prefetch_related("acceptance_reminders"):
        step = step_now(award, at)
        if step is not None:
            yield {"award_id": award.pk, "step": step.value}


def _is_ending(act: Act, at: datetime) -> bool:
    ends = ends_at(act)
    return ends is not None and at < ends <= at + FARTHEST


def step_now(award: Award, at: datetime) -> ReminderStep | None:
    """The reminder of the term that is due and was not written."""
    ends = ends_at(award.decree.act)
    if ends is None or not _is_ending(award.decree.act, at):
        return None
    step = step_due(ends - _SECOND, at)
    written = {each.step for each in award.acceptance_reminders.all()}
    return None if step is None or step.value in written else step


@dataclass(frozen=True, slots=True)
class Waited:
    """An award that is not accepted: until which day it may be, and whether that day is over."""

    award: Award
    until: date | None
    overdue: bool


def waited(award: Award, *, at: datetime | None = None) -> Waited:
    """By when the award is to be accepted, as it stands at an instant, now if None."""
    ends = ends_at(award.decree.act)
    at = at or clock.now()
    return Waited(award, last_day(award.decree.act), ends is not None and ends <= at)
