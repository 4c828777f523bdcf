"""What acts did to the money after the first allocation, as the real story goes: the two real acts
are known, their amounts are not, so acts and amounts here are dati dimostrativi.
"""

from decimal import Decimal

from calls.actions import budgets
from calls.engine.budgets import Change
from calls.engine.places import Place
from calls.enums import BudgetKind
from calls.models import Call
from wecare.acts.actions.external import Said
from wecare.portal.demonstration.people import ADMINISTRATOR
from wecare.portal.demonstration.story import Telling

FESR = Place(measure="FESR", line="A", fund="FESR")
FSC = Place(measure="FESR", line="A", fund="FSC")
MOVED = Decimal("1000000.00")
MORE = Decimal("200000.00")


def change_fund(telling: Telling) -> None:
    """Free money of the FESR measure passes to the FSC; the programme stays as large as it was."""
    _move(
        telling,
        Change(kind=BudgetKind.TRANSFER, amount=MOVED, out_of=FESR, into=FSC),
        number="1/DEMO",
        subject="Passaggio di risorse libere dal FESR al FSC (dati dimostrativi)",
        reason="Come la D.G.R. 50-2397/2020; importo dimostrativo",
    )


def feed_the_list(telling: Telling, call: Call, *, lot: str) -> None:
    """A published list gets more money out of what its line has free."""
    line = Place(measure=call.line.measure.code, line=call.line.code, fund=call.fund.code)
    into = Place(line.measure, line.line, line.fund, call=call.code, lot=lot)
    _move(
        telling,
        Change(kind=BudgetKind.TRANSFER, amount=MORE, out_of=line, into=into),
        number="2/DEMO",
        subject=f"Altre risorse per la graduatoria del bando {call.code} (dati dimostrativi)",
        reason="Come la D.D. 698/2019; importo dimostrativo",
    )


def _move(telling: Telling, change: Change, *, number: str, subject: str, reason: str) -> None:
    telling.after(days=1)
    budgets.move_by_act(
        change=change,
        ground=Said(
            kind="DGR",
            number_text=f"DGR {number}/{telling.now.year}",
            adopted_on=telling.now.date(),
            subject=subject,
        ),
        reason=reason,
        actor=telling.people[ADMINISTRATOR],
    )
