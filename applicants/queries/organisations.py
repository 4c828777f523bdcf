"""Organisations as seen by the people who stand for them, with their story."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from applicants.enums import (
    ApplicationState,
    JoinState,
    MandateKind,
    Power,
    SeatKind,
    SuccessionKind,
)
from applicants.models import (
    Application,
    FirstMandate,
    FormerName,
    Heritage,
    JoinRequest,
    Mandate,
    Organisation,
    Passage,
    RegisterReading,
    Seat,
    SizeDeclaration,
    Succession,
)
from applicants.queries.mandates import known_to, live, organisations_of
from calls.models import Call
from calls.queries.calls import published
from wecare.accounts.models import Person
from wecare.core.clock import Clock


def of_person(person: Person) -> QuerySet[Organisation]:
    """The organisations this person stands for in all they do; narrower mandates are in `known_to`."""
    return organisations_of(person, Power.READS)


def with_own_mandates(person: Person) -> QuerySet[Organisation]:
    """Those in which the person has any mandate, each with the live ones as `own_mandates` and its former names."""
    mine = Mandate.objects.filter(live(), person=person).select_related("call", "application")
    return known_to(person).prefetch_related(
        Prefetch("mandates", mine.order_by("id"), to_attr="own_mandates"),
        Prefetch("former_names", FormerName.objects.order_by("used_until", "id")),
    )


def by_code(fiscal_code: str) -> Organisation | None:
    """The organisation with this fiscal code, if the portal knows it."""
    return Organisation.objects.filter(fiscal_code=fiscal_code).first()


def entered_like(text: str) -> QuerySet[Organisation]:
    """Those whose name, now or before, has the text in it, or with this fiscal code; all without one."""
    found = Organisation.objects.order_by("name", "id")
    if not text:
        return found
    former = FormerName.objects.filter(name__icontains=text).values("organisation")
    code = "".join(text.split()).upper()
    return found.filter(Q(name__icontains=text) | Q(fiscal_code=code) | Q(pk__in=former))


def first_mandates_of(organisation: Organisation) -> QuerySet[FirstMandate]:
    """The mandates that the office gave, the last first."""
    return (
        FirstMandate.objects.filter(mandate__organisation=organisation)
        .select_related("mandate__person", "mandate__proxy", "recorded_by")
        .order_by("-id")
    )


def live_mandates(organisation: Organisation) -> QuerySet[Mandate]:
    """Everyone who stands for it now, or is to from a later instant and not ended yet."""
    return (
        _mandates(organisation)
        .filter(live() | Q(ended_at=None, since__gt=Clock()))
        .order_by("person__family_name", "person__given_name", "id")
    )


def past_mandates(organisation: Organisation) -> QuerySet[Mandate]:
    """Those that have expired or were ended; the last first."""
    return (
        _mandates(organisation)
        .exclude(pk__in=live_mandates(organisation).order_by().values("pk"))
        .order_by("-since", "-id")
    )


def representatives(organisation: Organisation) -> QuerySet[Person]:
    """Its legal representatives now."""
    found = Mandate.objects.filter(
        live(), organisation=organisation, kind=MandateKind.LEGAL_REPRESENTATIVE.value
    )
    return Person.objects.filter(pk__in=found.values("person")).order_by("family_name", "id")


def seats_of(organisation: Organisation) -> QuerySet[Seat]:
    """Every seat it has or had: the legal ones before, the open ones before."""
    return Seat.objects.filter(organisation=organisation).order_by("kind", "-valid_until", "-id")


def open_seats(organisation: Organisation, *, on: date, kind: SeatKind) -> QuerySet[Seat]:
    """Those of a kind that it has on a day."""
    return Seat.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on), organisation=organisation, kind=kind.value
    ).order_by("id")


def sizes_of(organisation: Organisation) -> QuerySet[SizeDeclaration]:
    """What it said of its size, the last first."""
    return (
        SizeDeclaration.objects.filter(organisation=organisation)
        .select_related("declared_by")
        .order_by("-declared_on", "-id")
    )


def names_of(organisation: Organisation) -> QuerySet[FormerName]:
    """The names it had, the last first."""
    return (
        FormerName.objects.filter(organisation=organisation)
        .select_related("recorded_by")
        .order_by("-used_until", "-id")
    )


def successions_of(organisation: Organisation) -> QuerySet[Succession]:
    """Whom it follows and who follows it."""
    return (
        Succession.objects.filter(Q(predecessor=organisation) | Q(successor=organisation))
        .select_related("predecessor", "successor", "recorded_by")
        .order_by("on", "id")
    )


def successors_of(organisation: Organisation) -> list[Organisation]:
    """Who takes its place, once it has ended."""
    partial = SuccessionKind.PARTIAL_DEMERGER.value
    follow = Succession.objects.filter(predecessor=organisation).exclude(kind=partial)
    found = follow.values("successor")
    return list(Organisation.objects.filter(pk__in=found).order_by("name", "id"))


def inherited_drafts(organisation: Organisation, *, on: date) -> QuerySet[Application]:
    """Drafts of the organisations whose place it has taken, and those that passed to it, on that day."""
    heritage = Heritage.objects.filter(heir=organisation, since__lte=on).values("ancestor")
    return (
        Application.objects.filter(
            Q(organisation__in=heritage) | Q(pk__in=passed_to(organisation, on=on)),
            state=ApplicationState.DRAFT.value,
        )
        .exclude(organisation=organisation)
        .select_related("organisation", "call")
        .defer("call__draft")
        .order_by("organisation__name", "id")
    )


def passed_to(organisation: Organisation, *, on: date) -> QuerySet[Passage, Any]:
    """The numbers of the applications that passed to it with a partial demerger, by that day."""
    passed = Passage.objects.filter(succession__successor=organisation, succession__on__lte=on)
    return passed.values("application")


def may_pass(organisation: Organisation) -> QuerySet[Application]:
    """Its applications, any of which may pass with a partial demerger; the last saved first."""
    mine = Application.objects.filter(organisation=organisation, deleted_at=None)
    return mine.select_related("call").defer("call__draft").order_by("-saved_at", "-id")


def requests_of(organisation: Organisation) -> QuerySet[JoinRequest]:
    """Who asked to work for it: those that wait before the others, the last first."""
    return (
        JoinRequest.objects.filter(organisation=organisation)
        .select_related("person", "decided_by", "mandate")
        .order_by("-asked_at", "-id")
    )


def open_requests(person: Person) -> QuerySet[JoinRequest]:
    """What the person asked and nobody answered yet."""
    return (
        JoinRequest.objects.filter(person=person, state=JoinState.OPEN.value)
        .select_related("organisation")
        .order_by("asked_at", "id")
    )


def last_readings(organisation: Organisation) -> dict[str, RegisterReading]:
    """Source → what that register said when it was last read."""
    found = RegisterReading.objects.filter(organisation=organisation)
    rows = found.order_by("source", "-read_at", "-id").distinct("source")
    return {each.source: each for each in rows}


def person_called(email: str, family_name: str) -> Person | None:
    """Whoever is registered with both; one of them alone finds nobody."""
    return Person.objects.filter(
        email__iexact=email, family_name__iexact=family_name, is_active=True
    ).first()


def scopes_of(organisation: Organisation) -> tuple[list[Call], list[Application]]:
    """What a mandate of the organisation may be narrowed to: published calls, its applications."""
    applications = (
        Application.objects.filter(organisation=organisation)
        .defer("call__draft")
        .order_by("-saved_at", "-id")
    )
    return list(published().defer("draft")), list(applications[:200])


def _mandates(organisation: Organisation) -> QuerySet[Mandate]:
    return Mandate.objects.filter(organisation=organisation).select_related(
        "person", "call", "application", "proxy", "granted_by", "ended_by"
    )
