"""What a dossier holds of the money: conditions, payments, what is to be paid back."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.documents.dossier import aid as dossier_aid
from funding.documents.dossier import conditions as dossier_conditions
from funding.documents.dossier.pieces import Row, if_any
from funding.enums import (
    InstalmentKind,
    PaymentOutcome,
    PaymentState,
    PlanState,
    RecoveryState,
)
from funding.labels import (
    INSTALMENT_KINDS,
    PAYMENT_STATES,
    PLAN_STATES,
    RECOVERY_STATES,
)
from funding.models import Award, Dossier, PaymentRequest, Transfer
from funding.queries.budget_years import years_of_award
from funding.queries.exits.recoveries import recoveries
from funding.queries.payments.requests import requests_of
from wecare.core.archives import Held, held_file

_BANK = {
    PaymentOutcome.EXECUTED.value: gettext_lazy("eseguito"),
    PaymentOutcome.REJECTED.value: gettext_lazy("respinto"),
}


def files_of(award: Award, dossier: Dossier) -> Iterator[Held]:
    """The parts of the dossier about money; the beneficiary's without the checks of the office."""
    office = dossier.for_office
    if office:
        yield from dossier_conditions.files_of(award)
        yield from _years(award)
    yield from _payments(award, office=office)
    yield from dossier_aid.files_of(award, office=office)
    yield from _recoveries(award)


def _years(award: Award) -> Iterator[Held]:
    head: Row = (
        _("annualità"), _("fondo"), _("euro impegnati"), _("euro liberati"), _("euro spostati"),
        _("euro pagati"), _("euro da pagare"),
    )  # fmt: skip
    rows = (
        (
            each.year,
            fund,
            money.committed,
            money.freed,
            money.moved,
            money.paid,
            money.left,
        )
        for each in years_of_award(award)
        for fund, money in (each.funds or {"": each.money}).items()
    )
    yield from if_any(
        "impegni/annualita.csv", _("Gli impegni per annualità di bilancio"), head, rows
    )


def _payments(award: Award, *, office: bool) -> Iterator[Held]:
    plans = award.payment_plans.prefetch_related("instalments").order_by("version")
    head: Row = (
        _("versione"),
        _("scritta"),
        _("rata"),
        _("tipo"),
        _("euro"),
        _("per cento"),
        _("rendiconto"),
    )
    planned = (
        (
            plan.version,
            plan.written_at,
            each.sequence,
            str(INSTALMENT_KINDS[InstalmentKind(each.kind)]),
            each.amount,
            each.percent,
            _("sì") if each.needs_report else _("no"),
        )
        for plan in plans
        for each in sorted(plan.instalments.all(), key=lambda each: each.sequence)
    )
    yield from if_any("pagamenti/piani.csv", _("I piani dei pagamenti"), head, planned)
    found = list(requests_of(award))
    head = (
        _("numero"), _("tipo"), _("stato"), _("chiesta"), _("chiesta da"), _("euro chiesti"),
        _("euro proposti"), _("IBAN"), _("intestatario"), _("nota"), _("tornata perché"),
        _("chiusa"),
    )  # fmt: skip
    asked = (
        (
            each.number,
            str(INSTALMENT_KINDS[InstalmentKind(each.kind)]),
            str(PAYMENT_STATES[PaymentState(each.state)][0]),
            each.asked_at,
            str(each.asked_by),
            each.amount,
            each.proposed,
            each.iban,
            each.holder,
            each.note,
            each.returned_because,
            each.closed_at,
        )
        for each in found
    )
    yield from if_any("pagamenti/richieste.csv", _("Le richieste di pagamento"), head, asked)
    for each in found:
        yield from _brought(each)
    if office:
        yield from _checks(found)


def _brought(payment: PaymentRequest) -> Iterator[Held]:
    folder = f"pagamenti/{payment.award_id}-{payment.number}"
    for surety in payment.sureties.order_by("pk"):
        yield held_file(
            f"{folder}/fideiussione-{surety.pk}",
            _("Fideiussione %(number)s di %(issuer)s: %(amount)s euro, fino al %(day)s")
            % {
                "number": surety.number,
                "issuer": surety.issuer,
                "amount": surety.amount,
                "day": surety.expires_on.isoformat(),
            },
            filename=surety.filename,
            digest=surety.file_id,
        )
    for file in payment.files.order_by("pk"):
        yield held_file(
            f"{folder}/documento-{file.pk}",
            _("Con la richiesta di pagamento: %(filename)s") % {"filename": file.filename},
            filename=file.filename,
            digest=file.file_id,
        )


