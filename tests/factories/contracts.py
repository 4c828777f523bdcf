"""Service contracts and who accompanies which project, entered by the actions."""

from datetime import date
from decimal import Decimal
from typing import Any

from calls.actions import accompaniments, contracts
from calls.engine.contracts import Help, Terms
from calls.enums import ContractActRole, ContractStep
from calls.models import Accompaniment, ContractAct, ServiceContract
from tests.factories.calls import MeasureFactory
from tests.fixtures.scenes import scene
from wecare.acts.actions.external import Said


def terms(**values: Any) -> Terms:
    """What is known of a contract."""
    known = {
        "title": "Servizio di accompagnamento",
        "step": ContractStep.PREPARATION,
        "amount": Decimal("245000.00"),
        "source_mark": "D.D. di prova",
    }
    return Terms(**(known | values))


@scene
def a_contract(code: str = "fase-1", **values: Any) -> ServiceContract:
    """A contract of the measure ACC."""
    measure = MeasureFactory(code="ACC", title="Accompagnamento")
    return contracts.record(measure=measure, code=code, terms=terms(**values), actor=None)


def an_act_of(
    contract: ServiceContract,
    number: str = "DD 677/2017",
    role: ContractActRole = ContractActRole.DECISION,
) -> ContractAct:
    """An act adopted elsewhere, among those of the contract."""
    ground = Said(
        kind="DD",
        number_text=number,
        adopted_on=date(2017, 7, 18),
        subject="Decisione di contrarre",
    )
    return contracts.add_act(contract=contract, role=role, ground=ground, actor=None)


def helps(**values: Any) -> Help:
    """What is said of a body that accompanies a project of FSE1."""
    MeasureFactory(code="FSE1", title="Sperimentazione di azioni innovative")
    known = {
        "measure": "FSE1",
        "project": "Ben Essere in Valle",
        "lead": "Consorzio capofila",
        "body": "Società Alfa",
        "source_mark": "Una fonte",
    }
    return Help(**(known | values))


@scene
def an_accompaniment(contract: ServiceContract | None = None, **values: Any) -> Accompaniment:
    """A body that accompanies a project by the contract."""
    return accompaniments.enter(
        contract=contract or ServiceContract.objects.filter(code="fase-1").first() or a_contract(),
        said=helps(**values),
        actor=None,
    )
