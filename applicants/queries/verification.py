"""What must hold of everything that was sent; each problem is a sentence."""

from django.db.models import Count, Max

from applicants.models import ProtocolRegister, Submission
from wecare.core.digests import digest


def submissions() -> list[str]:
    """Every sent version still has the digest it was sent with, and its receipt."""
    problems = []
    rows = Submission.objects.only(
        "id", "content", "content_digest", "protocol_number", "protocol_year", "receipt_id"
    )
    for submission in rows.iterator(chunk_size=500):
        if digest(submission.content) != submission.content_digest:
            problems.append(
                f"submission {submission.protocol}: the digest differs from its content"
            )
        if submission.receipt_id is None:
            problems.append(f"submission {submission.protocol}: no receipt")
    return problems


def protocols() -> list[str]:
    """Protocol numbers have no gap and the register stands at the last one."""
    last = dict(ProtocolRegister.objects.values_list("year", "last"))
    found = Submission.objects.values("protocol_year").annotate(
        count=Count("id"), highest=Max("protocol_number")
    )
    return [
        f"protocol {row['protocol_year']}: {row['count']} submissions, highest {row['highest']},"
        f" register at {last.get(row['protocol_year'], 0)}"
        for row in found.order_by("protocol_year")
        if not row["count"] == row["highest"] == last.get(row["protocol_year"], 0)
    ]
