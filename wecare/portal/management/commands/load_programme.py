"""Load the funds, the five measures, their lines and the acts of their story; idempotent."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from calls.actions import budgets
from calls.models import Fund, Line, Measure, Milestone
from wecare.acts.actions.external import record_external
from wecare.portal import programme


class Command(BaseCommand):
    help = "Loads the programme: 20 000 000 euro in five measures, by D.G.R. 22-5076/2017."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        funds = {code: _fund(code, known) for code, known in programme.FUNDS.items()}
        act = record_external(
            kind=programme.ACT_KIND,
            number_text=programme.ACT_NUMBER,
            adopted_on=programme.ACT_DATE,
            subject=programme.ACT_SUBJECT,
            by=None,
        )
        for order, known in enumerate(programme.MEASURES, start=1):
            measure = _measure(known, order)
            for part in known.lines:
                line, _created = Line.objects.get_or_create(
                    measure=measure, code=part.code, defaults={"title": part.title}
                )
                budgets.allocate(
                    line=line, fund=funds[known.fund], amount=part.amount, act=act, actor=None
                )
        for told in programme.STORY:
            _tell(told)
        self.stdout.write("Programma caricato: cinque misure.")


def _fund(code: str, known: programme.KnownFund) -> Fund:
    eu, state, region = known.shares or (None, None, None)
    fund, _created = Fund.objects.get_or_create(
        code=code,
        defaults={
            "title": known.title,
            "eu_share": eu,
            "state_share": state,
            "region_share": region,
            "shares_source": known.shares_source,
        },
    )
    return fund


def _measure(known: programme.KnownMeasure, order: int) -> Measure:
    measure, _created = Measure.objects.get_or_create(
        code=known.code,
        defaults={
            "title": known.title,
            "aim": known.aim,
            "beneficiaries": known.beneficiaries,
            "procedure": known.procedure,
            "order": order,
            "source_mark": programme.SOURCE,
        },
    )
    return measure


def _tell(told: programme.KnownAct) -> None:
    act = record_external(
        kind=told.kind,
        number_text=told.number,
        adopted_on=told.adopted_on,
        subject=told.subject,
        by=None,
    )
    Milestone.objects.get_or_create(
        measure=Measure.objects.get(code=told.measure), act=act, defaults={"text": told.text}
    )
