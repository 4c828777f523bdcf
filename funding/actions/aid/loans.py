"""Money of a loan goes out: asked by an officer, paid by a manager's yes, and its plan is frozen."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from calls.enums import AidForm
from funding.actions import money
from funding.actions.money import Ground, hold
from funding.engine.amortisation import Due, schedule
from funding.enums import AwardState, PlanCause
from funding.models import Award, Disbursement, LoanInstalment, LoanPlan
from funding.queries.aid.forms import component_of, disbursed, left_to_ask
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.components.formats import day_short
from wecare.core.errors import DomainError
from wecare.core.money import ZERO, format_amount

AHEAD = 60  # days: how far from today the day of a disbursement may lie


class LoanRefused(DomainError):
    """A step of a loan that is not possible."""


@transaction.atomic
def ask(*, award: Award, amount: Decimal, on: date, by: Person) -> Disbursement:
    """Ask to disburse `amount` euro of the loan on a day; what others ask already counts.

    :raises LoanRefused: if there is no confirmed loan, the award ended, the day is too far, or the amount
        is above what of the loan is neither paid nor asked.
    """
    award = hold(award)
    _check_stands(award)
    component = component_of(award, AidForm.LOAN)
    if component is None:
        raise LoanRefused(
            _(
                "Questo contributo non ha un prestito confermato: prima si confermano le forme dell'aiuto."
            )
        )
    _check_day(award, on)
    asked = Disbursement.objects.filter(award=award)
    check_left(amount, left_to_ask(award))
    disbursement = Disbursement.objects.create(
        award=award,
        number=asked.count() + 1,
        amount=amount,
        on=on,
        asked_by=by,
        asked_at=clock.now(),
    )
    events.record("loan.disbursement_asked", subject=disbursement, actor=by, amount=amount, on=on)
    return disbursement


@transaction.atomic
def disburse(*, disbursement: Disbursement, by: Person) -> Disbursement:
    """Pay what was asked and freeze its plan with its days; another person than who asked, once.

    :raises LoanRefused: if it is decided already, by the same person, or the award ended.
    :raises MoneyRefused: if the award has no longer so much to get.
    """
    award = hold(disbursement.award_id)
    disbursement = _open(disbursement, by)
    _check_stands(award)
    component = component_of(award, AidForm.LOAN)
    if component is None:
        raise LoanRefused(_("Questo contributo non ha un prestito confermato."))
    check_left(disbursement.amount, component.amount - disbursed(award))
    money.pay(
        award=award,
        amount=disbursement.amount,
        ground=Ground(
            key=disbursement.key,
            cause=_("Erogazione n. %(number)d del prestito, domanda prot. %(protocol)s")
            % {"number": disbursement.number, "protocol": award.submission.protocol},
            reference=_("Erogazione n. %(number)d") % {"number": disbursement.number},
            basis=disbursement.key,
            on=disbursement.on,
            form=AidForm.LOAN,
        ),
        by=by,
    )
    _decided(disbursement, by, is_paid=True)
    write_plan(
        disbursement,
        PlanCause.DISBURSEMENT,
        schedule(disbursement.amount, component.terms, disbursement.on),
        debt=disbursement.amount,
        on=disbursement.on,
        by=by,
    )
    events.record(
        "loan.disbursed", subject=disbursement, actor=by, amount=disbursement.amount, award=award.pk
    )
    return disbursement


@transaction.atomic
def refuse(*, disbursement: Disbursement, reason: str, by: Person) -> Disbursement:
    """Say no to what was asked, with the reason.

    :raises LoanRefused: if it is decided already, by the same person, or no reason is given.
    """
    hold(disbursement.award_id)
    disbursement = _open(disbursement, by)
    if not reason.strip():
        raise LoanRefused(_("Scrivi perché respingi la richiesta: chi l'ha fatta lo legge."))
    disbursement.reason = reason.strip()
    _decided(disbursement, by, is_paid=False)
    events.record("loan.disbursement_refused", subject=disbursement, actor=by, reason=reason)
    return disbursement


def check_left(amount: Decimal, left: Decimal) -> None:
    """There is so much of the loan left to be paid.

    :raises LoanRefused: otherwise.
    """
    if not ZERO < amount <= left:
        raise LoanRefused(
            _("Del prestito si possono erogare ancora %(left)s. Qui sono %(asked)s.")
            % {"left": format_amount(max(left, ZERO)), "asked": format_amount(amount)}
        )


def write_plan(
    disbursement: Disbursement,
    cause: PlanCause,
    dues: tuple[Due, ...],
    *,
    debt: Decimal,
    on: date,
    by: Person,
) -> LoanPlan:
    """Freeze the next version of the plan of a disbursement; the award is held."""
    plan = LoanPlan.objects.create(
        disbursement=disbursement,
        version=LoanPlan.objects.filter(disbursement=disbursement).count() + 1,
        cause=cause.value,
        on=on,
        debt=debt,
        made_by=by,
        made_at=clock.now(),
    )
    LoanInstalment.objects.bulk_create(
        LoanInstalment(
            plan=plan,
            number=due.number,
            due_on=due.on,
            capital=due.capital,
            interest=due.interest,
            debt=due.debt,
        )
        for due in dues
    )
    return plan


def _open(disbursement: Disbursement, by: Person) -> Disbursement:
    found = Disbursement.objects.select_related("award").get(pk=disbursement.pk)
    if found.is_paid is not None:
        raise LoanRefused(
            _("La richiesta di erogazione n. %(number)d è già decisa.") % {"number": found.number}
        )
    if found.asked_by_id == by.pk:
        raise LoanRefused(_("Su un'erogazione decide una persona diversa da chi l'ha chiesta."))
    return found


def _decided(disbursement: Disbursement, by: Person, *, is_paid: bool) -> None:
    disbursement.is_paid, disbursement.decided_by = is_paid, by
    disbursement.decided_at = clock.now()
    disbursement.save()


def _check_stands(award: Award) -> None:
    if award.state != AwardState.GRANTED:
        raise LoanRefused(
            _("Il contributo della domanda prot. %(protocol)s non è più in essere.")
            % {"protocol": award.submission.protocol}
        )


def _check_day(award: Award, on: date) -> None:
    first, last = localdate(award.granted_at), clock.today() + timedelta(days=AHEAD)
    if not first <= on <= last:
        raise LoanRefused(
            _(
                "Il giorno dell'erogazione va dal %(first)s, quando il contributo è concesso, al %(last)s."
            )
            % {"first": day_short(first), "last": day_short(last)}
        )
