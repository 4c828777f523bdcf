"""What the demonstration's call wants before it grants and pays, with invented codes of its projects."""

from datetime import date

from applicants.actions.phases import Ground
from evaluation.models import RankedList
from funding.actions.conditions import answers as conditions
from funding.actions.conditions.answers import Said
from funding.enums import RegisterKind
from funding.models import RegisterAnswer
from funding.queries.decrees import rows_granted
from wecare.accounts.models import Person
from wecare.acts.models import Act

_CUP = "J11B26{:09d}"


def told(ranked_list: RankedList, *, on: date, by: Person) -> None:
    """The call wants a CUP and the acceptance; each project that is to be granted has its code."""
    number = Act.objects.filter(external=True).count()
    conditions.set_for_call(
        call=ranked_list.call,
        regime=None,
        cup=True,
        durc=False,
        antimafia=False,
        acceptance=True,
        ground=Ground(
            kind="DD",
            number_text=f"DD {number}/DEMO/{on.year}",
            adopted_on=on,
            subject="Condizioni per concedere e pagare (dati dimostrativi)",
        ),
        by=by,
    )
    known = RegisterAnswer.objects.filter(kind=RegisterKind.CUP.value).count()
    for place, row in enumerate(rows_granted(ranked_list), start=known + 1):
        conditions.record(
            submission=row.submission,
            fiscal_code=row.fiscal_code,
            said=Said(RegisterKind.CUP, on, _CUP.format(place)),
            demonstration=True,
            by=by,
        )
