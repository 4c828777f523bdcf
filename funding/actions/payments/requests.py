"""A request for payment: asked by the beneficiary, corrected, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.brought import Brought, Looked, kept, looked_at
from applicants.permissions import sends
from funding.actions.money import hold
from funding.actions.payments.rules import (
    PaymentRefused,
    check_amount,
    check_iban,
    check_stands,
    check_step,
    needs_surety,
    plan_for,
)
from funding.enums import InstalmentKind
from funding.labels import INSTALMENT_KINDS
from funding.models import (
    Award,
    PaymentFile,
    PaymentRequest,
    Surety,
)
from funding.queries.payments.requests import on_payment_desk, open_of, surety_of
from wecare.accounts.models import Person
from wecare.core import clock, events


@dataclass(frozen=True, slots=True)
class SuretyGiven:
    """A surety (fideiussione) as it was typed, with its file."""

    number: str
    issuer: str
    amount: Decimal
    expires_on: date
    file: Brought


@dataclass(frozen=True, slots=True)
class Claim:
    """What is asked: euro, the account and whose it is, and what comes with it."""

    amount: Decimal
    iban: str
    holder: str
    note: str = ""
    files: Sequence[Brought] = ()
    surety: SuretyGiven | None = None


def held(payment: PaymentRequest) -> tuple[PaymentRequest, Award]:
    """The request and its award as they stand, both held until the commit; the line before.

    :raises PaymentRequest.DoesNotExist: if there is none.
    """
    award = hold(payment.award_id)
    PaymentRequest.objects.select_for_update().get(pk=payment.pk)
    return on_payment_desk().get(pk=payment.pk), award


def ask(*, award: Award, kind: InstalmentKind, claim: Claim, actor: Person) -> PaymentRequest:
    """Ask for a payment of the award.

    :raises PaymentRefused: naming the rule, its limit and the value that does not hold.
    """
    looked = _looked(claim)
    with transaction.atomic():
        award = hold(award)
        _check_sends(actor, award)
        check_stands(award)
        waiting = open_of(award).filter(kind=kind.value).first()
        if waiting is not None:
            raise PaymentRefused(
                _("C'è già una richiesta aperta: %(kind)s, n. %(number)s. Se ne fa una per volta.")
                % {"kind": INSTALMENT_KINDS[kind], "number": waiting.number}
            )
        iban = _checked(award, kind, claim, None)
        payment = PaymentRequest.objects.create(
            award=award,
            number=PaymentRequest.objects.filter(award=award).count() + 1,
            kind=kind.value,
            amount=claim.amount,
            iban=iban,
            holder=claim.holder.strip(),
            note=claim.note.strip(),
            asked_by=actor,
            asked_at=clock.now(),
        )
        _keep(payment, claim, looked, actor)
        events.record("payment.asked", subject=payment, actor=actor, **_said(payment))
    return payment


def resend(*, payment: PaymentRequest, claim: Claim, actor: Person) -> PaymentRequest:
    """Send a request again, corrected: it is checked and approved anew.

    :raises PaymentRefused: naming the rule, its limit and the value that does not hold.
    """
    looked = _looked(claim)
    with transaction.atomic():
        payment, award = held(payment)
        _check_sends(actor, award)
        check_stands(award)
        state = check_step(payment, "resend")
        payment.iban = _checked(award, InstalmentKind(payment.kind), claim, payment)
        payment.state, payment.round = state, payment.round + 1
        payment.amount, payment.holder = claim.amount, claim.holder.strip()
        payment.note, payment.proposed = claim.note.strip(), None
        payment.save()
        _keep(payment, claim, looked, actor)
        events.record("payment.resent", subject=payment, actor=actor, **_said(payment))
    return payment


@transaction.atomic
def withdraw(*, payment: PaymentRequest, actor: Person) -> PaymentRequest:
    """The beneficiary takes the request back before it is checked.

    :raises PaymentRefused: if the office has gone on with it.
    """
    payment, award = held(payment)
    _check_sends(actor, award)
    payment.state = check_step(payment, "withdraw")
    payment.closed_at = clock.now()
    payment.save()
    events.record("payment.withdrawn", subject=payment, actor=actor)
    return payment


def _check_sends(actor: Person, award: Award) -> None:
    if not sends(actor, award.submission.application):
        raise PaymentRefused(
            _("I pagamenti li chiede chi può inviare la domanda: il tuo incarico non lo comprende.")
        )


def _checked(
    award: Award, kind: InstalmentKind, claim: Claim, payment: PaymentRequest | None
) -> str:
    check_amount(award, kind, claim.amount, besides=payment)
    if not claim.holder.strip():
        raise PaymentRefused(_("Scrivi a chi è intestato il conto."))
    has = claim.surety is not None or (payment is not None and surety_of(payment) is not None)
    if needs_surety(plan_for(award), kind) and not has:
        raise PaymentRefused(
            _("L'anticipo a un ente privato vuole una fideiussione: scrivi i suoi dati e allegala.")
        )
    return check_iban(claim.iban)


def _looked(claim: Claim) -> tuple[list[Looked], Looked | None]:
    files = [looked_at(each, PaymentRefused) for each in claim.files]
    surety = None if claim.surety is None else looked_at(claim.surety.file, PaymentRefused)
    return files, surety


def _keep(
    payment: PaymentRequest,
    claim: Claim,
    looked: tuple[list[Looked], Looked | None],
    actor: Person,
) -> None:
    files, paper = looked
    for each in files:
        PaymentFile.objects.create(
            payment=payment, filename=each.filename, file=kept(each), brought_by=actor
        )
    if claim.surety is not None and paper is not None:
        Surety.objects.create(
            payment=payment,
            number=claim.surety.number.strip(),
            issuer=claim.surety.issuer.strip(),
            amount=claim.surety.amount,
            expires_on=claim.surety.expires_on,
            filename=paper.filename,
            file=kept(paper),
            brought_by=actor,
            brought_at=clock.now(),
        )


def _said(payment: PaymentRequest) -> dict[str, object]:
    return {
        "number": payment.number,
        "kind": payment.kind,
        "amount": payment.amount,
        "iban": payment.iban,
        "holder": payment.holder,
        "round": payment.round,
    }
