"""What was accepted of what a project spent, and the grant that gives a right to."""

from decimal import Decimal

from django.db.models import F, Sum

from funding.engine.expenses import grant_for
from funding.enums import ReportState
from funding.models import Award, ExpenseReport
from funding.queries.awards.standing import standing
from wecare.core.money import ZERO


def accepted_expense(award: Award) -> Decimal:
    """The expense of the closed reports of the project, flat rates in and cuts out, in euro."""
    closed = ExpenseReport.objects.filter(
        submission=award.submission_id, state=ReportState.CLOSED.value
    )
    found: Decimal | None = closed.aggregate(sum=Sum(F("accepted_lines") + F("flat") - F("cut")))[
        "sum"
    ]
    return found or ZERO


def if_any(award: Award) -> Decimal | None:
    """The accepted expense, in euro; None while no report of the project is closed."""
    closed = ExpenseReport.objects.filter(
        submission=award.submission_id, state=ReportState.CLOSED.value
    )
    return accepted_expense(award) if closed.exists() else None


def grant_due(award: Award) -> Decimal:
    """The grant for what was accepted, in euro, paid or not: within what the award is still worth.

    The share is that of the award in the cost it was asked for.
    """
    return grant_for(
        accepted_expense(award),
        granted=award.amount,
        cost=award.submission.total_cost,
        due=standing(award).due,
    )
