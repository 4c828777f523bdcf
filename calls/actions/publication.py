"""Publication by an act adopted elsewhere: the act is recorded and what it decides done at once.

Recording the act locks the audit chain, so the call, its window and its line are held before.
"""

from datetime import date, datetime

from django.db import transaction

from calls.actions import versions
from calls.actions.calls import locked, publish
from calls.actions.desks import reopen
from calls.models import Call, DeskLot, Rulebook
from calls.queries.books import hold_lines, places_of
from calls.queries.calls import hold_window
from wecare.accounts.models import Person
from wecare.acts.actions.acts import record_external
from wecare.acts.enums import ActKind


@transaction.atomic
def publish_by_act(
    *,
    call: Call,
    kind: ActKind | str,
    number_text: str,
    adopted_on: date,
    subject: str,
    actor: Person,
) -> Rulebook:
    """Record the act that approves the call and publish the call by it: both or neither.

    :raises ActRefused: if the act is already recorded with another date.
    :raises CallRefused: if something lacks or the deadline has passed.
    :raises InsufficientFunds: if the line has less free money than the lots ask.
    """
    call = locked(call)
    hold_window(call)
    hold_lines(places_of(call))
    act = record_external(
        kind=kind, number_text=number_text, adopted_on=adopted_on, subject=subject, by=actor
    )
    return publish(call=call, act=act, actor=actor)


@transaction.atomic
def extend_by_act(
    *,
    call: Call,
    closes_at: datetime,
    reason: str,
    base_version: int,
    kind: ActKind | str,
    number_text: str,
    adopted_on: date,
    subject: str,
    actor: Person,
) -> Rulebook:
    """Record the act that gives more time and extend the call by it: both or neither.

    :raises ActRefused: if the act is already recorded with another date.
    :raises CallRefused: if the call cannot be extended now, or so.
    :raises VersionChanged: if another version was published since `base_version`.
    """
    hold_window(locked(call))
    act = record_external(
        kind=kind, number_text=number_text, adopted_on=adopted_on, subject=subject, by=actor
    )
    return versions.extend(
        call=call,
        closes_at=closes_at,
        act=act,
        reason=reason,
        base_version=base_version,
        actor=actor,
    )


@transaction.atomic
def reopen_desk_by_act(
    *,
    call: Call,
    lot: str,
    kind: ActKind | str,
    number_text: str,
    adopted_on: date,
    subject: str,
    actor: Person,
) -> DeskLot:
    """Record the act that opens a stopped desk again and open it: both or neither.

    :raises ActRefused: if the act is already recorded with another date.
    :raises CallRefused: if the desk has not stopped, or there is no money for it.
    """
    hold_window(locked(call))
    act = record_external(
        kind=kind, number_text=number_text, adopted_on=adopted_on, subject=subject, by=actor
    )
    return reopen(call=call, lot=lot, act=act, actor=actor)


@transaction.atomic
def correct_by_act(
    *,
    call: Call,
    reason: str,
    base_version: int,
    draft_version: int,
    kind: ActKind | str,
    number_text: str,
    adopted_on: date,
    subject: str,
    actor: Person,
) -> Rulebook:
    """Record the act that corrects the rules and publish the correction by it: both or neither.

    :raises ActRefused: if the act is already recorded with another date.
    :raises CallRefused: if the call cannot be corrected now, or so.
    :raises VersionChanged: if another version was published since `base_version`.
    :raises DraftChanged: if somebody edited the correction since it was read.
    """
    hold_window(locked(call))
    act = record_external(
        kind=kind, number_text=number_text, adopted_on=adopted_on, subject=subject, by=actor
    )
    return versions.correct(
        call=call,
        act=act,
        reason=reason,
        base_version=base_version,
        draft_version=draft_version,
        actor=actor,
    )
