"""Whether a budget may become another one: within what was approved, by the rules of the call."""

from collections.abc import Mapping
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from applicants.engine.completeness import Requirement, missing
from applicants.engine.snapshot import Snapshot
from applicants.enums import RequirementSection
from applicants.labels import sentence
from funding.engine.budgets import Budget, Substantial, differences, why_substantial
from funding.models import Award
from funding.policies import ExitRefused
from funding.queries.exits.budget_in_force import content_in_force
from wecare.core.money import ZERO, format_amount


def check_changes(before: Budget, after: Budget, activities: str) -> None:
    """Something changes, no cost is negative, and all of it is no more than was approved.

    :raises ExitRefused: otherwise.
    """
    if not activities and not differences(before, after):
        raise ExitRefused(_("Non cambia nulla: sposta un importo, o scrivi che attività cambiano."))
    for share in after.shares:
        if any(amount < ZERO for amount in share.costs.values()):
            raise ExitRefused(_("%(name)s: un costo non è negativo.") % {"name": share.name})
    if after.total > before.total:
        raise ExitRefused(
            _("Il costo approvato è %(limit)s e non cresce. Il nuovo piano arriva a %(value)s.")
            % {"limit": format_amount(before.total), "value": format_amount(after.total)}
        )


def check_rules(award: Award, before: Budget, after: Budget) -> None:
    """The rules on costs that the call made and that held before, hold after too.

    :raises ExitRefused: naming those that do not.
    """
    rules = award.submission.rules
    content = content_in_force(award)
    known = {_mark(each) for each in missing(rules, _snapshot(content, before))}
    broken = [
        each
        for each in missing(rules, _snapshot(content, after))
        if each.section == RequirementSection.COSTS and _mark(each) not in known
    ]
    if broken:
        raise ExitRefused(
            _("Il nuovo piano non rispetta le regole del bando: %(first)s")
            % {"first": " ".join(sentence(each.fact) for each in broken)}
        )


def _snapshot(content: Mapping[str, object], budget: Budget) -> Snapshot:
    parts = {share.fiscal_code: share for share in budget.shares[1:]}
    codes = {code for share in budget.shares for code in share.costs}
    partners = [
        {
            **each,
            "costs": {
                code: str(amount) for code, amount in parts[each["fiscal_code"]].costs.items()
            },
        }
        for each in content.get("partners", ())  # type: ignore[attr-defined]  # a list of partners
    ]
    costs = {code: str(budget.of(code)) for code in codes}
    return Snapshot.of_content({**content, "costs": costs, "partners": partners})


def _mark(requirement: Requirement) -> tuple[str, str]:
    partner = requirement.partner
    return requirement.code, "" if partner is None else partner.fiscal_code


def check_minor(before: Budget, after: Budget, activities: str) -> None:
    """A notice is enough for the change.

    :raises ExitRefused: saying why it needs approval, with limit and value.
    """
    percent = Decimal(settings.FUNDING_NOTICE_PERCENT)
    found = why_substantial(before, after, activities=bool(activities), percent=percent)
    if found:
        raise ExitRefused(
            _("Una comunicazione non basta, serve l'approvazione: %(why)s")
            % {"why": " ".join(_why(each) for each in found)}
        )


def _why(found: Substantial) -> str:
    if found.why == "activities":
        return _("cambiano le attività.")
    if found.why == "partner":
        return _("cambia la quota di %(name)s, da %(limit)s a %(value)s.") % {
            "name": found.name,
            "limit": format_amount(found.limit),
            "value": format_amount(found.value),
        }
    return _(
        "si spostano %(value)s tra le voci; con una comunicazione fino a %(limit)s, cioè "
        "%(percent)s per cento del costo approvato."
    ) % {
        "value": format_amount(found.value),
        "limit": format_amount(found.limit),
        "percent": settings.FUNDING_NOTICE_PERCENT,
    }
