"""Filters for expense reports."""

from typing import Any

from django import template

from calls.labels import StateLabel
from funding.enums import ExpenseImportState, ExpenseKind, LineState, ReportState
from funding.labels import EXPENSE_IMPORT_STATES, EXPENSE_KINDS, LINE_STATES, REPORT_STATES
from funding.models import ExpenseDocument, ExpenseImport, ExpenseLine, ExpenseReport

register = template.Library()


@register.filter
def report_mark(report: ExpenseReport) -> StateLabel:
    """The state of the report as word, tone and icon."""
    return REPORT_STATES[ReportState(report.state)]


@register.filter
def line_mark(line: ExpenseLine) -> StateLabel:
    """What the office says of the line, as word, tone and icon."""
    return LINE_STATES[LineState(line.state)]


@register.filter
def brought_mark(job: ExpenseImport) -> StateLabel:
    """Where the file stands, as word, tone and icon."""
    return EXPENSE_IMPORT_STATES[ExpenseImportState(job.state)]


@register.filter
def expense_kind(document: ExpenseDocument) -> Any:
    """What proves the expense."""
    return EXPENSE_KINDS[ExpenseKind(document.kind)]


@register.filter
def named(key: str, names: dict[str, str]) -> str:
    """The name of a partner or of a category, or its code where it has none any more."""
    return names.get(key, key)
