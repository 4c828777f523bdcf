"""What the pages of an award say of its expense reports."""

from collections.abc import Mapping
from typing import Any

from applicants.permissions import writes
from funding.enums import AwardState, ReportState
from funding.models import Award
from funding.queries.accepted_expense import accepted_expense, grant_due
from funding.queries.expenses import reports_of
from wecare.accounts.models import Person


def office_reports(award: Award, _person: Person) -> Mapping[str, Any]:
    """The reports of the project, for the office."""
    return _facts(award, "funding:report_check")


def own_reports(award: Award, person: Person) -> Mapping[str, Any]:
    """The same for the beneficiary, who may begin one."""
    facts = _facts(award, "funding:own_report")
    is_open = any(each.state == ReportState.DRAFT or each.is_final for each in facts["reports"])
    may_start = award.state == AwardState.GRANTED and not is_open
    return {**facts, "may_start": may_start and writes(person, award.submission.application)}


def office_results(_award: Award, _person: Person) -> Mapping[str, Any]:
    """Where the office reads the results of the project."""
    return {"address": "funding:results"}


def own_results(_award: Award, _person: Person) -> Mapping[str, Any]:
    """Where the beneficiary writes them."""
    return {"address": "funding:own_results"}


def _facts(award: Award, address: str) -> dict[str, Any]:
    reports = list(reports_of(award))
    closed = any(each.state == ReportState.CLOSED for each in reports)
    return {
        "reports": reports,
        "address": address,
        "is_office": address == "funding:report_check",
        "may_start": False,
        "accepted": accepted_expense(award) if closed else None,
        "due": grant_due(award) if closed else None,
    }
