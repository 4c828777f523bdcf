"""Organisations are entered once, by a person who from then on administers them; what they say of themselves."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from applicants.enums import MandateKind, SeatKind
from applicants.models import Mandate, Organisation, Seat, SizeDeclaration
from applicants.policies import check_fiscal_code, check_vat_number
from applicants.policies.organisations import check_ateco, check_born, check_runts
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


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Where the organisation is enrolled, what it does, since when it exists; blank is "not said yet"."""

    ateco_code: str = ""
    runts_number: str = ""
    runts_section: str = ""
    born_on: date | None = None

    def values(self) -> dict[str, Any]:
        """The values of the record.

        :raises OrganisationRefused: if a code has not its form.
        """
        check_runts(self.runts_number, self.runts_section)
        return {
            "ateco_code": check_ateco(self.ateco_code) if self.ateco_code else "",
            "runts_number": self.runts_number,
            "runts_section": self.runts_section,
            "born_on": self.born_on,
        }


@transaction.atomic
def create(
    *,
    fiscal_code: str,
    vat_number: str,
    name: str,
    particulars: Particulars,
    actor: Person,
    enrolment: Enrolment | None = None,
    demonstration: bool = False,
) -> Organisation:
    """Enter an organisation; `actor` becomes the first person who administers it.

    :raises CodeRefused: if the fiscal code or the VAT number is not one.
    :raises OrganisationExists: if the fiscal code is already known.
    """
    organisation = entered(
        fiscal_code=fiscal_code,
        vat_number=vat_number,
        name=name,
        particulars=particulars,
        actor=actor,
        enrolment=enrolment,
        demonstration=demonstration,
    )
    Mandate.objects.create(
        person=actor,
        organisation=organisation,
        kind=MandateKind.EDITOR.value,
        administers=True,
        since=organisation.created_at,
        granted_by=actor,
    )
    return organisation


def entered(
    *,
    fiscal_code: str,
    vat_number: str,
    name: str,
    particulars: Particulars,
    actor: Person,
    enrolment: Enrolment | None = None,
    demonstration: bool = False,
) -> Organisation:
    """The same for whoever gives somebody else the first mandate.

    :raises CodeRefused: if the fiscal code or the VAT number is not one.
    :raises OrganisationExists: if the fiscal code is already known.
    """
    fiscal_code = check_fiscal_code(fiscal_code)
    vat_number = check_vat_number(vat_number) if vat_number else ""
    at = clock.now()
    check_born(enrolment.born_on if enrolment else None, ended_on=None, today=localdate(at))
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                fiscal_code=fiscal_code,
                vat_number=vat_number,
                name=name,
                **particulars.values(),
                **(enrolment or Enrolment()).values(),
                demonstration=demonstration,
                created_by=actor,
                created_at=at,
            )
            Seat.objects.create(
                organisation=organisation,
                kind=SeatKind.LEGAL.value,
                municipality=organisation.seat_municipality,
                province=organisation.seat_province,
                recorded_by=actor,
            )
            if organisation.size:
                _declare_size(organisation, actor, at)
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
    *,
    organisation: Organisation,
    particulars: Particulars,
    actor: Person,
    enrolment: Enrolment | None = None,
) -> Organisation:
    """Write again what the organisation says of itself; what was sent keeps what it said then.

    Another size is another declaration, of today; another legal seat follows the one before.

    :raises OrganisationRefused: if a code has not its form.
    """
    organisation = Organisation.objects.select_for_update(of=("self",), no_key=True).get(
        pk=organisation.pk
    )
    values = particulars.values() | (enrolment.values() if enrolment else {})
    changed = sorted(name for name in values if getattr(organisation, name) != values[name])
    if not changed:
        return organisation
    check_born(values.get("born_on"), ended_on=organisation.ended_on, today=clock.today())
    for name in changed:
        setattr(organisation, name, values[name])
    organisation.save(update_fields=changed)
    at = clock.now()
    if "size" in changed:
        _declare_size(organisation, actor, at)
    if {"seat_municipality", "seat_province"} & set(changed):
        move_legal_seat(organisation, actor=actor, on=localdate(at))
    events.record("organisation.described", subject=organisation, actor=actor, changed=changed)
    return organisation


def move_legal_seat(
    organisation: Organisation, *, actor: Person, on: date, address: str = ""
) -> Seat:
    """The legal seat that the record tells follows the one before, from a day."""
    Seat.objects.filter(
        organisation=organisation, kind=SeatKind.LEGAL.value, valid_until=None
    ).update(valid_until=on)
    return Seat.objects.create(
        organisation=organisation,
        kind=SeatKind.LEGAL.value,
        address=address,
        municipality=organisation.seat_municipality,
        province=organisation.seat_province,
        valid_from=on,
        recorded_by=actor,
    )


def _declare_size(organisation: Organisation, actor: Person, at: datetime) -> None:
    SizeDeclaration.objects.create(
        organisation=organisation,
        size=organisation.size,
        declared_on=localdate(at),
        declared_by=actor,
    )
