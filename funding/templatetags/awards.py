"""Filters for awards."""

from typing import Any

from django import template

from funding.enums import AwardState, InstalmentKind, PaymentState, ReductionKind
from funding.labels import AWARD_STATES, INSTALMENT_KINDS, PAYMENT_STATES, REDUCTION_KINDS
from funding.models import Award, PaymentRequest

register = template.Library()


@register.filter
def award_mark(award: Award) -> tuple[Any, ...]:
    """The state of the award as word, tone and icon."""
    return AWARD_STATES[AwardState(award.state)]


@register.filter
def payment_mark(payment: PaymentRequest) -> tuple[Any, ...]:
    """The state of a request for payment as word, tone and icon."""
    return PAYMENT_STATES[PaymentState(payment.state)]


@register.filter
def instalment_kind(kind: str) -> Any:
    """The word for a kind of instalment."""
    return INSTALMENT_KINDS[InstalmentKind(kind)]


@register.filter
def reduction_said(kind: str) -> Any:
    """Why an award gives less, in words."""
    return REDUCTION_KINDS[ReductionKind(kind)]
