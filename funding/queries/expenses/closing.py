"""What closing a report comes to: its lines, the flat rates, the limits on all that was accepted."""

from dataclasses import dataclass
from decimal import Decimal

from applicants.engine.budget import budget
from applicants.labels import sentence
from calls.engine.rulebook import Rulebook
from funding.engine.expenses import flats, grant_for, recognised
from funding.enums import ReportState
from funding.models import Award, ExpenseReport
from funding.queries.awards.standing import standing
from funding.queries.expenses.people import Approved, approved_of
from funding.queries.expenses.recognised import accepted_expense
from funding.queries.expenses.reports import Spending, by_category, sums
from wecare.core.money import ZERO, total


@dataclass(frozen=True, slots=True)
class Closing:
    """What a report will be closed with, in euro; `problems` are the limits that are not kept.

    Limits are of the whole project: before the final report they are only told, since what is spent
    first need not be what is spent most. At the final one the maxima cut.
    """

    lines: Decimal
    flat: Decimal
    cut: Decimal
    before: Decimal  # accepted in the reports closed before
    grant: Decimal  # due after it, for all that was accepted
    problems: tuple[str, ...]

    @property
    def accepted(self) -> Decimal:
        return self.lines + self.flat - self.cut


def closing_of(report: ExpenseReport, award: Award) -> Closing:
    """The sums of a report and what the limits say of all that was accepted with it."""
    approved = approved_of(award)
    earlier = ExpenseReport.objects.filter(
        submission=report.submission_id, state=ReportState.CLOSED.value
    ).exclude(pk=report.pk)
    own = by_category(sums([report], accepted=True))
    spent = by_category(sums(earlier, accepted=True))
    whole = {code: own.get(code, ZERO) + spent.get(code, ZERO) for code in own | spent}
    added = flats(approved.rules, whole, approved.by_category)
    given = total(each.flat or ZERO for each in earlier.order_by("number"))
    flat = max(total(added.values()) - given, ZERO)
    before = accepted_expense(award)
    cut = ZERO
    kept = whole | added
    if report.is_final:
        left = recognised(approved.rules, whole, approved.by_category)
        cut, kept = left.cut, dict(left.costs)
    lines = total(own.values())
    accepted = before + lines + flat - cut
    return Closing(
        lines=lines,
        flat=flat,
        cut=cut,
        before=before,
        grant=grant_for(
            accepted,
            granted=award.amount,
            cost=award.submission.total_cost,
            due=standing(award).due,
        ),
        problems=_problems(approved.rules, kept) if report.is_final else (),
    )


def limits_so_far(spent: Spending, approved: Approved) -> tuple[str, ...]:
    """The limits that all that was accepted so far does not keep, as sentences."""
    whole = by_category(spent.accepted)
    return _problems(approved.rules, whole | flats(approved.rules, whole, approved.by_category))


def _problems(rules: Rulebook, costs: dict[str, Decimal]) -> tuple[str, ...]:
    found = budget(rules, costs, ZERO)
    return tuple(
        sentence(limit.fact)
        for limit in found.broken
        if limit.code.startswith(("cost.", "cost_group.")) and not limit.code.endswith(".flat")
    )
