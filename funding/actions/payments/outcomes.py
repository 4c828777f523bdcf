"""What the bank did: its file is taken whole or not at all, and only then does the money move."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from funding.actions.money import Ground, MoneyRefused, pay
from funding.actions.payments.letters import tell_paid, tell_returned
from funding.actions.payments.orders import hold_awards
from funding.actions.payments.rules import PaymentRefused, check_step
from funding.enums import AwardState, PaymentOutcome
from funding.models import Award, OutcomeImport, PaymentRequest, Transfer
from funding.queries.payments.requests import on_payment_desk, told_to_the_bank
from wecare.accounts.models import Person
from wecare.core import clock, events, sheets, store
from wecare.core.components.formats import day
from wecare.core.sheets.cells import Cell
from wecare.core.text import TextRefused, clean_text
from wecare.core.uploads import clean_filename

MOST_ROWS = 5000
LONGEST_REASON = 300
_COLUMNS = ("codice", "data", "esito", "motivo")
_OUTCOMES = {
    "eseguito": PaymentOutcome.EXECUTED,
    "executed": PaymentOutcome.EXECUTED,
    "respinto": PaymentOutcome.REJECTED,
    "rejected": PaymentOutcome.REJECTED,
}
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")
_NUMBERED = re.compile(r"[A-Za-z0-9-]{1,35}")


class OutcomesRefused(PaymentRefused):
    """A file of which nothing was taken; carries one sentence for each row that is wrong."""

    http_status = 422

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join([_("Non abbiamo registrato nulla."), *self.problems[:50]]))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file: which transfer, what the bank did, when and, for a no, why."""

    number: int
    end_to_end: str
    on: date
    outcome: PaymentOutcome
    reason: str


def read(content: bytes, *, filename: str) -> list[Row]:
    """The rows of the bank's file (CSV, XLSX or ODS) with the columns codice, data, esito, motivo.

    :raises UploadRefused: if it is no such file.
    :raises OutcomesRefused: with a sentence for each row that cannot be read.
    """
    rows = sheets.rows_of(content, filename=filename, limit=MOST_ROWS)
    _number, heads = next(rows, (1, ()))
    named = [str(each).strip().casefold() for each in heads]
    if missing := [each for each in _COLUMNS if each not in named]:
        raise OutcomesRefused([_("Mancano le colonne: %(names)s.") % {"names": ", ".join(missing)}])
    places = {name: named.index(name) for name in _COLUMNS}
    found: list[Row] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for number, cells in rows:
        try:
            row = _row(number, {name: _cell(cells, at) for name, at in places.items()})
        except ValueError as problem:
            problems.append(_("Riga %(row)s: %(problem)s") % {"row": number, "problem": problem})
            continue
        if row.end_to_end in seen:
            problems.append(
                _("Riga %(row)s: il codice %(code)s è già alla riga %(first)s.")
                % {"row": number, "code": row.end_to_end, "first": seen[row.end_to_end]}
            )
        seen.setdefault(row.end_to_end, number)
        found.append(row)
    if not found and not problems:
        problems.append(_("Il file non ha righe sotto le intestazioni."))
    if problems:
        raise OutcomesRefused(problems)
    return found


def take(*, content: bytes, filename: str, by: Person) -> OutcomeImport:
    """Record what the bank did, all rows or none; rows that are known already change nothing.

    What was executed moves the money, once; what was rejected goes back to its beneficiary.

    :raises UploadRefused: if the file cannot be read.
    :raises OutcomesRefused: with a sentence for each row that does not hold.
    """
    name = clean_filename(filename)
    rows = read(content, filename=name)
    with transaction.atomic():
        return _take(rows, content, name, by)


