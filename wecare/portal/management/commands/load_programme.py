"""Load the funds, the five measures, their lines, the acts of their story and the contracts; idempotent.

What people wrote of a contract, or of who accompanies a project by it, stays. Who accompanies which
project is told by the Distretti: `load_territory` comes first, or this runs again after it.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from calls.actions import accompaniments, budgets
from calls.actions import contracts as actions
from calls.engine.contracts import Help
from calls.models import District, Fund, Line, Measure, Milestone, ServiceContract
from wecare.acts.actions.external import record_external
from wecare.portal import contracts, programme


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
        for contract in contracts.CONTRACTS:
            _contract(contract)
        self.stdout.write("Programma caricato: cinque misure.")
        for code, said in contracts.HELPS:
            if not _accompany(ServiceContract.objects.get(code=code), said):
                self.stdout.write(
                    f"{said.body}: mancano i Distretti. Esegui load_territory, poi ancora "
                    "load_programme."
                )


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


def _contract(known: contracts.KnownContract) -> None:
    if ServiceContract.objects.filter(code=known.code).exists():
        return
    measure = Measure.objects.get(code=contracts.MEASURE)
    contract = actions.record(measure=measure, code=known.code, terms=known.terms, actor=None)
    for role, ground in known.acts:
        actions.add_act(contract=contract, role=role, ground=ground, actor=None)


def _accompany(contract: ServiceContract, said: Help) -> bool:
    """Whether it is there now: the first time it needs its Distretti, later it is left as it is."""
    if contract.accompaniments.exists():
        return True
    if District.objects.filter(code__in=said.districts).count() < len(said.districts):
        return False
    accompaniments.enter(contract=contract, said=said, actor=None)
    return True
