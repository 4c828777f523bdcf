"""What an applicant finds on the desk: drafts with their deadline, and what was sent."""

from dataclasses import dataclass
from datetime import datetime

from applicants.enums import ApplicationState
from applicants.models import Application
from applicants.queries.applications import to_list, visible_to
from applicants.queries.terms import may_be_written, term_of
from wecare.accounts.models import Person

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that can still be sent, and until when."""

    application: Application
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class DeskView:
    """The desk's lists; `next_due` is the draft that expires first."""

    drafts: tuple[Draft, ...]
    lapsed: tuple[Application, ...]
    sent: tuple[Application, ...]

    @property
    def next_due(self) -> Draft | None:
        """The open draft with the nearest deadline."""
        return min(self.drafts, key=lambda draft: draft.closes_at, default=None)


def desk_of(person: Person, *, at: datetime) -> DeskView:
    """The desk of a person at an instant; at most ten of each kind."""
    mine = visible_to(person)
    drafts, lapsed = [], []
    for application in mine.filter(state=ApplicationState.DRAFT.value)[: SHOWN * 2]:
        window = term_of(application, at)
        if window is not None and may_be_written(application, at):
            drafts.append(Draft(application, window.closes_at))
        else:
            lapsed.append(application)
    sent = to_list(person).exclude(state=ApplicationState.DRAFT.value)[:SHOWN]
    return DeskView(tuple(drafts[:SHOWN]), tuple(lapsed[:SHOWN]), tuple(sent))
