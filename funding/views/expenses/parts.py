"""What the pages of an award say of its expense reports."""

from collections.abc import Mapping
from typing import Any

from applicants.enums import Power
from funding.enums import AwardState, ReportState
from funding.queries.awards.reading import Reading
from funding.queries.expenses.recognised import accepted_expense, grant_due
from wecare.accounts.models import Person


def office_reports(of: Reading, _person: Person) -> Mapping[str, Any]:
    """The reports of the project, for the office."""
    return _facts(of, "funding:report_check")


def own_reports(of: Reading, person: Person) -> Mapping[str, Any] | None:
    """The same for the beneficiary, who may begin one."""
    if of.award.state != AwardState.GRANTED and not of.reports:
        return None
    facts = _facts(of, "funding:own_report")
    is_open = any(each.state == ReportState.DRAFT or each.is_final for each in facts["reports"])
    may_start = of.award.state == AwardState.GRANTED and not is_open
    return {**facts, "may_start": may_start and of.may(person, Power.WRITES)}


def office_results(_of: Reading, _person: Person) -> Mapping[str, Any]:
    """Where the office reads the results of the project."""
    return {"address": "funding:results"}


def own_results(_of: Reading, _person: Person) -> Mapping[str, Any]:
    """Where the beneficiary writes them."""
    return {"address": "funding:own_results"}


def _facts(of: Reading, address: str) -> dict[str, Any]:
    reports = of.reports
    closed = any(each.state == ReportState.CLOSED for each in reports)
    return {
        "reports": reports,
        "address": address,
        "is_office": address == "funding:report_check",
        "may_start": False,
        "accepted": accepted_expense(of.award) if closed else None,
        "due": grant_due(of.award) if closed else None,
    }
