"""Whoever is to work for an organisation that the portal knows asks those who administer it."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from applicants.actions.mandates import Terms, granted, locked
from applicants.enums import JoinState, Power
from applicants.models import JoinRequest, Mandate, Organisation
from applicants.policies.organisations import JoinRefused, check_still_administers
from applicants.queries import mandates
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.notices.actions import letters

ASKED, DECIDED = "applicants/join_asked", "applicants/join_decided"


def ask(*, organisation: Organisation, message: str, actor: Person) -> JoinRequest:
    """Ask; everyone who administers the organisation is told.

    :raises JoinRefused: if the person stands for it already, or has asked and waits.
    """
    try:
        with transaction.atomic():
            return _ask(organisation, message, actor)
    except IntegrityError as problem:
        raise JoinRefused(
            _(
                "Hai già chiesto di operare per %(name)s: aspetta la risposta, o ritira la richiesta."
            )
            % {"name": organisation.name}
        ) from problem


def _ask(organisation: Organisation, message: str, actor: Person) -> JoinRequest:
    if mandates.over_all(actor, Power.READS).filter(organisation=organisation).exists():
        raise JoinRefused(_("Operi già per %(name)s.") % {"name": organisation.name})
    request = JoinRequest.objects.create(
        person=actor, organisation=organisation, message=message, asked_at=clock.now()
    )
    events.record("organisation.join_asked", subject=organisation, actor=actor, request=request.pk)
    for administrator in mandates.administrators_of(organisation):
        letters.write(
            key=f"join/{request.pk}/asked/{administrator.pk}",
            person=administrator,
            template=ASKED,
            context={
                "organisation": organisation.name,
                "organisation_id": organisation.pk,
                "person": actor.get_full_name(),
                "email": actor.email,
                "message": message,
            },
        )
    return request


@transaction.atomic
def accept(*, request: JoinRequest, terms: Terms, actor: Person) -> Mandate:
    """Give the person a mandate; the person is told.

    :raises JoinRefused: if it was answered or withdrawn meanwhile.
    :raises MandateRefused: if the terms do not go together.
    """
    request = _waiting(request, actor=actor)
    mandate = granted(request.organisation, request.person, terms, actor=actor)
    request.mandate = mandate
    _settle(request, JoinState.ACCEPTED, actor=actor)
    return mandate


@transaction.atomic
def refuse(*, request: JoinRequest, reason: str, actor: Person) -> JoinRequest:
    """Say no, with the reason that the person will read.

    :raises JoinRefused: if it was answered or withdrawn meanwhile.
    """
    request = _waiting(request, actor=actor)
    request.reason = reason
    _settle(request, JoinState.REFUSED, actor=actor)
    letters.write(
        key=f"join/{request.pk}/decided",
        person=request.person,
        template=DECIDED,
        context={"organisation": request.organisation.name, "reason": reason},
    )
    return request


@transaction.atomic
def withdraw(*, request: JoinRequest, actor: Person) -> JoinRequest:
    """Take back what was asked.

    :raises JoinRefused: if it was answered meanwhile.
    """
    request = _waiting(request, actor=None)
    _settle(request, JoinState.WITHDRAWN, actor=actor)
    return request


def _waiting(request: JoinRequest, *, actor: Person | None) -> JoinRequest:
    """The request under its organisation's lock, while nobody has answered."""
    organisation = locked(request.organisation)
    if actor is not None:
        check_still_administers(actor, organisation)
    found = JoinRequest.objects.select_related("person", "organisation").get(pk=request.pk)
    if found.state != JoinState.OPEN.value:
        raise JoinRefused(
            _("La richiesta di %(person)s ha già avuto risposta o è stata ritirata.")
            % {"person": found.person}
        )
    return found


def _settle(request: JoinRequest, state: JoinState, *, actor: Person) -> None:
    request.state, request.decided_at, request.decided_by = state.value, clock.now(), actor
    request.save(update_fields=["state", "decided_at", "decided_by", "reason", "mandate"])
    events.record(
        f"organisation.join_{state.value}",
        subject=request.organisation,
        actor=actor,
        request=request.pk,
        person=request.person_id,
    )
