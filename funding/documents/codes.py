"""The codes that the registers gave to what a decree grants."""

from collections.abc import Iterable

from evaluation.models import RankedRow
from funding.enums import RegisterKind
from funding.queries.conditions.answers import in_force


def codes_of(rows: Iterable[RankedRow]) -> dict[int, dict[str, str]]:
    """Submission → the CUP of the project and the COR of each who takes part; blank where there is none."""
    leads = {row.submission_id: row.fiscal_code for row in rows}
    found = {key: {"cup": "", "cor": ""} for key in leads}
    for (key, code), answers in sorted(in_force(leads).items()):
        if code == leads[key] and RegisterKind.CUP in answers:
            found[key]["cup"] = answers[RegisterKind.CUP].number
        if RegisterKind.COR in answers:
            before = found[key]["cor"]
            number = answers[RegisterKind.COR].number
            found[key]["cor"] = f"{before}, {number}" if before else number
    return found
