"""What is to be done of an award now: by whom, by when, and which part of its page tells it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.enums import AidForm
from funding.engine import conditions as engine
from funding.enums import (
    AwardState,
    ChangeKind,
    ConditionKey,
    Hand,
    InstalmentKind,
    PaymentState,
    PlanState,
    ReportState,
    RevocationState,
)
from funding.labels import CHANGE_KINDS, INSTALMENT_KINDS
from funding.queries.aid.forms import allowed_forms
from funding.queries.awards.reading import Reading
from funding.queries.exits.procedures import conclude_by
from funding.queries.exits.recoveries import missing
from wecare.core.money import format_amount

_SECOND = timedelta(seconds=1)
_TOLD_ELSEWHERE = (ConditionKey.ACCEPTANCE, ConditionKey.DEED)
_PAYMENTS: dict[PaymentState, tuple[Hand, str]] = {
    PaymentState.ASKED: (Hand.OFFICE, "check"),
    PaymentState.CHECKED: (Hand.OFFICE, "approve"),
    PaymentState.APPROVED: (Hand.OFFICE, "order"),
    PaymentState.ORDERED: (Hand.BANK, "answer"),
    PaymentState.RETURNED: (Hand.BENEFICIARY, "correct"),
}


@dataclass(frozen=True, slots=True)
class Awaited:
    """One thing to do: `part` is the key of the part of the page; `until` the last day, if there is one."""

    what: str
    whose: Hand
    part: str
    until: date | None = None
    is_late: bool = False


def awaited(of: Reading, *, whose: Hand) -> list[Awaited]:
    """What is to be done, first by whoever reads: what is late, then by its day."""
    sources = (*SOURCES, *INNER) if whose is Hand.OFFICE else SOURCES
    found = [each for source in sources for each in source(of)]
    return sorted(
        found, key=lambda each: (each.whose is not whose, not each.is_late, each.until or date.max)
    )


def _conditions(of: Reading) -> Iterator[Awaited]:
    if not of.runs:
        return
    lacking = [
        each for each in engine.missing(engine.to_pay(of.facts)) if each.key not in _TOLD_ELSEWHERE
    ]
    if lacking:
        what = ngettext(
            "Completare le condizioni: ne manca %(count)d",
            "Completare le condizioni: ne mancano %(count)d",
            len(lacking),
        )
        yield Awaited(what % {"count": len(lacking)}, Hand.OFFICE, "condizioni")


def _adhesion(of: Reading) -> Iterator[Awaited]:
    waited = of.waited
    if not of.runs or waited.until is None:
        return
    if of.acceptance is None:
        what = _("Accettare il contributo")
        yield Awaited(what, Hand.BENEFICIARY, "condizioni", waited.until, waited.overdue)
        return
    if of.is_group and of.deed is None:
        what = _("Caricare l'atto di costituzione del gruppo")
        yield Awaited(what, Hand.BENEFICIARY, "condizioni")
    elif of.deed is not None and of.deed.confirmed is None:
        yield Awaited(_("Confermare l'atto di costituzione"), Hand.OFFICE, "condizioni")
    if of.start is None:
        yield Awaited(_("Comunicare l'avvio del progetto"), Hand.BENEFICIARY, "condizioni")


def _forms(of: Reading) -> Iterator[Awaited]:
    if not of.runs:
        return
    if of.division is None:
        if allowed_forms(of.award) != (AidForm.GRANT,) and not of.award.carried:
            yield Awaited(_("Scrivere in quali forme è dato l'aiuto"), Hand.OFFICE, "forme")
    elif not of.division.is_confirmed:
        yield Awaited(_("Confermare le forme dell'aiuto"), Hand.OFFICE, "forme")
    for asked in of.disbursements:
        if asked.is_paid is None:
            what = _("Approvare l'erogazione n. %(number)d del prestito")
            yield Awaited(what % {"number": asked.number}, Hand.OFFICE, "prestito")
    for call in of.guarantee_calls:
        if call.is_paid is None:
            what = _("Verificare la richiesta di %(bank)s")
            if call.checked_at is not None:
                what = _("Decidere sulla richiesta di %(bank)s")
            yield Awaited(what % {"bank": call.bank}, Hand.OFFICE, "garanzia")


def _instalments(of: Reading) -> Iterator[Awaited]:
    if of.award.state != AwardState.GRANTED:
        return
    for loan in of.loans:
        left = [row for row in loan.rows if not row.is_settled]
        for row in [row for row in left if row.is_overdue] or left[:1]:
            yield Awaited(
                _("Pagare la rata %(number)d del prestito: %(amount)s")
                % {"number": row.number, "amount": format_amount(row.owed)},
                Hand.BENEFICIARY,
                "prestito",
                row.due_on,
                row.is_overdue,
            )


def _payments(of: Reading) -> Iterator[Awaited]:
    if of.runs and of.plan is None and of.money.committed and _is_paid_by_plan(of):
        yield Awaited(_("Scrivere il piano dei pagamenti"), Hand.OFFICE, "pagamenti")
    words = {
        "check": _("Controllare la richiesta: %(what)s"),
        "approve": _("Approvare il pagamento: %(what)s"),
        "order": _("Preparare l'ordine per la banca: %(what)s"),
        "answer": _("Eseguire il bonifico: %(what)s"),
        "correct": _("Correggere la richiesta: %(what)s"),
    }
    for each in of.requests:
        step = _PAYMENTS.get(PaymentState(each.state))
        if step is not None:
            kind = INSTALMENT_KINDS[InstalmentKind(each.kind)]
            said = {"what": f"{kind} n. {each.number}"}
            yield Awaited(words[step[1]] % said, step[0], "pagamenti")


def _is_paid_by_plan(of: Reading) -> bool:
    """Whether a part of it is a grant, that a plan pays."""
    if of.division is None:
        return allowed_forms(of.award) == (AidForm.GRANT,) or bool(of.award.carried)
    of_their_own = {AidForm.LOAN.value, AidForm.GUARANTEE.value}
    return of.division.is_confirmed and any(each.form not in of_their_own for each in of.components)


def _reports(of: Reading) -> Iterator[Awaited]:
    words = {
        ReportState.DRAFT: (_("Inviare il rendiconto n. %(number)d"), Hand.BENEFICIARY),
        ReportState.SENT: (_("Controllare il rendiconto n. %(number)d"), Hand.OFFICE),
        ReportState.CHECKED: (_("Chiudere il rendiconto n. %(number)d"), Hand.OFFICE),
    }
    if not of.runs:
        return
    for each in of.reports:
        found = words.get(ReportState(each.state))
        if found is not None:
            yield Awaited(found[0] % {"number": each.number}, found[1], "rendiconti")


def _changes(of: Reading) -> Iterator[Awaited]:
    for each in of.changes:
        if each.is_open:
            what = _("Rispondere: %(kind)s n. %(number)d")
            said = {"kind": CHANGE_KINDS[ChangeKind(each.kind)], "number": each.number}
            yield Awaited(what % said, Hand.OFFICE, "variazioni")


def _exits(of: Reading) -> Iterator[Awaited]:
    for each in of.revocations:
        if not each.is_open:
            continue
        if each.state == RevocationState.NOTICED and of.now < each.answer_until:
            until = localdate(each.answer_until - _SECOND)
            what = _("Rispondere all'avvio della revoca")
            yield Awaited(what, Hand.BENEFICIARY, "uscite", until)
            continue
        noticed = each.state == RevocationState.NOTICED
        what = _("Valutare la revoca") if noticed else _("Scrivere l'atto di revoca")
        until = conclude_by(each)
        yield Awaited(what, Hand.OFFICE, "uscite", until, until < of.today)
    if of.runs and of.departure is not None:
        yield Awaited(_("Chiudere il contributo di chi è uscito"), Hand.OFFICE, "uscite")


def _line(of: Reading) -> Iterator[Awaited]:
    if of.line is not None and of.line.is_due:
        yield Awaited(_("Scorrere la graduatoria"), Hand.OFFICE, "uscite")


def _recoveries(of: Reading) -> Iterator[Awaited]:
    for each in of.recoveries:
        if not each.is_open:
            continue
        for _number, day, capital in missing(each)[:1]:
            what = _("Restituire %(amount)s") % {"amount": format_amount(capital)}
            yield Awaited(what, Hand.BENEFICIARY, "recuperi", day, day < of.today)
        if any(plan.state == PlanState.ASKED for plan in each.plans.all()):
            yield Awaited(_("Decidere sulle rate chieste"), Hand.OFFICE, "recuperi")


SOURCES: tuple[Callable[[Reading], Iterable[Awaited]], ...] = (
    _adhesion,
    _payments,
    _instalments,
    _reports,
    _changes,
    _exits,
    _recoveries,
)
INNER = (_conditions, _forms, _line)  # steps inside the office, that its own pages alone tell
