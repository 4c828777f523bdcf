"""What of an application is counted among all that are sent: who takes part, and which Distretti."""

from applicants.engine.snapshot import Snapshot
from calls.engine.rulebook import Rulebook


def counted(rules: Rulebook, snapshot: Snapshot) -> tuple[str, ...]:
    """The names of what the rules admit only so many times; nothing where they count nothing."""
    names: list[str] = []
    if rules.access.most_as_lead is not None:
        names.append(f"organisation/{snapshot.fiscal_code}")
    if rules.caps:
        names.extend(f"organisation/{each.fiscal_code}" for each in snapshot.members)
    if rules.districts is not None and rules.districts.one_application:
        names.extend(f"district/{each.code}" for each in snapshot.districts)
    return tuple(dict.fromkeys(names))
