"""Two-phase calls in tests, brought forward by the portal's own actions."""

from datetime import datetime, timedelta
from typing import Any

from applicants.actions import phases
from applicants.engine.phases import Decided
from applicants.enums import PhaseOutcome
from applicants.models import Application, PhaseDecision
from applicants.queries.submissions import live_of
from calls.actions import calls
from calls.models import Call
from tests.calls.engine.test_phases import two_phases
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, answered, costed, sent, with_file
from tests.factories.calls import a_complete_draft, an_act, published_call
from tests.fixtures.database import Clock
from tests.fixtures.scenes import scene
from wecare.core import clock as the_clock


@scene
def a_two_phase_call(**sections: Any) -> Call:
    """Phase 1 asks for an idea and no costs, phase 2 for the project."""
    window = a_complete_draft()["window"]
    return published_call(draft={**two_phases(), "window": window, **sections})


@scene
def preliminary(call: Call, **values: Any) -> Application:
    """A preliminary project, sent."""
    application = answered(a_draft(call, **values), idea="Case per tutti")
    sent(application)
    return Application.objects.get(pk=application.pk)


def opened(call: Call, clock: Clock) -> Call:
    """The call, closed at its deadline, its applications open to the office."""
    clock.set(call.windows.get().closes_at)
    calls.close(call=call, actor=None)
    protocols = [each.protocol for each in live_of(call)]
    return calls.open_applications(call=call, protocols=protocols, actor=PersonFactory())


def decided(
    call: Call, *said: Decided, days: int = 30, opens_at: datetime | None = None, **values: Any
) -> list[PhaseDecision]:
    """These decisions on the first phase; the second closes so many days from now."""
    now = the_clock.now()
    given = {
        "phase": 1,
        "opens_at": opens_at or now,
        "closes_at": now + timedelta(days=days),
        "act": an_act("DD 134", kind="DD", subject="Ammissione dei progetti preliminari"),
        "actor": PersonFactory(),
    }
    return phases.decide(call=call, decisions=said, **(given | values))


@scene
def admitted(application: Application, **said: Any) -> Decided:
    """The application goes on."""
    return Decided(application.pk, PhaseOutcome.ADMITTED, **said)


@scene
def final(application: Application) -> Application:
    """The admitted application with all that the second phase asks."""
    found = Application.objects.get(pk=application.pk)
    return with_file(costed(answered(found, need="Case per tutti")))
