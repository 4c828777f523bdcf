"""Load the demonstration: invented people and applications for seven calls, and the examples as drafts."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from calls.enums import OrganisationKind
from calls.models import Call
from wecare.core import clock
from wecare.portal.demonstration import (
    awards,
    budget,
    drafts,
    evaluations,
    loan,
    mandates,
    open_examples,
    people,
    story,
)
from wecare.portal.demonstration.bodies import FIRMS, THIRD_SECTOR
from wecare.portal.demonstration.examples import EXAMPLES
from wecare.portal.demonstration.rules import lot

SEED = 20170522

AWARDED = story.Plan(
    code="FSE3-diffusione-2026",
    title="Disseminazione e diffusione del welfare aziendale",
    summary="Informazione e formazione alle imprese sul welfare aziendale. Dati dimostrativi.",
    measure="FSE3",
    lots=[lot("U", "Lotto unico", "1200000.00")],
    kinds=(OrganisationKind.SOCIAL_COOPERATIVE, *FIRMS),
    minimum="60000.00",
    maximum="400000.00",
    requests=(240, 700),
    applicants=9,
)
JUDGED = story.Plan(
    code="FSE3-progetti-2026",
    title="Progettazione e attivazione di interventi di welfare aziendale",
    summary="Interventi di welfare aziendale nelle piccole e medie imprese. Dati dimostrativi.",
    measure="FSE3",
    lots=[lot("U", "Lotto unico", "2500000.00")],
    kinds=FIRMS,
    minimum="60000.00",
    maximum="200000.00",
    requests=(120, 400),
    applicants=8,
    terms={"clarification_days": 10, "clarification_article": "art. 9"},
)
PROVISIONAL = story.Plan(
    code="FSE3-orari-2026",
    title="Orari e servizi per chi lavora e cura",
    summary="Piccoli interventi di conciliazione nelle imprese. Dati dimostrativi.",
    measure="FSE3",
    lots=[lot("U", "Lotto unico", "100000.00")],
    kinds=FIRMS,
    minimum="60000.00",
    maximum="100000.00",
    requests=(120, 180),
    applicants=4,
    terms={"observation_days": 15, "observation_article": "art. 12"},
)
OPEN = story.Plan(
    code="FSE2-2026",
    title="Progetti di innovazione sociale per il terzo settore",
    summary="Progetti di enti del Terzo settore, da soli o in gruppo, che innovano i servizi "
    "sociali. Lotti e valore minimo come nel bando del 2018; il resto sono dati dimostrativi.",
    measure="FSE2",
    lots=[
        lot("T", "Lotto territoriale", "2900000.00"),
        lot("R", "Lotto regionale", "700000.00"),
    ],
    kinds=THIRD_SECTOR,
    minimum="85000.00",
    maximum=None,
    requests=(180, 400),
    applicants=4,
)


class Command(BaseCommand):
    help = (
        "Loads dati dimostrativi: two calls with their decrees, two under evaluation, three open."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("Only with DEMONSTRATION=true: this data is invented.")
        if Call.objects.filter(code=OPEN.code).exists():
            self.stdout.write("I dati dimostrativi ci sono già.")
            return
        today = clock.now().astimezone(UTC).replace(hour=11, minute=0, second=0, microsecond=0)
        self._tell(today)
        self.stdout.write(
            f"Dati dimostrativi caricati: sette bandi e {len(EXAMPLES)} esempi in bozza."
        )

    def _tell(self, today: datetime) -> None:
        begin = today - timedelta(days=200)
        first = today - timedelta(days=400)
        with clock.demonstration_time(first - timedelta(days=10)) as hand:
            telling = story.Telling(people.enrol(), hand, Random(SEED), first - timedelta(days=9))  # noqa: S311 -- a story, not a secret
            lent = loan.tell(telling, opens_at=first)
            call = story.announce(
                telling, AWARDED, opens_at=begin, closes_at=begin + timedelta(days=40)
            )
            story.apply_all(telling, call, AWARDED)
            call = story.close_and_check(telling, call)
            story.judge(telling, call)
            story.award(telling, call)
            budget.change_fund(telling)
            budget.feed_the_list(telling, call, lot="U")
            granted = awards.begin(telling, call)
            loan.come_back(telling, lent, number=2)
            provisional = evaluations.tell_the_provisional_one(
                telling,
                PROVISIONAL,
                opens_at=today - timedelta(days=120),
                closes_at=today - timedelta(days=95),
            )
            awards.revoke(telling, granted.revoked)
            judged = self._tell_the_judged_one(telling, today)
            awards.report(telling, granted)
            self._tell_the_open_one(telling, today)
            open_examples.tell(telling, today)
            mandates.tell(telling, today)
            evaluations.publish_the_provisional_one(telling, provisional, today)
            evaluations.ask_to_complete(telling, judged, today)
            awards.look(telling, granted, today)
            drafts.leave(officer=telling.people[story.OFFICER])

    def _tell_the_judged_one(self, telling: story.Telling, today: datetime) -> Call:
        call = story.announce(
            telling,
            JUDGED,
            opens_at=today - timedelta(days=70),
            closes_at=today - timedelta(days=30),
        )
        story.apply_all(telling, call, JUDGED)
        call = story.close_and_check(telling, call, leave=2)
        story.judge(telling, call, leave=3)
        return call

    def _tell_the_open_one(self, telling: story.Telling, today: datetime) -> None:
        call = story.announce(
            telling,
            OPEN,
            opens_at=today - timedelta(days=10),
            closes_at=today + timedelta(days=30),
        )
        story.apply_all(telling, call, OPEN)
        writer = telling.people[story.APPLICANTS[0]]
        story.write(telling, call, OPEN, writer=writer, number=5, whole=False)
