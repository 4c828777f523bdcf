"""What happened to one request for payment, for its page."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from funding.enums import InstalmentKind, PaymentOutcome
from funding.labels import INSTALMENT_KINDS
from funding.models import PaymentApproval, PaymentRequest, Transfer
from funding.queries.awards.timeline import Moment
from wecare.core.components.formats import day
from wecare.core.money import format_amount


def moments_of_request(payment: PaymentRequest) -> Iterable[Moment]:
    """Everything that happened to one request."""
    yield Moment(payment.asked_at, _asked(payment), who=str(payment.asked_by))
    for check in payment.checks.select_related("checked_by").order_by("id"):
        if check.proposed is None:
            yield Moment(
                check.checked_at,
                _("Tornata al beneficiario"),
                text=check.reason,
                who=str(check.checked_by),
            )
            continue
        yield Moment(
            check.checked_at,
            _("Controllata: si propone di pagare %(amount)s")
            % {"amount": format_amount(check.proposed)},
            text=check.reason,
            who=str(check.checked_by),
        )
    decisions = PaymentApproval.objects.filter(check_of__payment=payment)
    for each in decisions.select_related("decided_by").order_by("id"):
        what = _("Approvata") if each.approved else _("Non approvata")
        yield Moment(each.decided_at, what, text=each.reason, who=str(each.decided_by))
    yield from _at_the_bank(payment)
    if payment.state == "withdrawn" and payment.closed_at is not None:
        yield Moment(payment.closed_at, _("Ritirata"))


def _at_the_bank(payment: PaymentRequest) -> Iterable[Moment]:
    rows = Transfer.objects.filter(payment=payment).select_related("order", "told_by")
    for each in rows.order_by("id"):
        yield Moment(
            each.order.made_at,
            _("Nell'ordine n. %(order)s alla banca") % {"order": each.order_id},
            text=each.end_to_end,
        )
        if each.told_by is None or each.outcome is None:
            continue
        executed = each.outcome == PaymentOutcome.EXECUTED
        words = _("Pagata il %(on)s") if executed else _("Respinta dalla banca il %(on)s")
        yield Moment(
            each.told_by.brought_at,
            words % {"on": day(each.outcome_on)},
            text=each.outcome_reason or "",
        )


def _asked(payment: PaymentRequest) -> str:
    return _("%(kind)s n. %(number)s: chiesti %(amount)s") % {
        "kind": INSTALMENT_KINDS[InstalmentKind(payment.kind)],
        "number": payment.number,
        "amount": format_amount(payment.amount),
    }
