"""A bank calls a guarantee: recorded and checked by officers, paid by another's yes; and its release."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from calls.enums import AidForm
from funding.actions import money
from funding.actions.money import Ground, hold
from funding.enums import AwardState, GuaranteeCallState, ReductionKind
from funding.models import AidComponent, Award, GuaranteeCall, Reduction
from funding.queries.aid.forms import called, component_of, payable_of, release_key
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.components.formats import day_short, percent
from wecare.core.errors import DomainError
from wecare.core.money import ZERO, format_amount


class GuaranteeRefused(DomainError):
    """A step of a guarantee that is not possible."""


@transaction.atomic
def record(
    *, award: Award, bank: str, reference: str, on: date, loss: Decimal, by: Person
) -> GuaranteeCall:
    """Record that a bank asks for its loss of `loss` euro; the same bank and reference once.

    :raises GuaranteeRefused: if there is no guarantee any more, the day is to come, or words are missing.
    """
    award = hold(award)
    _guarantee(award)
    bank, reference = " ".join(bank.split()), " ".join(reference.split())
    if not bank or not reference:
        raise GuaranteeRefused(_("Scrivi quale banca lo chiede e il riferimento della richiesta."))
    today = clock.today()
    if on > today:
        raise GuaranteeRefused(
            _("La richiesta della banca non è di un giorno dopo oggi, %(today)s.")
            % {"today": day_short(today)}
        )
    if loss <= ZERO:
        raise GuaranteeRefused(_("La perdita della banca è più di zero."))
    mine = GuaranteeCall.objects.filter(award=award)
    if mine.filter(bank=bank, reference=reference).exists():
        raise GuaranteeRefused(
            _("La richiesta %(reference)s di %(bank)s è già registrata.")
            % {"reference": reference, "bank": bank}
        )
    made = GuaranteeCall.objects.create(
        award=award,
        number=mine.count() + 1,
        bank=bank,
        reference=reference,
        on=on,
        loss=loss,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    events.record("guarantee.called", subject=made, actor=by, loss=loss, bank=bank)
    return made


@transaction.atomic
def check(*, call: GuaranteeCall, payable: Decimal, remarks: str, by: Person) -> GuaranteeCall:
    """Say what the guarantee pays of the loss, and what was looked at; once.

    :raises GuaranteeRefused: if it was checked, no remarks are written, or the amount is above the
        guaranteed share of the loss or what is left of the guarantee.
    """
    award = hold(call.award_id)
    component = _guarantee(award)
    call = _in_state(call, GuaranteeCallState.ASKED)
    if not remarks.strip():
        raise GuaranteeRefused(_("Scrivi che cosa hai verificato: lo legge chi approva."))
    most = payable_of(component, call.loss, called(award))
    if not ZERO < payable <= most:
        raise GuaranteeRefused(
            _(
                "La garanzia copre il %(percent)s della perdita e ne restano %(left)s: si possono pagare al "
                "più %(most)s. Qui sono %(asked)s."
            )
            % {
                "percent": percent(component.guaranteed_percent),
                "left": format_amount(component.amount - called(award)),
                "most": format_amount(most),
                "asked": format_amount(payable),
            }
        )
    call.payable, call.remarks = payable, remarks.strip()
    call.checked_by, call.checked_at = by, clock.now()
    call.save()
    events.record("guarantee.call_checked", subject=call, actor=by, payable=payable)
    return call


@transaction.atomic
def approve(*, call: GuaranteeCall, by: Person) -> GuaranteeCall:
    """Pay what the check said; another person than who recorded and who checked it, once.

    :raises GuaranteeRefused: otherwise, or if less is left of the guarantee by now.
    :raises MoneyRefused: if the award has no longer so much to get.
    """
    award = hold(call.award_id)
    component = _guarantee(award)
    call = _in_state(call, GuaranteeCallState.CHECKED)
    _check_another(call, by)
    amount = call.payable or ZERO
    most = payable_of(component, call.loss, called(award))
    if amount > most:
        raise GuaranteeRefused(
            _("Della garanzia si possono pagare ancora %(most)s. La verifica dice %(asked)s.")
            % {"most": format_amount(most), "asked": format_amount(amount)}
        )
    money.pay(
        award=award,
        amount=amount,
        ground=Ground(
            key=call.key,
            cause=_("Escussione n. %(number)d della garanzia, domanda prot. %(protocol)s")
            % {"number": call.number, "protocol": award.submission.protocol},
            reference=call.reference,
            basis=call.key,
            form=AidForm.GUARANTEE,
        ),
        by=by,
    )
    _decided(call, by, is_paid=True)
    events.record("guarantee.call_paid", subject=call, actor=by, amount=amount)
    return call


@transaction.atomic
def refuse(*, call: GuaranteeCall, reason: str, by: Person) -> GuaranteeCall:
    """Say no to the bank, with the reason; another person than who recorded it, checked or not.

    :raises GuaranteeRefused: if it is decided already, or no reason is given.
    """
    hold(call.award_id)
    call = _in_state(call, GuaranteeCallState.ASKED, GuaranteeCallState.CHECKED)
    if call.recorded_by_id == by.pk:
        raise GuaranteeRefused(_("Decide una persona diversa da chi ha registrato la richiesta."))
    if not reason.strip():
        raise GuaranteeRefused(_("Scrivi perché respingi la richiesta della banca."))
    call.reason = reason.strip()
    _decided(call, by, is_paid=False)
    events.record("guarantee.call_refused", subject=call, actor=by, reason=reason)
    return call


@transaction.atomic
def release(*, award: Award, reason: str, by: Person) -> Reduction:
    """End the guarantee: what was set aside and not called goes back to the lot.

    :raises GuaranteeRefused: if a call waits for an answer, nothing is left, or no reason is given.
    """
    award = hold(award)
    done = Reduction.objects.filter(key=release_key(award)).first()
    if done is not None:
        return done
    component = _guarantee(award)
    if not reason.strip():
        raise GuaranteeRefused(_("Scrivi perché la garanzia finisce."))
    waiting = GuaranteeCall.objects.filter(award=award, is_paid=None).order_by("number").first()
    if waiting is not None:
        raise GuaranteeRefused(
            _("Prima si decide sulla richiesta n. %(number)d di %(bank)s.")
            % {"number": waiting.number, "bank": waiting.bank}
        )
    left = component.amount - called(award)
    if left <= ZERO:
        raise GuaranteeRefused(
            _("Della garanzia non resta nulla da liberare: è stata pagata tutta.")
        )
    reduction = money.reduce(
        award=award,
        kind=ReductionKind.SAVING,
        amount=left,
        reason=reason.strip(),
        ground=Ground(
            key=release_key(award),
            cause=_("Fine della garanzia, domanda prot. %(protocol)s")
            % {"protocol": award.submission.protocol},
            reference=_("Fine della garanzia"),
            basis=release_key(award),
        ),
        by=by,
    )
    events.record("guarantee.released", subject=award, actor=by, amount=left)
    return reduction


def _guarantee(award: Award) -> AidComponent:
    component = component_of(award, AidForm.GUARANTEE)
    if component is None or award.state != AwardState.GRANTED:
        raise GuaranteeRefused(_("Questo contributo non ha una garanzia confermata e in essere."))
    if Reduction.objects.filter(key=release_key(award)).exists():
        raise GuaranteeRefused(_("La garanzia è finita: quanto restava è tornato al bando."))
    return component


def _in_state(call: GuaranteeCall, *states: GuaranteeCallState) -> GuaranteeCall:
    found = GuaranteeCall.objects.select_related("award").get(pk=call.pk)
    if found.state not in states:
        sentences = {
            GuaranteeCallState.ASKED: _("La richiesta n. %(number)d non è ancora verificata."),
            GuaranteeCallState.CHECKED: _("La richiesta n. %(number)d è già verificata."),
        }
        decided = _("Sulla richiesta n. %(number)d si è già deciso.")
        raise GuaranteeRefused(sentences.get(found.state, decided) % {"number": found.number})
    return found


def _check_another(call: GuaranteeCall, by: Person) -> None:
    if by.pk in {call.recorded_by_id, call.checked_by_id}:
        raise GuaranteeRefused(
            _("Paga una persona diversa da chi ha registrato o verificato la richiesta.")
        )


def _decided(call: GuaranteeCall, by: Person, *, is_paid: bool) -> None:
    call.is_paid, call.decided_by, call.decided_at = is_paid, by, clock.now()
    call.save()
