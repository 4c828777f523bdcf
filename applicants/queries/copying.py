"""From which applications a draft can be copied, and what of one fits it."""

from django.db.models import QuerySet

from applicants.engine.copying import Copying, copying
from applicants.enums import ApplicationState
from applicants.models import Application
from applicants.queries.applications import (
    answers_of,
    attachments_of,
    last_submission,
    visible_to,
)
from calls.engine.rulebook import Rulebook
from calls.queries.calls import current_rulebook
from wecare.accounts.models import Person


def sources_for(application: Application, person: Person) -> QuerySet[Application]:
    """The other applications of the same organisation that this person may read."""
    mine = visible_to(person).filter(organisation=application.organisation_id)
    return mine.exclude(pk=application.pk)


def rules_of(application: Application) -> Rulebook:
    """The rules under which it was sent, or those in force for a draft."""
    rulebook = current_rulebook(application.call)
    sent = last_submission(application)
    if sent is not None and application.state != ApplicationState.DRAFT.value:
        rulebook = sent.rulebook
    assert rulebook is not None  # noqa: S101 -- an application exists only for a published call
    rules: Rulebook = rulebook.rules
    return rules.in_phase(application.phase)


def copying_of(source: Application, target: Application) -> Copying:
    """What of the lead's part of `source` fits `target`."""
    then, now = rules_of(source), rules_of(target)
    with_file = attachments_of(source)
    return copying(
        asked_then=[each for section in then.sections for each in section.questions],
        asked_now=[each for section in now.sections for each in section.questions],
        answers={key: each.value for key, each in answers_of(source).items()},
        written={key: each.value for key, each in answers_of(target).items()},
        files_then={each.code: each for each in then.uploads if each.code in with_file},
        files_now={each.code: each for each in now.uploads},
        uploaded=set(attachments_of(target)),
    )
