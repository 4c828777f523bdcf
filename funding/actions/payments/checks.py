"""A request for payment is checked by an officer and approved by others, each within their own limit."""

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from funding.actions.payments.letters import tell_returned
from funding.actions.payments.requests import held
from funding.actions.payments.rules import (
    PaymentRefused,
    check_findings,
    check_stands,
    check_step,
    findings,
)
from funding.models import PaymentApproval, PaymentCheck, PaymentRequest
from funding.queries.payments.requests import approvals_of, last_check, limit_of, two_people_above
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.money import ZERO, format_amount

TICKS = ("documents", "account")  # what the officer looked at, besides what is computed


@transaction.atomic
def check(
    *,
    payment: PaymentRequest,
    amount: Decimal,
    reason: str,
    ticks: Mapping[str, bool],
    by: Person,
) -> PaymentCheck:
    """Find that all is in order and propose what to pay, which may be less than was asked.

    `ticks` says of each of `TICKS` whether the officer looked at it.

    :raises PaymentRefused: naming what does not hold.
    """
    payment, award = held(payment)
    check_stands(award)
    state = check_step(payment, "check")
    if not ZERO < amount <= payment.amount:
        raise PaymentRefused(
            _("Si può proporre al più quanto è chiesto, %(asked)s. Qui sono %(amount)s.")
            % {"asked": format_amount(payment.amount), "amount": format_amount(amount)}
        )
    if amount < payment.amount and not reason.strip():
        raise PaymentRefused(_("Proponi meno di quanto è chiesto: scrivi perché."))
    if not all(ticks.get(each) for each in TICKS):
        raise PaymentRefused(
            _("Conferma di aver guardato i documenti e a chi è intestato il conto.")
        )
    found = findings(payment, award, amount)
    check_findings(found)
    payment.state, payment.proposed, payment.returned_because = state, amount, ""
    payment.save()
    made = PaymentCheck.objects.create(
        payment=payment,
        round=payment.round,
        findings=[asdict(each) for each in found],
        proposed=amount,
        reason=reason.strip(),
        checked_by=by,
        checked_at=clock.now(),
    )
    events.record(
        "payment.checked",
        subject=payment,
        actor=by,
        asked=payment.amount,
        proposed=amount,
        reason=made.reason,
    )
    return made


@transaction.atomic
def give_back(*, payment: PaymentRequest, reason: str, by: Person) -> PaymentRequest:
    """Return the request to the beneficiary, who reads why and sends it again.

    :raises PaymentRefused: if there is no reason, or it was ordered or closed.
    """
    payment, _award = held(payment)
    state = check_step(payment, "return")
    if not reason.strip():
        raise PaymentRefused(_("Scrivi che cosa va corretto: il beneficiario lo legge."))
    PaymentCheck.objects.create(
        payment=payment,
        round=payment.round,
        findings=[],
        reason=reason.strip(),
        checked_by=by,
        checked_at=clock.now(),
    )
    payment.state, payment.proposed, payment.returned_because = state, None, reason.strip()
    payment.save()
    events.record("payment.returned", subject=payment, actor=by, reason=reason.strip())
    tell_returned(payment)
    return payment


@transaction.atomic
def decide(*, payment: PaymentRequest, approved: bool, reason: str, by: Person) -> PaymentApproval:
    """Approve what the check proposes, within one's own limit; or send it back to be checked.

    Above the limit of the measure two different people approve.

    :raises PaymentRefused: if the person checked or asked it, has no limit or a lower one, has decided
        on it already, a no has no reason, or what was checked does not hold any more.
    """
    payment, award = held(payment)
    state = check_step(payment, "approve" if approved else "refuse")
    made = last_check(payment)
    if made is None or payment.proposed is None:
        raise PaymentRefused(_("Manca il controllo di questa richiesta."))
    given = list(approvals_of(made))
    if any(each.decided_by_id == by.pk for each in given):
        raise PaymentRefused(
            _("Hai già deciso su questa richiesta: sopra il limite serve un'altra persona.")
        )
    limit = None
    if approved:
        check_stands(award)
        if by.pk in {made.checked_by_id, payment.asked_by_id}:
            raise PaymentRefused(_("Nessuno approva ciò che ha controllato o chiesto."))
        check_findings(findings(payment, award, payment.proposed))
        limit = limit_of(by, clock.today())
        if limit is None or limit.up_to < payment.proposed:
            raise PaymentRefused(
                _("Puoi approvare fino a %(limit)s. Questo pagamento è di %(amount)s.")
                % {
                    "limit": format_amount(ZERO if limit is None else limit.up_to),
                    "amount": format_amount(payment.proposed),
                }
            )
    elif not reason.strip():
        raise PaymentRefused(_("Scrivi perché non approvi: lo legge chi controlla."))
    decision = PaymentApproval.objects.create(
        check_of=made,
        step=len(given) + 1,
        approved=approved,
        reason=reason.strip(),
        amount=payment.proposed,
        limit=limit,
        decided_by=by,
        decided_at=clock.now(),
    )
    if not approved:
        payment.state, payment.proposed = state, None
    elif len(given) + 1 >= people_needed(payment):
        payment.state = state
    payment.save()
    events.record(
        "payment.approved" if approved else "payment.refused",
        subject=payment,
        actor=by,
        step=decision.step,
        amount=decision.amount,
        reason=decision.reason,
    )
    return decision


def people_needed(payment: PaymentRequest) -> int:
    """How many people approve what is proposed."""
    measure = payment.award.decree.ranked_list.call.line.measure
    return 2 if (payment.proposed or ZERO) > two_people_above(measure) else 1
