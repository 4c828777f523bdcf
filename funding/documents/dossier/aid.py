"""What a dossier holds of the forms of aid: the loan with its plans, the guarantee."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from calls.enums import AidForm
from calls.labels.lots import AID_FORMS
from funding.documents.dossier.pieces import if_any, table
from funding.enums import GuaranteeCallState, PlanCause, RequestState
from funding.labels import GUARANTEE_CALL_STATES, PLAN_CAUSES, REQUEST_STATES
from funding.models import Award
from funding.queries.aid import forms as aid
from funding.queries.aid import loans
from wecare.core.archives import Held


def files_of(award: Award, *, office: bool) -> Iterator[Held]:
    """Forms, loan and guarantee; the beneficiary's without what was not confirmed or paid."""
    yield from _forms(award, office=office)
    yield from _loans(award, office=office)
    yield from _guarantee(award, office=office)


def _forms(award: Award, *, office: bool) -> Iterator[Held]:
    division = aid.division_of(award)
    if division is None or not (office or division.is_confirmed):
        return
    head = (
        _("forma"), _("euro"), _("tasso %"), _("mesi"), _("preammortamento"), _("ogni mesi"),
        _("garantito %"), _("garantito al più"),
    )  # fmt: skip
    rows = (
        (
            str(AID_FORMS[AidForm(each.form)]),
            each.amount,
            each.annual_rate,
            each.months,
            each.grace_months,
            each.every_months,
            each.guaranteed_percent,
            each.guaranteed_amount,
        )
        for each in division.components.order_by("pk")
    )
    yield from if_any("prestito/forme.csv", _("Le forme dell'aiuto"), head, rows)


def _loans(award: Award, *, office: bool) -> Iterator[Held]:
    asked = loans.disbursements_of(award)
    if not office:
        asked = [each for each in asked if each.is_paid]
    head = (_("numero"), _("euro"), _("giorno"), _("stato"), _("chiesta"), _("decisa"), _("motivo"))
    rows = (
        (
            each.number,
            each.amount,
            each.on,
            str(REQUEST_STATES[RequestState(each.state)][0]),
            each.asked_at,
            each.decided_at,
            each.reason,
        )
        for each in asked
    )
    yield from if_any("prestito/erogazioni.csv", _("Le erogazioni del prestito"), head, rows)
    for each in loans.loans_of(award):
        number = each.disbursement.number
        said = _("Le rate dell'erogazione n. %(number)s") % {"number": number}
        yield table(f"prestito/{number}-rate.csv", said, loans.csv_rows(each))
        yield from _plans(each, number)
        yield from _repaid(each, number)


def _plans(loan: loans.Loan, number: int) -> Iterator[Held]:
    """Every version of the plan, also those that another took the place of."""
    head = (
        _("versione"), _("in vigore dal"), _("perché"), _("debito"), _("rata"), _("scade"), _("capitale"),
        _("interessi"), _("debito residuo"),
    )  # fmt: skip
    rows = (
        (
            plan.version,
            plan.on,
            str(PLAN_CAUSES[PlanCause(plan.cause)]),
            plan.debt,
            each.number,
            each.due_on,
            each.capital,
            each.interest,
            each.debt,
        )
        for plan in loan.disbursement.plans.prefetch_related("instalments").order_by("version")
        for each in sorted(plan.instalments.all(), key=lambda each: each.number)
    )
    said = _("I piani dell'erogazione n. %(number)s, versione per versione") % {"number": number}
    yield from if_any(f"prestito/{number}-piani.csv", said, head, rows)


def _repaid(loan: loans.Loan, number: int) -> Iterator[Held]:
    head = (
        _("arrivato"), _("riferimento"), _("rata"), _("interessi di mora"), _("interessi"),
        _("capitale"),
    )  # fmt: skip
    back = loan.disbursement.repayments.select_related("instalment").order_by("on", "pk")
    rows = (
        (
            each.on,
            each.reference,
            each.instalment.number if each.instalment else _("estinzione anticipata"),
            each.late,
            each.interest,
            each.capital,
        )
        for each in back
    )
    said = _("Che cosa è tornato dell'erogazione n. %(number)s") % {"number": number}
    yield from if_any(f"prestito/{number}-rientri.csv", said, head, rows)


def _guarantee(award: Award, *, office: bool) -> Iterator[Held]:
    found = award.guarantee_calls.order_by("number")
    if not office:
        found = found.filter(is_paid=True)
    head = (
        _("numero"), _("banca"), _("riferimento"), _("giorno"), _("perdita"), _("pagabile"),
        _("stato"), _("motivo"),
    )  # fmt: skip
    rows = (
        (
            each.number,
            each.bank,
            each.reference,
            each.on,
            each.loss,
            each.payable,
            str(GUARANTEE_CALL_STATES[GuaranteeCallState(each.state)][0]),
            each.reason,
        )
        for each in found
    )
    yield from if_any("garanzia/escussioni.csv", _("Che cosa chiedono le banche"), head, rows)
