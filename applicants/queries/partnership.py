"""The group of an application and its Distretti, as records, as values, as what is frozen."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from applicants.engine.eligibility import Profile
from applicants.engine.snapshot import Body, Covered, Member
from applicants.models import Answer, Application, Attachment, Organisation, Partner
from applicants.models.organisation import Described
from applicants.queries.shares import Share
from calls.enums import OrganisationKind, OrganisationSize, Register
from calls.models import District
from calls.queries.territory import districts_on
from wecare.core.enums import ScanState

# a file in which the scanner found something counts as missing
NOT_QUARANTINED = ~Q(file__scan__state=ScanState.QUARANTINED.value)
FROZEN_FILE = ("requirement", "filename")
FILE_FACTS = {"digest": F("file_id"), "size": F("file__size"), "media_type": F("file__media_type")}


def partners_of(application: Application) -> QuerySet[Partner]:
    """The partners in the order in which they joined."""
    rows = Partner.objects.filter(application=application).select_related("organisation")
    return rows.order_by("id")


def member_of(record: Organisation | Partner) -> Member:
    """Who takes part, as the rules judge it; without what it fills."""
    said = record.record if isinstance(record, Partner) else record
    return Member(record.fiscal_code, said.name, profile_of(said))


def profile_of(record: Described) -> Profile:
    """What an organisation says of itself, as the rules judge it."""
    registers = record.registers
    return Profile(
        kind=OrganisationKind(record.kind),
        province=record.seat_province or None,
        municipality=record.seat_municipality or None,
        size=OrganisationSize(record.size) if record.size else None,
        nonprofit=record.nonprofit,
        registers=None if registers is None else frozenset(Register(each) for each in registers),
    )


def districts_of(application: Application, *, at: datetime) -> QuerySet[District]:
    """The Distretti of the project, each with who manages it on the day of this instant."""
    return districts_on(localdate(at)).filter(
        pk__in=application.project_districts.values("district")
    )


def covered_by(application: Application, *, at: datetime) -> tuple[Covered, ...]:
    """The same as the rules judge them."""
    return tuple(
        Covered(
            district.code,
            district.name,
            tuple(Body(body.name, body.fiscal_code) for body in district.bodies_that_day),  # type: ignore[attr-defined]  # brought along by `districts_on`
        )
        for district in districts_of(application, at=at)
    )


def described(record: Described) -> dict[str, Any]:
    """What an organisation says of itself, as the plain values that are frozen."""
    return {
        "name": record.name,
        "kind": record.kind,
        "size": record.size,
        "nonprofit": record.nonprofit,
        "registers": record.registers,
        "seat": {"municipality": record.seat_municipality, "province": record.seat_province},
    }


def partners_content(application: Application, shares: Iterable[Share]) -> list[dict[str, Any]]:
    """The partners, what they fill and spend, as they are frozen when the application is sent."""
    answers: dict[int, dict[str, Any]] = defaultdict(dict)
    rows = Answer.objects.filter(application=application, partner__isnull=False)
    for partner, key, value in rows.order_by("key").values_list("partner_id", "key", "value"):
        answers[partner][key] = value
    files: dict[int, list[dict[str, Any]]] = defaultdict(list)
    uploaded = Attachment.objects.filter(
        NOT_QUARANTINED, application=application, partner__isnull=False
    )
    for row in uploaded.order_by("requirement").values("partner_id", *FROZEN_FILE, **FILE_FACTS):
        files[row.pop("partner_id")].append(row)
    return [
        {
            "fiscal_code": each.partner.fiscal_code,
            **described(each.partner.record),
            "answers": answers[each.partner.pk],
            "attachments": files[each.partner.pk],
            "costs": {code: str(amount) for code, amount in each.costs.items()},
            "own_funding": str(each.own_funding),
            "own_in_kind": str(each.own_in_kind),
        }
        for each in shares
        if each.partner is not None
    ]


def districts_content(application: Application, *, at: datetime) -> list[dict[str, Any]]:
    """The Distretti as they are frozen, with who manages them at this instant."""
    return [
        {
            "code": each.code,
            "title": each.title,
            "bodies": [{"name": one.name, "fiscal_code": one.fiscal_code} for one in each.bodies],
        }
        for each in covered_by(application, at=at)
    ]
