"""Load the thirty districts and their managing bodies, as far as they are known; never over others."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from calls.actions import territory as actions
from calls.models import District, ManagingBody
from wecare.portal import territory


class Command(BaseCommand):
    help = (
        "Loads the thirty Distretti with their enti gestori; what is there already stays as it is."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        there = set(District.objects.values_list("code", flat=True).order_by("code"))
        missing = [known for known in territory.DISTRICTS if known.code not in there]
        for known in missing:
            _enter(known)
        self.stdout.write(f"Territorio caricato: {len(missing)} Distretti nuovi.")


def _enter(known: territory.KnownDistrict) -> None:
    district = actions.write_district(
        district=None,
        code=known.code,
        name=known.name,
        health_authority=known.health_authority,
        source_mark=known.mark,
        actor=None,
    )
    ending: dict[str, list[tuple[territory.KnownBody, ManagingBody]]] = {}
    for each in known.bodies:
        body = actions.enter_body(
            district=district, name=each.name, source_mark=each.mark, actor=None
        )
        if each.merged_into:
            ending.setdefault(each.merged_into, []).append((each, body))
    for name, merged in ending.items():
        day = merged[0][0].until
        assert day is not None  # noqa: S101 -- who merges has a day
        actions.succeed(
            bodies=[body for _each, body in merged],
            name=name,
            fiscal_code="",
            on=day,
            source_mark=territory.FOUND,
            actor=None,
        )
