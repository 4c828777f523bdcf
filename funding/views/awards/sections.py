"""The parts of an award's page, in the order they are read; each brings its own template and facts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from funding.queries.awards.reading import Reading
from funding.queries.seeing import dossiers
from funding.views.aid import facts as aid_facts
from funding.views.conditions import told as told_conditions
from funding.views.exits import parts as exit_parts
from funding.views.expenses import parts as expense_parts
from funding.views.payments import parts as payment_parts
from wecare.accounts.models import Person

Facts = Callable[[Reading, Person], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its heading, its template, and what the template reads; None where it is not for this
    award or this person.
    """

    key: str
    title: str | Promise
    template: str
    facts: Facts


def _years(of: Reading, _person: Person) -> dict[str, Any]:
    return {"years": of.years}


_FORMS, _LOAN, _GUARANTEE = _("Forme dell'aiuto"), _("Prestito"), _("Garanzia")
_PAYMENTS, _REPORTS, _RESULTS = _("Pagamenti"), _("Rendiconti"), _("Risultati")
_CHANGES, _EXITS, _BACK = (
    _("Variazioni e proroghe"),
    _("Rinuncia, revoca, chiusura"),
    _("Somme da restituire"),
)
_DOSSIER = _("Dossier")
OFFICE: tuple[Part, ...] = (
    Part("condizioni", _("Condizioni"), "funding/_conditions.html", told_conditions.for_office),
    Part("forme", _FORMS, "funding/_aid_forms.html", aid_facts.forms_for_office),
    Part("pagamenti", _PAYMENTS, "funding/_payments_office.html", payment_parts.for_the_office),
    Part("annualita", _("Annualità di bilancio"), "funding/_award_years.html", _years),
    Part("prestito", _LOAN, "funding/_aid_loan.html", aid_facts.loan_for_office),
    Part("garanzia", _GUARANTEE, "funding/_aid_guarantee.html", aid_facts.guarantee_for_office),
    Part("rendiconti", _REPORTS, "funding/expenses/_reports.html", expense_parts.office_reports),
    Part("risultati", _RESULTS, "funding/results/_part.html", expense_parts.office_results),
    Part("variazioni", _CHANGES, "funding/part_changes.html", exit_parts.changes_part),
    Part("uscite", _EXITS, "funding/part_exits.html", exit_parts.exits_part),
    Part("recuperi", _BACK, "funding/part_recoveries.html", exit_parts.recoveries_part),
    Part("dossier", _DOSSIER, "funding/_dossier.html", dossiers.office_facts),
)
BENEFICIARY: tuple[Part, ...] = (
    Part(
        "condizioni",
        _("Accettazione e avvio"),
        "funding/_to_do.html",
        told_conditions.for_beneficiary,
    ),
    Part("forme", _FORMS, "funding/_aid_forms.html", aid_facts.forms_for_beneficiary),
    Part("pagamenti", _PAYMENTS, "funding/_payments_own.html", payment_parts.for_the_beneficiary),
    Part("prestito", _LOAN, "funding/_aid_loan.html", aid_facts.loan_for_beneficiary),
    Part(
        "garanzia", _GUARANTEE, "funding/_aid_guarantee.html", aid_facts.guarantee_for_beneficiary
    ),
    Part("rendiconti", _REPORTS, "funding/expenses/_reports.html", expense_parts.own_reports),
    Part("risultati", _RESULTS, "funding/results/_part.html", expense_parts.own_results),
    Part("variazioni", _CHANGES, "funding/part_own_changes.html", exit_parts.own_changes_part),
    Part("uscite", _EXITS, "funding/part_own_exits.html", exit_parts.own_exits_part),
    Part("recuperi", _BACK, "funding/part_recoveries.html", exit_parts.own_recoveries_part),
    Part("dossier", _DOSSIER, "funding/_dossier.html", dossiers.own_facts),
)


def shown(parts: Sequence[Part], of: Reading, person: Person) -> list[dict[str, Any]]:
    """The parts that have something to say of this award to this person."""
    found = []
    for part in parts:
        facts = part.facts(of, person)
        if facts is not None:
            found.append(
                {"key": part.key, "title": part.title, "template": part.template, "facts": facts}
            )
    return found