def _take(rows: list[Row], content: bytes, filename: str, by: Person) -> OutcomeImport:
    told = told_to_the_bank(row.end_to_end for row in rows)
    live = _live_awards(told)
    awards = hold_awards({each.pk for each in live.values()} | _own_awards(told))
    locked = Transfer.objects.select_for_update(of=("self",)).filter(
        pk__in=[each.pk for each in told.values()]
    )
    fresh = {each.end_to_end: each for each in locked.order_by("pk")}
    new, problems = _sorted_out(rows, fresh)
    if problems:
        raise OutcomesRefused(problems)
    kept = OutcomeImport.objects.create(
        filename=filename,
        file=store.put(content, media_type=sheets.MEDIA_TYPES[filename.rpartition(".")[2].lower()]),
        executed=sum(row.outcome is PaymentOutcome.EXECUTED for row, _each in new),
        rejected=sum(row.outcome is PaymentOutcome.REJECTED for row, _each in new),
        known=len(rows) - len(new),
        brought_by=by,
        brought_at=clock.now(),
    )
    wanted = [each.payment_id for _row, each in new]
    list(PaymentRequest.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    requests = {each.pk: each for each in on_payment_desk().filter(pk__in=wanted)}
    for row, transfer in new:
        payment = requests[transfer.payment_id]
        _settle(row, transfer, kept)
        if row.outcome is PaymentOutcome.EXECUTED:
            award = live.get(payment.award.submission_id, awards[payment.award_id])
            _execute(row, transfer, payment, award, by)
        else:
            _reject(row, payment, by)
    events.record(
        "payment_outcomes.taken",
        subject=kept,
        actor=by,
        file=kept.file_id,
        executed=kept.executed,
        rejected=kept.rejected,
        known=kept.known,
    )
    return kept


def _settle(row: Row, transfer: Transfer, kept: OutcomeImport) -> None:
    transfer.outcome, transfer.outcome_on = row.outcome.value, row.on
    transfer.outcome_reason, transfer.told_by = row.reason, kept
    transfer.save(update_fields=["outcome", "outcome_on", "outcome_reason", "told_by"])


def _execute(
    row: Row, transfer: Transfer, payment: PaymentRequest, award: Award, by: Person
) -> None:
    """Move the money in the ledger: here alone."""
    amount: Decimal = transfer.amount
    try:
        pay(
            award=award,
            amount=amount,
            ground=Ground(
                key=payment.movement_key,
                cause=_("Pagamento %(code)s") % {"code": transfer.end_to_end},
                reference=_("Ordine di pagamento n. %(order)s") % {"order": transfer.order_id},
                basis=payment.key,
                on=row.on,
            ),
            by=by,
        )
    except MoneyRefused as refusal:
        raise OutcomesRefused(
            [_("Riga %(row)s: %(problem)s") % {"row": row.number, "problem": refusal}]
        ) from refusal
    payment.state, payment.closed_at = check_step(payment, "execute"), clock.now()
    payment.save(update_fields=["state", "closed_at"])
    events.record("payment.paid", subject=payment, actor=by, amount=amount, on=row.on)
    tell_paid(payment, row.on)


def _reject(row: Row, payment: PaymentRequest, by: Person) -> None:
    payment.state, payment.proposed = check_step(payment, "reject"), None
    payment.returned_because = _("La banca ha respinto il bonifico: %(reason)s") % {
        "reason": row.reason
    }
    payment.save(update_fields=["state", "proposed", "returned_because"])
    events.record("payment.rejected", subject=payment, actor=by, reason=row.reason)
    tell_returned(payment)


def _sorted_out(
    rows: list[Row], told: Mapping[str, Transfer]
) -> tuple[list[tuple[Row, Transfer]], list[str]]:
    """The rows that say something new, and what is wrong with others."""
    new: list[tuple[Row, Transfer]] = []
    problems = []
    today = clock.today()
    for row in rows:
        transfer = told.get(row.end_to_end)
        if transfer is None:
            problem = _("il codice %(code)s non è di un nostro ordine.") % {"code": row.end_to_end}
        elif row.on > today:
            problem = _("la data %(on)s è futura.") % {"on": day(row.on)}
        elif transfer.outcome is None:
            new.append((row, transfer))
            continue
        elif (transfer.outcome, transfer.outcome_on) == (row.outcome.value, row.on):
            continue
        else:
            problem = _("del codice %(code)s è già registrato un altro esito, il %(on)s.") % {
                "code": row.end_to_end,
                "on": day(transfer.outcome_on),
            }
        problems.append(_("Riga %(row)s: %(problem)s") % {"row": row.number, "problem": problem})
    return new, problems


def _own_awards(told: Mapping[str, Transfer]) -> set[int]:
    return {each.payment.award_id for each in told.values()}


def _live_awards(told: Mapping[str, Transfer]) -> dict[int, Award]:
    """Submission → the award that stands: of a project granted anew, the ledger pays the last one."""
    projects = {each.payment.award.submission_id for each in told.values()}
    rows = Award.objects.filter(submission__in=projects, state=AwardState.GRANTED.value)
    return {each.submission_id: each for each in rows.order_by("pk")}


def _row(number: int, cells: Mapping[str, Cell]) -> Row:
    code = str(cells["codice"]).strip()
    if not _NUMBERED.fullmatch(code):
        raise ValueError(_("il codice «%(code)s» non è leggibile.") % {"code": code[:40]})
    said = str(cells["esito"]).strip().casefold()
    if said not in _OUTCOMES:
        raise ValueError(
            _("l'esito è «eseguito» o «respinto». Qui è «%(said)s».") % {"said": said[:40]}
        )
    outcome = _OUTCOMES[said]
    try:
        reason = clean_text(str(cells["motivo"]), max_length=LONGEST_REASON, multiline=False)
    except TextRefused as refusal:
        raise ValueError(str(refusal)) from refusal
    if outcome is PaymentOutcome.REJECTED and not reason:
        raise ValueError(_("per un pagamento respinto serve il motivo."))
    return Row(number, code, _day(cells["data"]), outcome, reason)


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell).strip()
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    raise ValueError(_("la data «%(text)s» non è come 23/11/2026.") % {"text": text[:40]})


def _cell(cells: Sequence[Cell], at: int) -> Cell:
    return cells[at] if at < len(cells) else ""
