"""The office gives an organisation the first person who administers it, when nobody else can.

Whoever enters an organisation administers it, and gives the other mandates; where nobody who can log
in does so, the office looks at a document, says why, and gives the first. It gives no other.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.mandates import Proxy, Terms, granted, locked
from applicants.actions.organisations import Particulars, entered
from applicants.enums import MandateKind
from applicants.models import FirstMandate, Mandate, Organisation
from applicants.policies.organisations import MandateRefused
from applicants.queries.mandates import administrators_waiting
from wecare.accounts.models import Person
from wecare.core import clock, events


@transaction.atomic
def give(
    *,
    organisation: Organisation,
    person: Person,
    kind: MandateKind,
    document: Proxy,
    reason: str,
    actor: Person,
) -> Mandate:
    """Let the person administer the organisation, on the strength of a document; the person is told.

    :raises MandateRefused: if somebody who can log in administers it, or there is no reason.
    :raises UploadRefused: if the document's file is not acceptable.
    """
    organisation = locked(organisation)
    waiting = administrators_waiting(organisation).first()
    if waiting is not None:
        raise MandateRefused(
            _("%(person)s amministra già %(name)s: gli altri incarichi li dà chi amministra.")
            % {"person": waiting.person, "name": organisation.name}
        )
    if not reason.strip():
        raise MandateRefused(_("Scrivi perché l'ufficio dà il primo incarico."))
    terms = Terms(kind=kind, administers=True, proxy=document)
    mandate = granted(organisation, person, terms, actor=actor)
    FirstMandate.objects.create(
        mandate=mandate, reason=reason.strip(), recorded_by=actor, recorded_at=clock.now()
    )
    assert mandate.proxy is not None  # noqa: S101 -- the terms have it
    events.record(
        "organisation.first_mandate_given",
        subject=organisation,
        actor=actor,
        mandate=mandate.pk,
        person=person.pk,
        document=mandate.proxy.digest,
        reason=reason.strip(),
    )
    return mandate


@transaction.atomic
def enter(
    *,
    fiscal_code: str,
    name: str,
    particulars: Particulars,
    person: Person,
    kind: MandateKind,
    document: Proxy,
    reason: str,
    actor: Person,
) -> Mandate:
    """Enter an organisation that the portal does not know, with the first who administers it.

    :raises OrganisationExists: if the fiscal code is already known.
    :raises MandateRefused: if there is no reason.
    :raises UploadRefused: if the document's file is not acceptable.
    """
    organisation = entered(
        fiscal_code=fiscal_code, vat_number="", name=name, particulars=particulars, actor=actor
    )
    return give(
        organisation=organisation,
        person=person,
        kind=kind,
        document=document,
        reason=reason,
        actor=actor,
    )
