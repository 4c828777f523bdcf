"""What public registers say of an organisation is kept as it was read, and taken value by value."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.mandates import locked
from applicants.actions.organisations import move_legal_seat
from applicants.actions.successions import renamed
from applicants.enums import Source
from applicants.labels.organisations import SOURCES
from applicants.models import Organisation, RegisterReading
from applicants.policies import check_vat_number
from applicants.policies.organisations import OrganisationRefused, check_ateco, check_runts
from applicants.queries.registers import FIELDS, Consulted, consult
from wecare.accounts.models import Person
from wecare.core import clock, events


def read(*, organisation: Organisation, actor: Person) -> Consulted:
    """Ask the registers, outside any transaction, and keep what each said."""
    consulted = consult(organisation.fiscal_code)
    with transaction.atomic():
        at = clock.now()
        RegisterReading.objects.bulk_create(
            RegisterReading(
                organisation=organisation,
                source=source.value,
                values=None if entry is None else _plain(entry.values),
                demonstration=bool(entry and entry.demonstration),
                read_at=at,
                read_by=actor,
            )
            for source, entry in consulted.entries.items()
        )
        events.record(
            "organisation.registers_read",
            subject=organisation,
            actor=actor,
            read=[source.value for source in consulted.entries],
            away=[source.value for source in consulted.away],
        )
    return consulted


@transaction.atomic
def take(
    *,
    organisation: Organisation,
    reading: RegisterReading,
    fields: Collection[str],
    actor: Person,
) -> Organisation:
    """Write some of the values that a register said; another name leaves the former one behind.

    :raises OrganisationRefused: if nothing was chosen, or the register did not say it.
    :raises CodeRefused: if the register's VAT number is not one.
    """
    organisation = locked(organisation)
    values = {name: (reading.values or {}).get(name, "") for name in FIELDS if name in fields}
    if not values or not all(values.values()):
        raise OrganisationRefused(_("Scegli almeno un dato tra quelli che il registro dice."))
    _check(organisation, values)
    source = str(SOURCES[Source(reading.source)])
    today = clock.today()
    name = values.pop("name", organisation.name)
    for field, value in values.items():
        setattr(organisation, field, value)
    organisation.save(update_fields=sorted(values) or None)
    if {"seat_municipality", "seat_province"} & set(values):
        move_legal_seat(organisation, actor=actor, on=today)
    if name != organisation.name:
        renamed(organisation, name, on=today, deed=source, actor=actor)
    events.record(
        "organisation.register_taken",
        subject=organisation,
        actor=actor,
        reading=reading.pk,
        source=reading.source,
        fields=sorted(fields),
    )
    return organisation


def _check(organisation: Organisation, values: dict[str, str]) -> None:
    if "vat_number" in values:
        values["vat_number"] = check_vat_number(values["vat_number"])
    if "ateco_code" in values:
        values["ateco_code"] = check_ateco(values["ateco_code"])
    check_runts(
        values.get("runts_number", organisation.runts_number),
        values.get("runts_section", organisation.runts_section),
    )


def _plain(values: Any) -> dict[str, str]:
    return {name: str(value) for name, value in values.items() if name in FIELDS and value}
