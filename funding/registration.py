"""What the app tells the others at start: letters, acts with their effects, terms, work, what must hold."""

from evaluation.policies.departures import hinder
from evaluation.queries import on_funds, settled
from funding.actions.exits.effects import EFFECTS
from funding.documents import CONCESSION
from funding.documents.exit_letters import LETTERS
from funding.documents.exits import ACTS
from funding.documents.loan_letters import LETTERS as LOAN_LETTERS
from funding.labels import EXPENSE_LETTERS, OUTCOME_LETTER, PAYMENT_LETTERS
from funding.labels.conditions import OFFER, REMINDER
from funding.policies import closed
from funding.policies.conditions import check_payable
from funding.queries import expiries, fund_verification, verification, year_verification
from funding.queries.aid import terms as loan_terms
from funding.queries.aid import verification as aid_verification
from funding.queries.awards.on_funds import awards_on_funds
from funding.queries.awards.settled import settled_awards
from funding.queries.conditions import adhesion
from funding.queries.conditions import verification as verification_conditions
from funding.queries.exits import terms as exit_terms
from funding.queries.expenses import accepted
from funding.queries.expenses import content as expense_content
from funding.queries.expenses import imports as expense_imports
from funding.queries.expenses import recognised as accepted_expense
from funding.queries.payments import payable
from funding.queries.payments import verification as payment_verification
from funding.queries.seeing import dossiers
from wecare.acts.engine import effects
from wecare.acts.engine.templates import register_template
from wecare.core import dispatch
from wecare.core.verification import register
from wecare.notices.engine import catalogue, terms

_MUST_HOLD = {
    "funding.decrees": verification.decrees,
    "funding.awards": verification.awards,
    "funding.money": verification.money,
    "funding.returned": verification.returned,
    "funding.funds": fund_verification.funds,
    "funding.years": year_verification.years,
    "funding.aid": aid_verification.aid,
    "funding.shares": verification_conditions.shares,
    "funding.conditions": verification_conditions.conditions,
    "funding.payments": payment_verification.payments,
    "funding.payment_orders": payment_verification.orders,
    "funding.expenses": expense_content.problems,
    "funding.recoveries": verification.recoveries,
    "funding.exits": verification.exits,
}
_TERMS = {
    "funding.acceptances": adhesion.terms_of,
    "funding.instalments": loan_terms.terms_of,
    "funding.exits": exit_terms.of_beneficiary,
    "funding.exits_office": exit_terms.of_office,
    "funding.expiries": expiries.office_terms,
}


def must_hold() -> list[str]:
    """Everything that does not hold of granted money, in sentences."""
    return [problem for check in _MUST_HOLD.values() for problem in check()]


def register_all() -> None:
    """Register everything, once."""
    for letter in (
        OUTCOME_LETTER,
        OFFER,
        REMINDER,
        *PAYMENT_LETTERS,
        *EXPENSE_LETTERS,
        *LETTERS,
        *LOAN_LETTERS,
    ):
        catalogue.register(letter)
    for act in (CONCESSION, *ACTS):
        register_template(act)
    for template, effect in EFFECTS.items():
        effects.register(template, effect)
    for name, check in _MUST_HOLD.items():
        register(name, check)
    for name, query in _TERMS.items():
        terms.register(name, query)
    hinder("funding.closed", closed)
    settled.tell("funding.settled", settled_awards)
    on_funds.tell("funding.on_funds", awards_on_funds)
    accepted.provide(accepted_expense.if_any)
    payable.register("funding.conditions", check_payable)
    _register_work()


def _register_work() -> None:
    dispatch.pending(
        "funding.acceptance_reminders",
        task="funding.remind_acceptance",
        query=adhesion.reminders_to_write,
    )
    dispatch.pending(
        "funding.instalment_reminders",
        task="funding.remind_instalment",
        query=loan_terms.to_write,
    )
    dispatch.pending(
        "funding.expense_imports",
        task="funding.read_expenses",
        query=expense_imports.pending,
        oldest=expense_imports.oldest,
    )
    dispatch.pending(
        "funding.dossiers",
        task="funding.write_dossier",
        query=dossiers.pending,
        oldest=dossiers.SHELF.oldest,
    )
