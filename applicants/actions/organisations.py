"""Organisations are entered once, by a person who from then on acts for them."""

from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an organisation says of itself and may change; None and blank are "not said yet"."""

    kind: OrganisationKind
    seat_municipality: str
    seat_province: str
    size: str = ""
    nonprofit: bool | None = None
    registers: tuple[str, ...] | None = None
    email: str = ""
    pec: str = ""

    def values(self) -> dict[str, Any]:
        """The values of the record."""
        return {
            "kind": self.kind.value,
            "seat_municipality": self.seat_municipality,
            "seat_province": self.seat_province.upper(),
            "size": self.size,
            "nonprofit": self.nonprofit,
            "registers": None if self.registers is None else sorted(self.registers),
            "email": self.email,
            "pec": self.pec,
        }


def create(
    *,
    fiscal_code: str,
    vat_number: str,
    name: str,
    particulars: Particulars,
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
                **particulars.values(),
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


@transaction.atomic
def describe(
    *, organisation: Organisation, particulars: Particulars, actor: Person
) -> Organisation:
    """Write again what the organisation says of itself; what was sent keeps what it said then."""
    organisation = Organisation.objects.select_for_update(of=("self",), no_key=True).get(
        pk=organisation.pk
    )
    values = particulars.values()
    changed = sorted(name for name in values if getattr(organisation, name) != values[name])
    if not changed:
        return organisation
    for name in changed:
        setattr(organisation, name, values[name])
    organisation.save(update_fields=changed)
    events.record("organisation.described", subject=organisation, actor=actor, changed=changed)
    return organisation
