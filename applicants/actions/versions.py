"""The history of what is written: each saved text is added and stays, also one that gave way."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from applicants.enums import VersionOrigin
from applicants.models import Answer, Application, Partner, WrittenVersion
from applicants.queries.writing import code_of
from wecare.accounts.models import Person

PEN_LENGTH = 36


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes, when, from which page, and how the texts came."""

    actor: Person
    at: datetime
    pen: str = ""
    origin: VersionOrigin = VersionOrigin.SAVED


def keep(
    application: Application,
    partner: Partner | None,
    written: Iterable[tuple[str, Any, int]],
    hand: Hand,
) -> None:
    """Add each (key, value, version) to the history."""
    WrittenVersion.objects.bulk_create(
        WrittenVersion(
            application=application,
            partner_code=code_of(partner),
            key=key,
            value=value,
            version=version,
            origin=hand.origin.value,
            pen=hand.pen[:PEN_LENGTH],
            saved_by=hand.actor,
            saved_at=hand.at,
        )
        for key, value, version in written
    )


def set_aside(
    application: Application,
    partner: Partner | None,
    text: tuple[str, Any, int],
    hand: Hand,
) -> None:
    """Keep a text (key, value, version it was written over) that gave way, once however often it comes."""
    key, value, _base = text
    mine = WrittenVersion.objects.filter(
        application=application,
        partner_code=code_of(partner),
        key=key,
        origin=VersionOrigin.SET_ASIDE.value,
        saved_by=hand.actor,
    )
    last = mine.order_by("-id").first()
    if last is not None and last.value == value:
        return
    aside = Hand(hand.actor, hand.at, hand.pen, VersionOrigin.SET_ASIDE)
    keep(application, partner, [text], aside)


def last_versions(
    application: Application, partner: Partner | None, keys: Collection[str]
) -> dict[str, int]:
    """Question code → its last version, also where the answer itself is gone."""
    rows = WrittenVersion.objects.filter(
        application=application, partner_code=code_of(partner), key__in=keys
    ).exclude(origin=VersionOrigin.SET_ASIDE.value)
    return dict(rows.order_by("key").values_list("key").annotate(last=Max("version")))


def wrote_last(
    application: Application, partner: Partner | None, answer: Answer, hand: Hand
) -> bool:
    """The version in force came from this very page, whose answer was lost on the way."""
    return bool(hand.pen) and (
        WrittenVersion.objects.filter(
            application=application,
            partner_code=code_of(partner),
            key=answer.key,
            version=answer.version,
            pen=hand.pen[:PEN_LENGTH],
            saved_by=hand.actor,
        )
        .exclude(origin=VersionOrigin.SET_ASIDE.value)
        .exists()
    )
