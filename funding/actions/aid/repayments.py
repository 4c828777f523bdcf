"""Money of loans comes back: instalments one by one or from a file, and before their time.

Capital goes to the free money of the line, on the funds it came from; interest is recorded and is no money
of the programme.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from calls.queries.books import hold_lines, places_of
from funding.actions.aid.loans import LoanRefused, write_plan
from funding.actions.money import hold
from funding.engine.amortisation import interest_of_days, spread
from funding.engine.late_interest import Imputed, imputed
from funding.engine.postings import repayment
from funding.enums import AwardState, PlanCause
from funding.models import Award, Disbursement, Repayment
from funding.queries.aid.forms import terms_of_loan
from funding.queries.aid.loans import Loan, Row, loan
from funding.queries.awards.standing import on_desk, parts_in, standing
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.components.formats import day_short
from wecare.core.money import ZERO, format_amount
from wecare.ledger.actions import post
from wecare.ledger.enums import MovementKind


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a bank says came back: towards which instalment, how much in euro, when, by which reference."""

    disbursement: Disbursement
    number: int
    amount: Decimal
    on: date
    reference: str


@transaction.atomic
def record(*, receipt: Receipt, by: Person) -> Repayment:
    """Record what came back of an instalment, once per reference: interest first, then capital.

    :raises LoanRefused: if nothing of the loan is out, there is no such instalment, an earlier one is not
        paid, the day does not hold, the amount is above what is owed, or the reference means another.
    """
    award = hold(receipt.disbursement.award_id)
    found = _out(award, receipt.disbursement, receipt.on)
    reference = _reference(receipt.reference)
    row = found.row(receipt.number)
    if row is None:
        raise LoanRefused(
            _("Il piano non ha la rata %(number)d: le sue rate vanno dalla 1 alla %(last)d.")
            % {
                "number": receipt.number,
                "last": max((each.number for each in found.rows), default=0),
            }
        )
    existing = next((each for each in row.paid if each.reference == reference), None)
    if existing is not None:
        return _same(existing, receipt)
    parts = _imputed(found, row, receipt)
    made = Repayment.objects.create(
        disbursement=receipt.disbursement,
        instalment=row.instalment,
        on=receipt.on,
        reference=reference,
        late=parts.late,
        interest=parts.interest,
        capital=parts.capital,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    _move(award, made, by)
    return made


def hold_all(awards: Sequence[int]) -> None:
    """Wait for whoever moves money of these awards, lines before awards, in the order of their keys."""
    found = list(on_desk().filter(pk__in=awards))
    hold_lines({place for each in found for place in places_of(each.decree.ranked_list.call)})
    list(Award.objects.select_for_update(of=("self",)).filter(pk__in=awards).order_by("pk"))


@transaction.atomic
def repay_early(
    *, disbursement: Disbursement, capital: Decimal, on: date, reference: str, by: Person
) -> Repayment:
    """Record capital that came back before its time, with its interest since the last due day.

    What is still owed is spread anew over the days that were left; once it is all back none is left.

    :raises LoanRefused: if an instalment due by then is not paid, one is paid in part, or the capital is
        above what is owed.
    """
    award = hold(disbursement.award_id)
    found = _out(award, disbursement, on)
    reference = _reference(reference)
    same = next((each for each in found.early if each.reference == reference), None)
    if same is not None:
        if (same.on, same.capital) != (on, capital):
            raise _taken(reference)
        return same
    _check_clean(found, on)
    if not ZERO < capital <= found.debt:
        raise LoanRefused(
            _("Il capitale ancora da restituire è %(debt)s. Qui sono %(asked)s.")
            % {"debt": format_amount(found.debt), "asked": format_amount(capital)}
        )
    made = Repayment.objects.create(
        disbursement=disbursement,
        on=on,
        reference=reference,
        late=ZERO,
        interest=interest_until(found, capital, on),
        capital=capital,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    left, terms = found.debt - capital, terms_of_loan(award)
    future = found.future
    dues = (
        spread(
            left,
            terms,
            [row.due_on for row in future],
            grace=sum(row.instalment.capital == ZERO for row in future),
            first=len(found.rows) - len(future) + 1,
        )
        if left
        else ()
    )
    write_plan(disbursement, PlanCause.EARLY_REPAYMENT, dues, debt=left, on=on, by=by)
    _move(award, made, by)
    return made


def interest_until(found: Loan, capital: Decimal, on: date) -> Decimal:
    """What this capital costs from the last due day, or the disbursement, to a day; in euro."""
    past = [row.due_on for row in found.rows if row.due_on <= on or row.is_begun]
    since = max([found.disbursement.on, *past])
    rate = terms_of_loan(found.disbursement.award).annual_rate
    return interest_of_days(capital, rate, max((on - since).days, 0))


def _imputed(found: Loan, row: Row, receipt: Receipt) -> Imputed:
    earlier = next((each for each in found.rows if each.number < row.number and each.left), None)
    if earlier is not None:
        raise LoanRefused(
            _("Prima della rata %(number)d si registra la %(earlier)d: mancano %(left)s.")
            % {
                "number": row.number,
                "earlier": earlier.number,
                "left": format_amount(earlier.owed),
            }
        )
    try:
        return imputed(
            receipt.amount, late=row.late, interest=row.left_interest, capital=row.left_capital
        )
    except ValueError as refusal:
        raise LoanRefused(
            _("Della rata %(number)d al %(day)s si devono %(owed)s. Qui sono %(amount)s.")
            % {
                "number": row.number,
                "day": day_short(receipt.on),
                "owed": format_amount(row.owed),
                "amount": format_amount(receipt.amount),
            }
        ) from refusal


def _check_clean(found: Loan, on: date) -> None:
    open_one = next(
        (row for row in found.rows if row.left and (row.due_on <= on or row.is_begun)), None
    )
    if open_one is not None:
        raise LoanRefused(
            _("Prima dell'estinzione anticipata si paga la rata %(number)d: mancano %(left)s.")
            % {"number": open_one.number, "left": format_amount(open_one.owed)}
        )
    last = max((each.on for row in found.rows for each in row.paid), default=on)
    if on < max([last, *(each.on for each in found.early)]):
        raise LoanRefused(
            _(
                "L'estinzione anticipata è di un giorno non precedente all'ultimo rientro registrato."
            )
        )


def _out(award: Award, disbursement: Disbursement, on: date) -> Loan:
    """The loan as it stands on the day, if its money is out and the day holds."""
    stored = Disbursement.objects.select_related("award").get(pk=disbursement.pk)
    if not stored.is_paid:
        raise LoanRefused(_("Il prestito non è ancora erogato: non c'è nulla da restituire."))
    if award.state == AwardState.RELEASED:
        raise LoanRefused(
            _("Il contributo non è più in essere: quello che torna si registra tra i recuperi.")
        )
    today = clock.today()
    if not stored.on <= on <= today:
        raise LoanRefused(
            _("Il giorno del rientro va dal %(first)s, giorno dell'erogazione, a oggi %(today)s.")
            % {"first": day_short(stored.on), "today": day_short(today)}
        )
    return loan(stored, on=on)


def _reference(typed: str) -> str:
    reference = " ".join(typed.split())
    if not reference:
        raise LoanRefused(
            _("Scrivi il riferimento del bonifico: serve a non registrarlo due volte.")
        )
    return reference


def _same(existing: Repayment, receipt: Receipt) -> Repayment:
    if (existing.on, existing.amount) != (receipt.on, receipt.amount):
        raise _taken(existing.reference)
    return existing


def _taken(reference: str) -> LoanRefused:
    return LoanRefused(
        _("Il riferimento %(reference)s è già registrato, con altro giorno o importo.")
        % {"reference": reference}
    )


def _move(award: Award, made: Repayment, by: Person) -> None:
    """Its capital goes back to the line; the interest moves nothing."""
    if made.capital:
        post(
            key=made.key,
            kind=MovementKind.REPAYMENT.value,
            postings=repayment(parts_in(award, standing(award).out_of_paid(made.capital))),
            cause=_("Rientro di capitale, domanda prot. %(protocol)s")
            % {"protocol": award.submission.protocol},
            reference=made.reference,
            basis=made.key,
            effective_on=made.on,
            actor=by,
        )
    events.record(
        "loan.repaid",
        subject=made,
        actor=by,
        award=award.pk,
        capital=made.capital,
        interest=made.interest,
        late=made.late,
        reference=made.reference,
    )
