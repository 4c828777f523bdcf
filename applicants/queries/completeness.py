"""What an application says and what the rulebook still asks of it."""

from applicants.engine.completeness import Requirement, requirements
from applicants.engine.snapshot import Snapshot
from applicants.models import Application
from applicants.queries.applications import content_of
from calls.engine.rulebook import Rulebook
from wecare.core import clock


def snapshot_of(application: Application, rules: Rulebook) -> Snapshot:
    """The content as it stands now, as the values the rules judge."""
    return Snapshot.of_content(content_of(application, rules, at=clock.now()))


def requirements_of(
    application: Application, rules: Rulebook, *, snapshot: Snapshot | None = None
) -> tuple[Requirement, ...]:
    """Everything the call asks for, and how each thing stands."""
    return requirements(rules, snapshot or snapshot_of(application, rules))
