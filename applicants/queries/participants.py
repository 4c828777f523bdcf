"""Who acts for whom in a group: people to write to, parts and invitations of a person."""

from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.crypto import constant_time_compare

from applicants.enums import ApplicationState, InvitationState, Power
from applicants.models import Application, Invitation, Mandate, Partner
from applicants.queries.applications import brought_along
from applicants.queries.mandates import (
    allowing,
    applications_of,
    live,
    organisations_of,
)
from calls.models import Window
from calls.queries.calls import is_open
from wecare.accounts.models import Person
from wecare.core.digests import sha256

MOST_SHOWN = 100


def people_for(fiscal_code: str) -> QuerySet[Person]:
    """Those who write for the organisation with this fiscal code and can log in."""
    held = Mandate.objects.filter(
        live(),
        allowing(Power.WRITES),
        call=None,
        application=None,
        organisation__fiscal_code=fiscal_code,
    )
    people = Person.objects.filter(pk__in=held.values("person"), is_active=True)
    return people.order_by("id")


def writers_of_parts(applications: QuerySet[Application]) -> set[tuple[int, int]]:
    """(application, person) of everyone who writes the part of a partner that accepted."""
    wanted = applications.order_by().values("pk")
    accepted = Partner.objects.filter(application__in=wanted, organisation__isnull=False)
    held = Mandate.objects.filter(
        live(),
        allowing(Power.WRITES),
        call=None,
        application=None,
        person__is_active=True,
        organisation__in=accepted.values("organisation"),
    )
    people: dict[int, list[int]] = {}
    for organisation, person in held.order_by("id").values_list("organisation_id", "person_id"):
        people.setdefault(organisation, []).append(person)
    pairs = accepted.order_by("id").values_list("application_id", "organisation_id")
    return {
        (application, person)
        for application, organisation in pairs
        for person in people.get(organisation, [])
    }


def parts_of(person: Person) -> QuerySet[Partner]:
    """The partners that accepted and for which this person acts; the last saved first."""
    mine = organisations_of(person, Power.WRITES).order_by().values("pk")
    return (
        Partner.objects.filter(organisation__in=mine, application__deleted_at__isnull=True)
        .select_related("organisation", "application__call", "application__organisation")
        .defer("application__call__draft")
        .order_by("-application__saved_at", "-id")
    )


def own_part_in(person: Person, public_id: UUID) -> Partner | None:
    """The part for which the person acts in an application of others; none for the lead's own people."""
    if applications_of(person, Power.READS).filter(public_id=public_id).exists():
        return None
    return parts_of(person).filter(application__public_id=public_id).first()


def shared_with(person: Person, partner: int) -> QuerySet[Application]:
    """The application in which this partner accepted, if the person acts for it."""
    theirs = parts_of(person).filter(pk=partner).order_by().values("application")
    return brought_along(Application.objects.filter(pk__in=theirs))


def invitations_for(person: Person) -> QuerySet[Invitation]:
    """What organisations of this person were asked by fiscal code; the last first."""
    return _shown(Invitation.objects.filter(_asked(person), application__deleted_at=None))


def invitations_shown_to(person: Person, *, carried: list[str]) -> QuerySet[Invitation]:
    """Those, the ones this person answered, and the ones without an answer whose link is carried."""
    by_link = Q(state=InvitationState.OPEN.value, secret_digest__in=carried)
    shown = _asked(person) | Q(answered_by=person) | by_link
    return _shown(Invitation.objects.filter(shown, application__deleted_at=None))


def open_invitations_for(person: Person, *, at: datetime) -> list[Invitation]:
    """Those that wait for an answer and can still have one; at most a hundred, the last first."""
    windows = Prefetch("application__call__windows", Window.objects.order_by("sequence"))
    waiting = invitations_for(person).filter(
        state=InvitationState.OPEN.value, application__state=ApplicationState.DRAFT.value
    )
    found = waiting.prefetch_related(windows)[:MOST_SHOWN]
    return [each for each in found if is_open(each.application.call, at)]


def invitation_by(secret: str) -> Invitation | None:
    """The invitation of which somebody carries the link; only the digest of its secret is known."""
    known = digest_of(secret)
    found = _shown(Invitation.objects.filter(secret_digest=known)).first()
    if found is None or not constant_time_compare(found.secret_digest, known):
        return None
    return found


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode())


def invitations_of(application: Application) -> QuerySet[Invitation]:
    """All the invitations of an application, the last first."""
    return (
        Invitation.objects.filter(application=application)
        .select_related("invited_by", "answered_by", "closed_by")
        .order_by("-id")
    )


def open_for(application: Application, *, fiscal_code: str) -> Invitation | None:
    """The invitation of this organisation that waits for an answer."""
    waiting = Q(state=InvitationState.OPEN.value, fiscal_code=fiscal_code)
    return Invitation.objects.filter(waiting, application=application).first()


def _asked(person: Person) -> Q:
    codes = organisations_of(person, Power.WRITES).order_by().values("fiscal_code")
    return Q(fiscal_code__in=codes) & ~Q(fiscal_code="")


def _shown(rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
    return (
        rows.select_related(
            "application__call", "application__organisation", "invited_by", "answered_by"
        )
        .defer("application__call__draft")
        .order_by("-id")
    )
