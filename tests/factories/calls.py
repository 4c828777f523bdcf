"""The programme and its calls for tests: a line with money, drafts, and published calls."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import factory
from django.db import transaction
from django.test import override_settings

from calls.actions.budgets import allocate
from calls.actions.publication import publish_by_act
from calls.models import BudgetMovement, Call, Fund, Line, Measure
from tests.factories import rules
from tests.factories.accounts import PersonFactory
from tests.fixtures.scenes import SceneFactory, scene
from wecare.accounts.enums import Role
from wecare.acts.actions.acts import record_external
from wecare.acts.models import Act
from wecare.core import clock


class FundFactory(SceneFactory):
    """The social fund."""

    class Meta:
        model = Fund
        django_get_or_create = ("code",)

    code = "FSE"
    title = "Fondo sociale europeo"


class MeasureFactory(SceneFactory):
    """A measure of the strategy."""

    class Meta:
        model = Measure
        django_get_or_create = ("code",)

    code = "FSE2"
    title = "Progetti di innovazione sociale per il terzo settore"
    aim = "Imprese sociali e Terzo settore innovativi."
    beneficiaries = "Enti del Terzo settore."
    procedure = "Bando con graduatoria"
    order = factory.Sequence(lambda n: n % 30_000)


class LineFactory(SceneFactory):
    """The only line of a measure."""

    class Meta:
        model = Line
        django_get_or_create = ("measure", "code")

    measure = factory.SubFactory(MeasureFactory)
    code = "unica"
    title = "Linea unica"


def a_complete_draft(
    *, opens_at: datetime | None = None, closes_at: datetime | None = None, **sections: Any
) -> dict[str, Any]:
    """A draft that can be published now: open since yesterday, for thirty days."""
    now = clock.now()
    window = {
        "opens_at": (opens_at or now - timedelta(days=1)).astimezone(UTC).isoformat(),
        "closes_at": (closes_at or now + timedelta(days=30)).astimezone(UTC).isoformat(),
        "article": "art. 4",
    }
    return rules.draft(window=window, **sections)


class CallFactory(SceneFactory):
    """A call in draft, complete. Traits: ``empty``."""

    class Meta:
        model = Call

    class Params:
        empty = factory.Trait(draft={"identity": {"title": "Un bando da scrivere"}})

    code = factory.Sequence(lambda n: f"FSE2-{n}")
    title = "Progetti di innovazione sociale per il terzo settore"
    line = factory.SubFactory(LineFactory)
    fund = factory.SubFactory(FundFactory)
    draft = factory.LazyFunction(a_complete_draft)
    created_by = factory.SubFactory(PersonFactory, roles=[Role.OFFICER])
    created_at = factory.LazyFunction(clock.now)


@scene
def an_act(number: str = "DGR 22-5076", **values: Any) -> Act:
    """An act adopted elsewhere."""
    facts = {
        "kind": "DGR",
        "adopted_on": datetime(2017, 5, 22, tzinfo=UTC).date(),
        "subject": "Atto di indirizzo",
        "by": None,
    }
    return record_external(number_text=number, **(facts | values))


@scene
def allocated(line: Line, amount: Decimal | str = "3600000.00", **values: Any) -> BudgetMovement:
    """Money given to the line by an act."""
    fund = values.pop("fund", None) or FundFactory()
    act = values.pop("act", None) or an_act()
    return allocate(line=line, fund=fund, amount=Decimal(amount), act=act, actor=None)


@scene
def funded(call: Call) -> Call:
    """The call, on a line that has the money of its lots and as much again."""
    lots = (call.draft.get("lots") or []) if isinstance(call.draft, dict) else []
    asked = sum((Decimal(lot["amount"]) for lot in lots), Decimal(0))
    act = an_act(f"DGR per {call.code}")
    allocated(call.line, 2 * asked, fund=call.fund, act=act)
    return call


@scene
def published_call(**values: Any) -> Call:
    """A call that is public and receives applications now."""
    call = funded(CallFactory(**values))
    publish_by_act(
        call=call,
        kind="DD",
        number_text=f"DD 12/A2203A/2026 {call.code}",
        adopted_on=clock.today() - timedelta(days=1),
        subject=f"Approvazione del bando {call.code}",
        actor=call.created_by,
    )
    call.refresh_from_db()
    return call


@scene
def past_call(**values: Any) -> Call:
    """A call published a month ago, whose deadline is one hour ago."""
    now = clock.now()
    then = now - timedelta(days=31)
    sections = values.pop("sections", {})
    with (
        override_settings(DEMONSTRATION=True),
        transaction.atomic(),
        clock.demonstration_time(then),
    ):
        draft = a_complete_draft(
            opens_at=then, closes_at=values.pop("closes_at", now - timedelta(hours=1)), **sections
        )
        return published_call(draft=draft, **values)
