"""Organisations are entered once, by a person who from then on acts for them."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from applicants.models import Membership, Organisation
from applicants.policies import check_fiscal_code, check_vat_number
from calls.enums import OrganisationKind
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.errors import DomainError


class OrganisationExists(DomainError):
    """The fiscal code is already known."""


def create(
    *,
    fiscal_code: str,
    vat_number: str,
    name: str,
    kind: OrganisationKind,
    seat_municipality: str,
    seat_province: str,
    email: str,
    pec: str,
    actor: Person,
    demonstration: bool = False,
) -> Organisation:
    """Enter an organisation; `actor` becomes the first person who acts for it.

    :raises CodeRefused: if the fiscal code or the VAT number is not one.
    :raises OrganisationExists: if the fiscal code is already known.
    """
    fiscal_code = check_fiscal_code(fiscal_code)
    vat_number = check_vat_number(vat_number) if vat_number else ""
    at = clock.now()
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                fiscal_code=fiscal_code,
                vat_number=vat_number,
                name=name,
                kind=kind.value,
                seat_municipality=seat_municipality,
                seat_province=seat_province.upper(),
                email=email,
                pec=pec,
                demonstration=demonstration,
                created_by=actor,
                created_at=at,
            )
            Membership.objects.create(person=actor, organisation=organisation, since=at)
            events.record(
                "organisation.created", subject=organisation, actor=actor, fiscal_code=fiscal_code
            )
    except IntegrityError as problem:
        raise OrganisationExists(
            _("Questo ente c'è già. Chiedi l'accesso a chi lo amministra.")
        ) from problem
    return organisation
