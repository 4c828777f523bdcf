"""Mandates are granted, changed and ended by whoever administers the organisation's people.

Each step holds the organisation's row, so two administrators who remove each other at once go one
after the other, and the second finds that nobody else is left.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.attachments import SCAN
from applicants.documents import mandate_context
from applicants.enums import MandateKind
from applicants.models import Application, Mandate, Organisation
from applicants.policies.organisations import (
    MandateRefused,
    check_somebody_administers,
    check_still_administers,
    check_terms,
)
from calls.models import Call
from wecare.accounts.models import Person
from wecare.core import clock, events, scanning, store
from wecare.core.models import StoredFile
from wecare.core.uploads import check_size, clean_filename, media_type_of
from wecare.notices.actions import letters

GRANTED, ENDED = "applicants/mandate_granted", "applicants/mandate_ended"


@dataclass(frozen=True, slots=True)
class Proxy:
    """The document of a proxy as it was uploaded."""

    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Terms:
    """As what, over what and how long; without `since`, from now on."""

    kind: MandateKind
    administers: bool = False
    call: Call | None = None
    application: Application | None = None
    since: datetime | None = None
    expires_at: datetime | None = None
    proxy: Proxy | None = None


@transaction.atomic
def grant(*, organisation: Organisation, person: Person, terms: Terms, actor: Person) -> Mandate:
    """Give a mandate; the person is told.

    :raises MandateRefused: if the terms do not go together, or the person holds one over the same.
    :raises UploadRefused: if the proxy's file is not acceptable.
    """
    organisation = locked(organisation)
    check_still_administers(actor, organisation)
    return granted(organisation, person, terms, actor=actor)


@transaction.atomic
def change(*, mandate: Mandate, terms: Terms, actor: Person) -> Mandate:
    """End the mandate and give another in its place at the same instant; the person is told.

    A delegate's proxy stays where no other is uploaded.

    :raises MandateRefused: if it has ended meanwhile, or the terms do not go together.
    :raises LastAdministrator: if nobody would be left to administer.
    """
    organisation = locked(mandate.organisation)
    check_still_administers(actor, organisation)
    mandate = _still_there(mandate)
    if mandate.administers and not terms.administers:
        check_somebody_administers(organisation, besides=mandate.pk)
    if mandate.administers and terms.administers and _begins_later(terms):
        check_somebody_administers(organisation, besides=mandate.pk)
    new = _written(organisation, mandate.person, terms, actor=actor, follows=mandate)
    return _told(new, actor=actor, name="organisation.mandate_changed")


@transaction.atomic
def end(*, mandate: Mandate, actor: Person) -> Mandate:
    """End a mandate now: an administrator ends anybody's, everyone their own.

    :raises MandateRefused: if it has ended already, or the actor administers no more.
    :raises LastAdministrator: if nobody would be left to administer.
    """
    organisation = locked(mandate.organisation)
    if mandate.person_id != actor.pk:
        check_still_administers(actor, organisation)
    mandate = _still_there(mandate)
    if mandate.administers:
        check_somebody_administers(organisation, besides=mandate.pk)
    _close(mandate, actor=actor, at=clock.now())
    events.record(
        "organisation.mandate_ended",
        subject=organisation,
        actor=actor,
        mandate=mandate.pk,
        person=mandate.person_id,
    )
    if mandate.person_id != actor.pk:
        letters.write(
            key=f"mandate/{mandate.pk}/ended",
            person=mandate.person,
            template=ENDED,
            context=mandate_context(mandate, actor=actor),
        )
    return mandate


def granted(organisation: Organisation, person: Person, terms: Terms, *, actor: Person) -> Mandate:
    """The same as `grant` for whoever holds the organisation's row already."""
    new = _written(organisation, person, terms, actor=actor, follows=None)
    return _told(new, actor=actor, name="organisation.mandate_granted")


def locked(organisation: Organisation) -> Organisation:
    """The organisation read again under its lock: who stands for it is decided one at a time."""
    return Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)


