"""Filters for conditions and for what registers answered."""

from typing import Any

from django import template

from calls.enums import AidRegime
from calls.labels import AID_REGIMES
from funding.enums import RegisterKind, RegisterOutcome
from funding.labels.conditions import OUTCOMES, REGISTER_KINDS, REGISTERS
from funding.models import RegisterAnswer

register = template.Library()


@register.filter
def register_kind(kind: str) -> str:
    """What was asked, in words."""
    return str(REGISTER_KINDS[RegisterKind(kind)])


@register.filter
def register_name(source: str) -> str:
    """The register that answered."""
    return str(REGISTERS.get(source, source))


@register.filter
def outcome_mark(answer: RegisterAnswer) -> tuple[Any, ...]:
    """The outcome as word, tone and icon."""
    return OUTCOMES[RegisterOutcome(answer.outcome)]


@register.filter
def aid_regime(regime: str) -> str:
    """The regime of State aid, in words."""
    return str(AID_REGIMES[AidRegime(regime)])
