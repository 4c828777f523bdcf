"""What an expense report says, and what must hold of those that were sent, checked and closed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, Sum

from funding.enums import ReportState
from funding.models import ExpenseDocument, ExpenseLine, ExpenseReport
from funding.queries.expenses.charged import charged_twice
from wecare.core.digests import digest
from wecare.core.money import ZERO


def content_of(report: ExpenseReport) -> dict[str, Any]:
    """What a report says, as its digest is computed: period, documents and lines in their order."""
    documents = (
        ExpenseDocument.objects.filter(report=report).prefetch_related("lines").order_by("pk")
    )
    return {
        "number": report.number,
        "starts_on": report.starts_on,
        "ends_on": report.ends_on,
        "final": report.is_final,
        "documents": [
            {
                "member": each.member,
                "kind": each.kind,
                "number": each.number,
                "date": each.date,
                "issuer_name": each.issuer_name,
                "issuer_code": each.issuer_code,
                "total": each.total,
                "vat": each.vat,
                "paid_on": each.paid_on,
                "file": each.file_id,
                "lines": [
                    {
                        "category": line.category,
                        "description": line.description,
                        "amount": line.amount,
                    }
                    for line in sorted(each.lines.all(), key=lambda line: line.pk)
                ],
            }
            for each in documents
        ],
    }


def problems() -> list[str]:
    """What does not hold of expense reports, in sentences: no line is accepted for more than it imputes,
    what was sent is what its digest says, and a closed report is the sum of its lines; no document is
    charged above its worth in all that was sent.
    """
    return [*_problems(), *charged_twice()]


def _problems() -> Iterator[str]:
    above = ExpenseLine.objects.filter(accepted__gt=F("amount")).order_by("pk")
    for line in above.iterator():
        yield f"expense line {line.pk}: {line.amount} imputed, {line.accepted} accepted"
    astray = ExpenseLine.objects.exclude(
        Q(report=F("document__report")) & Q(member=F("document__member"))
    )
    for line in astray.order_by("pk").iterator():
        yield f"expense line {line.pk}: it is not of its document's report and partner"
    sent = ExpenseReport.objects.exclude(state=ReportState.DRAFT.value)
    sums = sent.annotate(sum=Sum("lines__accepted")).order_by("pk")
    for report in sums.iterator(chunk_size=100):
        if digest(content_of(report)) != report.digest:
            yield f"expense report {report.pk}: it is not what was sent"
        if report.state == ReportState.CLOSED and report.accepted_lines != (report.sum or ZERO):
            yield (
                f"expense report {report.pk}: closed with {report.accepted_lines}, its lines are "
                f"{report.sum or ZERO}"
            )
