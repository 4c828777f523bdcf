"""The territory kept by an administrator: districts, the bodies that manage them, who follows whom."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from calls.models import District, ManagingBody
from calls.policies.territory import (
    TerritoryRefused,
    check_can_end,
    check_district_is_new,
    check_name_is_free,
    check_same_district,
)
from wecare.accounts.models import Person
from wecare.core import events


@transaction.atomic
def write_district(
    *,
    district: District | None,
    code: str,
    name: str,
    health_authority: str,
    source_mark: str,
    actor: Person | None,
    inhabitants: int | None = None,
) -> District:
    """Enter a district, or write an existing one again; its code stays.

    :raises TerritoryRefused: if code or name belong to another district.
    """
    check_district_is_new(code=code, name=name, besides=district)
    is_new = district is None
    written = District(code=code) if district is None else _locked(district)
    written.name = name
    written.health_authority = health_authority
    written.inhabitants = inhabitants
    written.source_mark = source_mark
    written.save()
    events.record(
        "district.entered" if is_new else "district.rewritten",
        subject=written,
        actor=actor,
        code=written.code,
        called=name,
        health_authority=health_authority,
        inhabitants=inhabitants,
        source=source_mark,
    )
    return written


@transaction.atomic
def enter_body(
    *,
    district: District,
    name: str,
    fiscal_code: str = "",
    valid_from: date | None = None,
    source_mark: str = "",
    actor: Person | None,
) -> ManagingBody:
    """A body that manages services of the district, from a day or since ever.

    :raises TerritoryRefused: if one of this name does so already.
    """
    _locked(district)
    check_name_is_free(district, name)
    body = ManagingBody.objects.create(
        district=district,
        name=name,
        fiscal_code=fiscal_code,
        valid_from=valid_from,
        source_mark=source_mark,
    )
    events.record(
        "managing_body.entered",
        subject=body,
        actor=actor,
        district=district.code,
        called=name,
        valid_from=valid_from,
    )
    return body


@transaction.atomic
def describe_body(
    *, body: ManagingBody, fiscal_code: str, source_mark: str, actor: Person | None
) -> ManagingBody:
    """Write the fiscal code and the source of a body; a change of name is a succession."""
    _locked(body.district)
    written = ManagingBody.objects.get(pk=body.pk)
    written.fiscal_code, written.source_mark = fiscal_code, source_mark
    written.save(update_fields=["fiscal_code", "source_mark"])
    events.record(
        "managing_body.described",
        subject=written,
        actor=actor,
        called=written.name,
        fiscal_code=fiscal_code,
        source=source_mark,
    )
    return written


@transaction.atomic
def end_body(*, body: ManagingBody, on: date, actor: Person | None) -> ManagingBody:
    """The body manages services no more from this day, and nobody follows it.

    :raises TerritoryRefused: if it has ended already, or had not begun.
    """
    _locked(body.district)
    ended = ManagingBody.objects.get(pk=body.pk)
    _end(ended, on=on)
    events.record("managing_body.ended", subject=ended, actor=actor, called=ended.name, on=on)
    return ended


@transaction.atomic
def succeed(
    *,
    bodies: Sequence[ManagingBody],
    name: str,
    fiscal_code: str,
    on: date,
    source_mark: str = "",
    actor: Person | None,
) -> ManagingBody:
    """From this day one body follows these: a merger of several, a new name for one.

    :raises TerritoryRefused: without bodies, if they are of different districts, if one has ended
        or had not begun, or if another body of the district has this name.
    """
    if not bodies:
        raise TerritoryRefused(_("Scegli almeno un ente a cui subentra quello nuovo."))
    check_same_district(bodies)
    district = _locked(bodies[0].district)
    before = list(ManagingBody.objects.filter(pk__in=[each.pk for each in bodies]).order_by("pk"))
    check_name_is_free(district, name, besides=before)
    for each in before:  # a name is free once its body has ended
        _end(each, on=on)
    after = ManagingBody.objects.create(
        district=district,
        name=name,
        fiscal_code=fiscal_code,
        valid_from=on,
        source_mark=source_mark,
    )
    ManagingBody.objects.filter(pk__in=[each.pk for each in before]).update(successor=after)
    events.record(
        "managing_body.succeeded",
        subject=after,
        actor=actor,
        district=district.code,
        called=name,
        follows=[each.name for each in before],
        on=on,
    )
    return after


def _end(body: ManagingBody, *, on: date) -> None:
    check_can_end(body, on)
    body.valid_until = on
    body.save(update_fields=["valid_until"])


def _locked(district: District) -> District:
    return District.objects.select_for_update(of=("self",), no_key=True).get(pk=district.pk)
