"""Letters on payments to those who read the application of the beneficiary."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from applicants.enums import Power
from applicants.queries.mandates import people_who
from funding.enums import InstalmentKind
from funding.labels import INSTALMENT_KINDS
from funding.models import PaymentRequest
from wecare.core.components.formats import day
from wecare.core.money import ZERO, format_amount
from wecare.notices.actions import letters

PAID = "funding/payment_paid"
RETURNED = "funding/payment_returned"


def tell_returned(payment: PaymentRequest) -> None:
    """Tell what is to be corrected."""
    _write(payment, RETURNED, mark=f"returned/{payment.round}", amount=payment.amount, on=None)


def tell_paid(payment: PaymentRequest, on: date) -> None:
    """Tell that the bank paid, and what."""
    _write(payment, PAID, mark="paid", amount=payment.proposed or ZERO, on=on)


def _write(
    payment: PaymentRequest, template: str, *, mark: str, amount: Decimal, on: date | None
) -> None:
    award = payment.award
    call = award.decree.ranked_list.call
    application = award.submission.application
    people = people_who(Power.READS, award.organisation, application=application)
    for person in people:
        letters.write(
            key=f"payment/{payment.pk}/{mark}/{person.pk}",
            person=person,
            template=template,
            context=lambda: {
                "call_code": call.code,
                "call_title": call.title,
                "organisation": award.organisation.name,
                "protocol": award.submission.protocol,
                "kind": str(INSTALMENT_KINDS[InstalmentKind(payment.kind)]),
                "number": payment.number,
                "amount": format_amount(amount),
                "asked": format_amount(payment.amount),
                "iban": f"{payment.iban[:4]} … {payment.iban[-4:]}",
                "on": "" if on is None else day(on),
                "reason": payment.returned_because,
                "address": reverse("funding:own_payment", args=[award.pk, payment.pk]),
            },
            tag=call.code,
        )
