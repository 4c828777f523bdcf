"""Filters for changes, exits and recoveries of awards."""

from typing import Any

from django import template
from django.utils.functional import Promise

from evaluation.enums import DepartureKind
from evaluation.labels.publication import DEPARTURES
from evaluation.models import Departure
from funding.enums import ChangeKind, ChangeState, PlanState, RecoveryState, RevocationState
from funding.labels import (
    CHANGE_KINDS,
    CHANGE_STATES,
    PLAN_STATES,
    RECOVERY_STATES,
    REVOCATION_STATES,
)
from funding.models import InstalmentPlan, ProjectChange, Recovery, Revocation

register = template.Library()


@register.filter
def change_mark(change: ProjectChange) -> tuple[Any, ...]:
    """The state of a change as word, tone and icon."""
    return CHANGE_STATES[ChangeState(change.state)]


@register.filter
def change_kind(change: ProjectChange) -> str | Promise:
    """What kind of change it is."""
    return CHANGE_KINDS[ChangeKind(change.kind)]


@register.filter
def revocation_mark(revocation: Revocation) -> tuple[Any, ...]:
    """The state of a revocation as word, tone and icon."""
    return REVOCATION_STATES[RevocationState(revocation.state)]


@register.filter
def recovery_mark(recovery: Recovery) -> tuple[Any, ...]:
    """The state of a claim as word, tone and icon."""
    return RECOVERY_STATES[RecoveryState(recovery.state)]


@register.filter
def plan_mark(plan: InstalmentPlan) -> tuple[Any, ...]:
    """The state of a request of instalments as word, tone and icon."""
    return PLAN_STATES[PlanState(plan.state)]


@register.filter
def left_how(departure: Departure) -> str | Promise:
    """How the application left the list."""
    return DEPARTURES[DepartureKind(departure.kind)]