def _checks(payments: list[PaymentRequest]) -> Iterator[Held]:
    rows: list[Row] = []
    for payment in payments:
        for check in payment.checks.select_related("checked_by").order_by("pk"):
            said = (check.checked_at, str(check.checked_by))
            for point in check.findings:
                holds = _("sì") if point["ok"] else _("no")
                rows.append((payment.number, _("controllo"), *said, point["sentence"], holds, ""))
            rows.append((payment.number, _("proposta"), *said, check.reason, "", check.proposed))
            for each in check.approvals.select_related("decided_by").order_by("step"):
                rows.append(
                    (
                        payment.number,
                        _("approvazione"),
                        each.decided_at,
                        str(each.decided_by),
                        each.reason,
                        _("sì") if each.approved else _("no"),
                        each.amount,
                    )
                )
    head: Row = (
        _("numero"),
        _("che cosa"),
        _("quando"),
        _("chi"),
        _("testo"),
        _("esito"),
        _("euro"),
    )
    said_of = _("I controlli e le approvazioni dei pagamenti")
    yield from if_any("pagamenti/controlli.csv", said_of, head, rows)
    sent = Transfer.objects.filter(payment__in=payments).select_related("order", "payment")
    head = (
        _("numero"),
        _("ordine"),
        _("data dell'ordine"),
        _("codice"),
        _("euro"),
        _("esito"),
        _("data dell'esito"),
        _("motivo"),
    )
    orders = (
        (
            each.payment.number,
            each.order_id,
            each.order.on,
            each.end_to_end,
            each.amount,
            str(_BANK.get(each.outcome or "", _("in attesa"))),
            each.outcome_on,
            each.outcome_reason,
        )
        for each in sent.order_by("pk")
    )
    yield from if_any(
        "pagamenti/banca.csv", _("Gli ordini alla banca e i loro esiti"), head, orders
    )


def _recoveries(award: Award) -> Iterator[Held]:
    found = list(recoveries().filter(award=award).order_by("pk"))
    head: Row = (
        _("somma n."), _("chiesta"), _("capitale"), _("perché"), _("interessi dopo il"),
        _("da pagare entro"), _("stato"), _("chiusa"), _("atto"),
    )  # fmt: skip
    claims = (
        (
            place,
            each.opened_at,
            each.capital,
            each.reason,
            each.since,
            each.pay_by,
            str(RECOVERY_STATES[RecoveryState(each.state)][0]),
            each.closed_at,
            str(each.act or ""),
        )
        for place, each in enumerate(found, start=1)
    )
    yield from if_any("recuperi/somme.csv", _("Le somme da restituire"), head, claims)
    head = (
        _("somma n."),
        _("arrivato"),
        _("riferimento"),
        _("euro"),
        _("interessi"),
        _("capitale"),
    )
    back = (
        (place, row.received_on, row.reference, row.amount, row.interest, row.capital)
        for place, each in enumerate(found, start=1)
        for row in each.payments.all()
    )
    yield from if_any("recuperi/rientri.csv", _("Che cosa è stato restituito"), head, back)
    head = (
        _("somma n."), _("chieste"), _("quante"), _("perché"), _("stato"), _("risposta"),
        _("rata"), _("scade"), _("capitale"),
    )  # fmt: skip
    rows: list[Row] = []
    for place, each in enumerate(found, start=1):
        for plan in sorted(each.plans.all(), key=lambda plan: plan.pk):
            state = str(PLAN_STATES[PlanState(plan.state)][0])
            facts = (place, plan.asked_at, plan.count, plan.reason, state, plan.answer)
            parts: list[Row] = [
                (row.number, row.due_on, row.capital) for row in plan.instalments.all()
            ]
            rows += [(*facts, *part) for part in parts or [("", "", "")]]
    yield from if_any("recuperi/rate.csv", _("Le rate chieste e concesse"), head, rows)
