"""Filters for lists of applications; they read what the query brought along."""

from django import template

from applicants.enums import (
    ApplicationState,
    LogKind,
    PhaseOutcome,
    SubmissionState,
    VariationState,
)
from applicants.labels import (
    APPLICATION_STATES,
    LOG_KINDS,
    PHASE_OUTCOMES,
    SUBMISSION_STATES,
    StateLabel,
)
from applicants.labels.variations import VARIATION_STATES
from applicants.models import Application, LogEntry, PhaseDecision, Submission, Variation

register = template.Library()


@register.filter
def mark(application: Application) -> StateLabel:
    """The state as word, tone and icon."""
    return APPLICATION_STATES[ApplicationState(application.state)]


@register.filter
def counts(submission: Submission) -> StateLabel:
    """Whether a sent version counts, as word, tone and icon."""
    return SUBMISSION_STATES[SubmissionState(submission.state)]


@register.filter
def outcome(decision: PhaseDecision) -> StateLabel:
    """What an act decided at the end of a phase, as word, tone and icon."""
    return PHASE_OUTCOMES[PhaseOutcome(decision.outcome)]


@register.filter
def decided(variation: Variation) -> StateLabel:
    """Where a change of partners stands, as word, tone and icon."""
    return VARIATION_STATES[VariationState(variation.state)]


@register.filter
def log_kind(entry: LogEntry) -> str:
    """What an entry of the log tells."""
    return str(LOG_KINDS[LogKind(entry.kind)])


@register.filter
def protocol(application: Application) -> str:
    """The last protocol number, a dash before sending; reads the prefetched submissions."""
    submissions = list(application.submissions.all())
    return submissions[-1].protocol if submissions else "–"
