"""How much of a document of expenditure is charged: in its own report, and in those that others sent.

A draft of another project charges nothing yet: of two that charge the same document the first that sends
has it. What the office took away from a line is charged no longer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from funding.enums import ReportState
from funding.models import ExpenseDocument, ExpenseLine
from wecare.core.money import ZERO

_LEFT_OF_A_LINE = Coalesce("accepted", "amount")
_SENT = ~Q(document__report__state=ReportState.DRAFT.value)


@dataclass(frozen=True, slots=True)
class Charged:
    """What a document is worth and what is charged of it, in euro; `elsewhere` says not where."""

    total: Decimal
    here: Decimal
    elsewhere: Decimal

    @property
    def everywhere(self) -> Decimal:
        return self.here + self.elsewhere

    @property
    def left(self) -> Decimal:
        """What may still be charged; below zero if others sent what is charged here too."""
        return self.total - self.everywhere


def charged(document: ExpenseDocument) -> Charged:
    """What is charged of a document in its report, and in reports sent by other projects."""
    same = ExpenseLine.objects.filter(document__identity=document.identity).aggregate(
        here=Sum(_LEFT_OF_A_LINE, filter=Q(document=document)),
        elsewhere=Sum(_LEFT_OF_A_LINE, filter=~Q(document=document) & _SENT),
    )
    return Charged(document.total, same["here"] or ZERO, same["elsewhere"] or ZERO)


def above_their_total(documents: QuerySet[ExpenseDocument]) -> QuerySet[ExpenseDocument]:
    """Those of which more than their total is charged in all, as `charged`."""
    lines = (
        ExpenseLine.objects.filter(document__identity=OuterRef("identity"))
        .filter(Q(document=OuterRef("pk")) | _SENT)
        .order_by()
        .values("document__identity")
        .annotate(sum=Sum(_LEFT_OF_A_LINE))
    )
    found = documents.annotate(charged=Subquery(lines.values("sum")))
    return found.filter(charged__gt=F("total"))


def charged_twice() -> Iterator[str]:
    """The documents of which reports that were sent charge more than any of them says it is worth."""
    lines = ExpenseLine.objects.filter(_SENT).order_by().values("document__identity")
    sums = lines.annotate(sum=Sum(_LEFT_OF_A_LINE), worth=Max("document__total"))
    above = sums.filter(sum__gt=F("worth")).order_by("document__identity")
    for identity, charged_of_it, worth in above.values_list("document__identity", "sum", "worth"):
        first = ExpenseDocument.objects.filter(identity=identity).order_by("pk").first()
        yield f"expense document {first}: worth {worth}, charged {charged_of_it} in all"


def repeated(documents: QuerySet[ExpenseDocument]) -> QuerySet[ExpenseDocument]:
    """Those that stand in other projects too: nobody but the office is told in which."""
    others = ExpenseDocument.objects.filter(identity=OuterRef("identity")).exclude(
        submission=OuterRef("submission")
    )
    return documents.filter(Exists(others))
