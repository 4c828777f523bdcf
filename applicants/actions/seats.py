"""Seats open and close; there is one legal seat at a time."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.mandates import locked
from applicants.actions.organisations import move_legal_seat
from applicants.enums import SeatKind
from applicants.models import Organisation, Seat
from applicants.policies.organisations import OrganisationRefused, check_day_has_come
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.components.formats import day


@transaction.atomic
def open_seat(
    *,
    organisation: Organisation,
    kind: SeatKind,
    address: str,
    municipality: str,
    province: str,
    valid_from: date | None,
    actor: Person,
) -> Seat:
    """Add a seat; a legal one takes the place of the one before and is told in the record.

    :raises OrganisationRefused: if a legal seat has no day, one to come, or one before the last move.
    """
    organisation = locked(organisation)
    if kind is SeatKind.OPERATING:
        seat = Seat.objects.create(
            organisation=organisation,
            kind=kind.value,
            address=address,
            municipality=municipality,
            province=province,
            valid_from=valid_from,
            recorded_by=actor,
        )
    else:
        seat = _move(organisation, address, municipality, province, valid_from, actor=actor)
    events.record(
        "organisation.seat_opened",
        subject=organisation,
        actor=actor,
        kind=kind.value,
        seat=str(seat),
        valid_from=valid_from,
    )
    return seat


@transaction.atomic
def close_seat(*, seat: Seat, on: date, actor: Person) -> Seat:
    """An operating seat is no longer there from a day.

    :raises OrganisationRefused: for the legal seat, one closed already, or a day before it opened.
    """
    organisation = locked(seat.organisation)
    seat = Seat.objects.get(pk=seat.pk)
    if seat.kind == SeatKind.LEGAL.value:
        raise OrganisationRefused(_("La sede legale non si chiude: spostala in un'altra."))
    if seat.valid_until is not None:
        raise OrganisationRefused(
            _("La sede è già chiusa dal %(day)s.") % {"day": day(seat.valid_until)}
        )
    if seat.valid_from is not None and on < seat.valid_from:
        raise OrganisationRefused(
            _("La sede è aperta dal %(day)s: non può chiudere prima.")
            % {"day": day(seat.valid_from)}
        )
    seat.valid_until = on
    seat.save(update_fields=["valid_until"])
    events.record(
        "organisation.seat_closed", subject=organisation, actor=actor, seat=str(seat), on=on
    )
    return seat


def _move(
    organisation: Organisation,
    address: str,
    municipality: str,
    province: str,
    valid_from: date | None,
    *,
    actor: Person,
) -> Seat:
    if valid_from is None:
        raise OrganisationRefused(_("Sede legale: scrivi da che giorno."))
    check_day_has_come(valid_from, today=clock.today())
    last = Seat.objects.filter(
        organisation=organisation, kind=SeatKind.LEGAL.value, valid_until=None
    ).first()
    if last is not None and last.valid_from is not None and valid_from < last.valid_from:
        raise OrganisationRefused(
            _("La sede legale è già cambiata il %(day)s: questa non può essere prima.")
            % {"day": day(last.valid_from)}
        )
    organisation.seat_municipality, organisation.seat_province = municipality, province
    organisation.save(update_fields=["seat_municipality", "seat_province"])
    return move_legal_seat(organisation, actor=actor, on=valid_from, address=address)