def _written(
    organisation: Organisation,
    person: Person,
    terms: Terms,
    *,
    actor: Person,
    follows: Mandate | None,
) -> Mandate:
    at = clock.now()
    since = terms.since if _begins_later(terms) and terms.since else at
    _check_scope(organisation, terms)
    kept = follows.proxy if follows is not None else None
    check_terms(
        kind=terms.kind,
        administers=terms.administers,
        is_scoped=terms.call is not None or terms.application is not None,
        has_proxy=terms.proxy is not None or kept is not None,
        since=since,
        expires_at=terms.expires_at,
    )
    file, name = _proxy(terms, kept, follows.proxy_name if follows is not None else "")
    if follows is not None:
        _close(follows, actor=actor, at=at)
    _make_room(organisation, person, terms, actor=actor, at=at)
    return Mandate.objects.create(
        person=person,
        organisation=organisation,
        kind=terms.kind.value,
        administers=terms.administers,
        call=terms.call,
        application=terms.application,
        proxy=file,
        proxy_name=name,
        since=since,
        expires_at=terms.expires_at,
        granted_by=actor,
    )


def _told(mandate: Mandate, *, actor: Person, name: str) -> Mandate:
    events.record(
        name,
        subject=mandate.organisation,
        actor=actor,
        mandate=mandate.pk,
        person=mandate.person_id,
        kind=mandate.kind,
        administers=mandate.administers,
        call=mandate.call.code if mandate.call else None,
        application=mandate.application_id,
        since=mandate.since,
        expires_at=mandate.expires_at,
        proxy=mandate.proxy_id,
    )
    if mandate.person_id != actor.pk:
        letters.write(
            key=f"mandate/{mandate.pk}/granted",
            person=mandate.person,
            template=GRANTED,
            context=mandate_context(mandate, actor=actor),
        )
    return mandate


def _begins_later(terms: Terms) -> bool:
    return terms.since is not None and terms.since > clock.now()


def _still_there(mandate: Mandate) -> Mandate:
    found = Mandate.objects.select_related("person", "organisation", "proxy", "call").get(
        pk=mandate.pk
    )
    if found.ended_at is not None:
        raise MandateRefused(
            _("L'incarico di %(person)s è già finito: qualcuno l'ha chiuso o cambiato.")
            % {"person": found.person}
        )
    return found


def _check_scope(organisation: Organisation, terms: Terms) -> None:
    if terms.application is not None and terms.application.organisation_id != organisation.pk:
        raise MandateRefused(
            _("La domanda non è di %(name)s: scegline una dell'ente.") % {"name": organisation.name}
        )


def _make_room(
    organisation: Organisation, person: Person, terms: Terms, *, actor: Person, at: datetime
) -> None:
    """Close one over the same that has expired; refuse beside one that has not."""
    for other in Mandate.objects.filter(
        person=person,
        organisation=organisation,
        call=terms.call,
        application=terms.application,
        ended_at=None,
    ).order_by("id"):
        if other.expires_at is None or other.expires_at > at:
            raise MandateRefused(
                _("%(person)s ha già un incarico con lo stesso ambito: cambia quello.")
                % {"person": person}
            )
        _close(other, actor=actor, at=at)


def _proxy(terms: Terms, kept: StoredFile | None, kept_name: str) -> tuple[StoredFile | None, str]:
    if terms.proxy is None:
        return kept, kept_name
    check_size(len(terms.proxy.content))
    name = clean_filename(terms.proxy.filename)
    media_type = media_type_of(terms.proxy.content, filename=name)
    stored = store.put(terms.proxy.content, media_type=media_type)
    scanning.ask(stored, task=SCAN)
    return stored, name


def _close(mandate: Mandate, *, actor: Person, at: datetime) -> None:
    mandate.ended_at, mandate.ended_by = at, actor
    mandate.save(update_fields=["ended_at", "ended_by"])
