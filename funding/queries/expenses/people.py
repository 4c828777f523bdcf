"""Whose expenses a person sees and writes: all of a project for its lead, one's own for a partner."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, Q, QuerySet

from applicants.enums import Power
from applicants.models import Application, Partner
from applicants.queries.mandates import applications_of, organisations_of
from calls.engine.rulebook import Rulebook
from funding.enums import AwardState
from funding.models import Award, ExpenseReport
from funding.queries.awards.standing import on_desk
from funding.queries.exits.budget_in_force import budget_in_force
from wecare.accounts.models import Person
from wecare.core.money import ZERO, total


@dataclass(frozen=True, slots=True)
class Approved:
    """What was approved of a project: who takes part, the lead first, and what each may spend, in euro."""

    rules: Rulebook
    names: dict[str, str]  # fiscal code → name
    costs: dict[tuple[str, str], Decimal]  # (fiscal code, category) → euro

    @property
    def value(self) -> Decimal:
        return total(self.costs.values())

    @property
    def by_category(self) -> dict[str, Decimal]:
        found: dict[str, Decimal] = {}
        for (_member, code), amount in self.costs.items():
            found[code] = found.get(code, ZERO) + amount
        return found


def approved_of(award: Award) -> Approved:
    """The budget of a project in force: as it was sent, with the changes that count."""
    rules = award.decree.ranked_list.rulebook.rules
    known = {each.code for each in rules.cost_categories}
    shares = budget_in_force(award).shares
    return Approved(
        rules=rules,
        names={each.fiscal_code: each.name for each in shares},
        costs={
            (each.fiscal_code, code): amount
            for each in shares
            for code, amount in each.costs.items()
            if code in known
        },
    )


def awards_with_expenses_of(person: Person) -> QuerySet[Award]:
    """The awards of which the person sees expenses: of applications they read, of their partners."""
    partners = Partner.objects.filter(
        organisation__in=organisations_of(person, Power.READS).order_by().values("pk")
    )
    return Award.objects.filter(
        Q(submission__application__in=applications_of(person, Power.READS))
        | Q(submission__application__in=partners.order_by().values("application"))
    ).order_by("-granted_at", "-id")


@dataclass(frozen=True, slots=True)
class Powers:
    """The fiscal codes of those whose expenses a person sees, and writes; None is everybody's."""

    seen: frozenset[str] | None
    written: frozenset[str] | None


def powers_of(person: Person, award: Award) -> Powers:
    """What a person sees and writes of the expenses of a project; one query for whom its lead stands."""
    application = Application.objects.filter(pk=award.submission.application_id).order_by()
    reads, writes = (
        application.filter(pk__in=applications_of(person, power).order_by().values("pk"))
        for power in (Power.READS, Power.WRITES)
    )
    is_read, is_written = application.values_list(Exists(reads), Exists(writes)).get()
    return Powers(
        seen=None if is_read else _as_partner(person, award, Power.READS),
        written=None if is_written else _as_partner(person, award, Power.WRITES),
    )


def written_by(person: Person, award: Award) -> frozenset[str] | None:
    """The fiscal codes of those for whom the person writes expenses; None is everybody."""
    return powers_of(person, award).written


def _as_partner(person: Person, award: Award, power: Power) -> frozenset[str]:
    partners = Partner.objects.filter(
        application=award.submission.application_id,
        organisation__in=organisations_of(person, power).order_by().values("pk"),
    )
    return frozenset(partners.order_by().values_list("fiscal_code", flat=True))


def drafts_of(person: Person) -> QuerySet[ExpenseReport]:
    """The reports of which the person sees something, the last begun first."""
    awards = awards_with_expenses_of(person).order_by().values("submission")
    return (
        ExpenseReport.objects.filter(submission__in=awards)
        .select_related("award__organisation", "submission__call")
        .defer("submission__content", "submission__call__draft")
        .order_by("-started_at", "-id")
    )


def award_of(report: ExpenseReport) -> Award:
    """The award of the project that stands, or the last that did."""
    found = on_desk().filter(submission=report.submission_id)
    return found.filter(state=AwardState.GRANTED.value).first() or found[0]
