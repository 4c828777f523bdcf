"""The parts about changes, exits and recoveries on the page of an award."""

from typing import Any

from django.utils.timezone import localdate

from applicants.permissions import sends
from applicants.queries.variations import approved_of
from evaluation.enums import DepartureKind
from funding.enums import AwardState
from funding.models import Award, ProjectChange
from funding.queries import exits
from funding.queries.project_ends import project_end
from funding.queries.recoveries import overdue, recoveries
from wecare.accounts.models import Person
from wecare.core import clock


def changes_part(award: Award, person: Person) -> dict[str, Any] | None:
    """What was changed of the project, and what its beneficiary may ask for."""
    rows = list(
        ProjectChange.objects.filter(award=award)
        .select_related("act", "asked_by")
        .order_by("-number")
    )
    runs = _runs(award)
    may_ask = runs and sends(person, award.submission.application)
    partners = approved_of(award.submission)
    end = project_end(award)
    if not (rows or may_ask or partners or end):
        return None
    return {
        "award": award,
        "rows": rows,
        "may_ask": may_ask and not any(each.is_open for each in rows),
        "end": end,
        "partners": partners,
        "asks_partners": may_ask and award.submission.rules.partnership is not None,
        "application": award.submission.application,
        "call": award.decree.ranked_list.call,
    }


def exits_part(award: Award, person: Person) -> dict[str, Any] | None:
    """How the award ends, what the office may do of it, and who would be next."""
    revocations = list(exits.revocations().filter(award=award))
    departure = exits.departure_of(award)
    runs = _runs(award)
    return {
        "award": award,
        "call": award.decree.ranked_list.call,
        "revocations": revocations,
        "departure": departure,
        "acknowledgment": exits.acknowledgment_of(award) if departure else None,
        "closure": exits.closure_of(award),
        "to_end": runs and departure is not None,
        "is_renunciation": departure is not None
        and departure.kind in {DepartureKind.RENOUNCED, DepartureKind.REFUSED_OFFER},
        "may_prepare": person.has_perm("funding.prepare_exits"),
        "may_start": runs and departure is None and not any(each.is_open for each in revocations),
        "may_close": runs and departure is None and person.has_perm("funding.decide_exits"),
        "line": exits.next_in_line(award) if _frees(award) else None,
    }


def own_exits_part(award: Award, person: Person) -> dict[str, Any] | None:
    """The same, as its beneficiary reads it."""
    revocations = list(exits.revocations().filter(award=award))
    departure, closure = exits.departure_of(award), exits.closure_of(award)
    may_renounce = (
        _runs(award) and departure is None and sends(person, award.submission.application)
    )
    if not (revocations or departure or closure or may_renounce):
        return None
    return {
        "award": award,
        "revocations": revocations,
        "departure": departure,
        "closure": closure,
        "may_renounce": may_renounce,
        "application": award.submission.application,
        "now": clock.now(),
    }


def recoveries_part(award: Award, _person: Person) -> dict[str, Any] | None:
    """What is to be paid back, and whether it is late."""
    rows = list(recoveries().filter(award=award))
    if not rows:
        return None
    today = localdate(clock.now())
    return {"award": award, "rows": [(each, overdue(each, at=today)) for each in rows]}


def _runs(award: Award) -> bool:
    return award.state == AwardState.GRANTED and exits.closure_of(award) is None


def _frees(award: Award) -> bool:
    """Whether money of the award came back to its lot."""
    return award.ended_act_id is not None or award.reductions.exists()
