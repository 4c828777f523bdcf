"""The parts about changes, exits and recoveries on the page of an award."""

from typing import Any

from applicants.enums import Power
from applicants.queries.variations import approved_of
from evaluation.enums import DepartureKind
from funding.queries.awards.reading import Reading
from funding.queries.exits import procedures as exits
from funding.queries.exits.recoveries import overdue
from wecare.accounts.models import Person


def changes_part(of: Reading, _person: Person) -> dict[str, Any] | None:
    """What was changed of the project, for the office."""
    partners = approved_of(of.award.submission)
    if not (of.changes or partners or of.end):
        return None
    return _changes(of, "funding:change") | {
        "partners": partners,
        "call": of.award.decree.ranked_list.call,
    }


def own_changes_part(of: Reading, person: Person) -> dict[str, Any] | None:
    """The same for the beneficiary, with what it may ask for."""
    may_ask = of.runs and of.may(person, Power.SENDS)
    if not (of.changes or may_ask or of.end):
        return None
    return _changes(of, "funding:own_change") | {
        "may_ask": may_ask and not any(each.is_open for each in of.changes),
        "asks_partners": may_ask and of.award.submission.rules.partnership is not None,
        "application": of.award.submission.application,
    }


def exits_part(of: Reading, person: Person) -> dict[str, Any] | None:
    """How the award ends, what the office may do of it, and who would be next."""
    departure = of.departure
    return _ending(of, "funding:revocation") | {
        "call": of.award.decree.ranked_list.call,
        "acknowledgment": exits.acknowledgment_of(of.award) if departure else None,
        "to_end": of.runs and departure is not None,
        "is_renunciation": departure is not None
        and departure.kind in {DepartureKind.RENOUNCED, DepartureKind.REFUSED_OFFER},
        "may_prepare": person.has_perm("funding.prepare_exits"),
        "may_start": of.runs
        and departure is None
        and not any(each.is_open for each in of.revocations),
        "may_close": of.runs and departure is None and person.has_perm("funding.decide_exits"),
        "line": of.line,
    }


def own_exits_part(of: Reading, person: Person) -> dict[str, Any] | None:
    """The same, as its beneficiary reads it."""
    may_renounce = of.runs and of.departure is None and of.may(person, Power.SENDS)
    if not (of.revocations or of.departure or of.closure or may_renounce):
        return None
    return _ending(of, "funding:own_revocation") | {
        "may_renounce": may_renounce,
        "application": of.award.submission.application,
        "now": of.now,
    }


def recoveries_part(of: Reading, _person: Person) -> dict[str, Any] | None:
    """What is to be paid back, and whether it is late, for the office."""
    return _recoveries(of, "funding:recovery")


def own_recoveries_part(of: Reading, _person: Person) -> dict[str, Any] | None:
    """The same for the beneficiary."""
    return _recoveries(of, "funding:own_recovery")


def _changes(of: Reading, route: str) -> dict[str, Any]:
    return {"award": of.award, "rows": of.changes, "end": of.end, "route": route}


def _ending(of: Reading, route: str) -> dict[str, Any]:
    return {
        "award": of.award,
        "revocations": of.revocations,
        "departure": of.departure,
        "closure": of.closure,
        "route": route,
    }


def _recoveries(of: Reading, route: str) -> dict[str, Any] | None:
    if not of.recoveries:
        return None
    rows = [(each, overdue(each, at=of.today)) for each in of.recoveries]
    return {"award": of.award, "rows": rows, "route": route}
