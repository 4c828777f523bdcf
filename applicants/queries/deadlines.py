"""The deadlines that a person's drafts wait for."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from applicants.enums import ApplicationState
from applicants.queries.applications import visible_to
from applicants.queries.terms import may_be_written, term_of
from wecare.core import clock
from wecare.core.components.formats import instant_due
from wecare.notices.engine.terms import Term

MOST = 100  # drafts of which the deadlines are told


def terms_of(person: Any) -> Iterator[Term]:
    """The deadline of each open call in which the person has a draft."""
    at = clock.now()
    drafts = visible_to(person).filter(state=ApplicationState.DRAFT.value)
    for application in drafts[:MOST]:
        window = term_of(application, at)
        if window is None or not may_be_written(application, at):
            continue
        yield Term(
            uid=f"bozza-{application.public_id}-{application.phase}-{window.opens_at:%Y%m%d}",
            at=window.closes_at,
            title=_("Scade il bando %(code)s: la domanda è una bozza")
            % {"code": application.call.code},
            text=_(
                "«%(title)s» di %(organisation)s non è ancora inviata. Scade %(closes)s (ora italiana)."
            )
            % {
                "title": application.title or _("Senza titolo"),
                "organisation": application.organisation.name,
                "closes": instant_due(window.closes_at),
            },
            path=reverse("applicants:application", args=[application.public_id]),
            sequence=window.sequence,
            since=window.opens_at,
        )
