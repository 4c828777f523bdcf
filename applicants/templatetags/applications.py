"""Filters for lists of applications; they read what the query brought along."""

from django import template

from applicants.enums import ApplicationState, PhaseOutcome, SubmissionState
from applicants.labels import (
    APPLICATION_STATES,
    PHASE_OUTCOMES,
    SUBMISSION_STATES,
    StateLabel,
)
from applicants.models import Application, PhaseDecision, Submission

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
def protocol(application: Application) -> str:
    """The last protocol number, a dash before sending; reads the prefetched submissions."""
    submissions = list(application.submissions.all())
    return submissions[-1].protocol if submissions else "–"
