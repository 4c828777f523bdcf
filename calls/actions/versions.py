"""A published call changes by act: more time, corrected rules; each is a new version, for everyone.

A version waits for those who are sending and makes the next ones wait, so each application is sent
under the version in force at its instant. Letters are written after commit, by who knows who writes.
"""

import dataclasses
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from calls.actions.calls import freeze, locked
from calls.engine.compile import compile_rulebook
from calls.engine.differences import differences
from calls.engine.rulebook import Rulebook as Rules
from calls.engine.rulebook import Window as Times
from calls.models import Call, Rulebook, Window
from calls.policies import check_can_change, check_draft_version
from calls.policies.versions import (
    check_act_is_new,
    check_correction,
    check_is_later,
    check_leaves_the_next,
    check_version,
    check_windows_are_not_shorter,
)
from calls.queries.calls import current_rulebook, hold_window
from calls.queries.search import words_of
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import clock, events
from wecare.core.dispatch import after_commit

ANNOUNCE = "applicants.announce_version"


@transaction.atomic
def extend(
    *,
    call: Call,
    closes_at: datetime,
    act: Act,
    reason: str,
    base_version: int,
    actor: Person,
) -> Rulebook:
    """Give everyone until `closes_at`: a new version of the rules, and the running window longer.

    :raises CallRefused: past the deadline, when closed, if it is not later, if it runs into the next
        window, or by an act used before.
    :raises VersionChanged: if another version was published since `base_version`.
    """
    call, window, current, at = _opened(call, base_version)
    check_is_later(window, closes_at)
    check_leaves_the_next(call, window, closes_at)
    check_act_is_new(call, act)
    rules = extended_rules(current.rules, closes_at, number=window.number)
    call.draft = _until(call.draft, closes_at, number=window.number)
    call.published_draft = _until(call.published_draft or {}, closes_at, number=window.number)
    return _publish(call, current, rules, act=act, reason=reason, at=at, actor=actor)


@transaction.atomic
def correct(
    *,
    call: Call,
    act: Act,
    reason: str,
    base_version: int,
    draft_version: int,
    actor: Person,
) -> Rulebook:
    """Publish the correction being prepared as a new version of the rules.

    :raises CallRefused: past the deadline, when closed, if nothing changes or what changes may not,
        if time is taken away, or by an act used before.
    :raises RulebookRefused: if the correction does not compile.
    :raises VersionChanged: if another version was published since `base_version`.
    :raises DraftChanged: if somebody edited the correction since it was read.
    """
    call, window, current, at = _opened(call, base_version)
    check_draft_version(call, draft_version)
    check_act_is_new(call, act)
    rules = corrected_rules(call)
    check_correction(differences(current.rules, rules), window, at=at)
    check_windows_are_not_shorter(call, rules.windows)
    call.published_draft = call.draft
    return _publish(call, current, rules, act=act, reason=reason, at=at, actor=actor)


@transaction.atomic
def discard_correction(*, call: Call, actor: Person) -> Call:
    """Throw the correction away: the draft is again the one the rules in force come from.

    :raises CallRefused: past the deadline, when closed, or for a draft.
    """
    call = locked(call)
    check_can_change(call, at=clock.now())
    if call.has_correction:
        call.draft = call.published_draft
        call.draft_version += 1
        call.save(update_fields=["draft", "draft_version"])
        events.record("call.correction_discarded", subject=call, actor=actor)
    return call


def extended_rules(rules: Rules, closes_at: datetime, *, number: int = 1) -> Rules:
    """The same rules with more time in the window of this number."""
    windows = list(rules.windows)
    windows[number - 1] = Times(windows[number - 1].opens_at, closes_at)
    return dataclasses.replace(rules, window=windows[0], more_windows=tuple(windows[1:]))


def corrected_rules(call: Call) -> Rules:
    """The rules that publishing the correction would freeze.

    :raises RulebookRefused: if it does not compile.
    """
    return compile_rulebook(
        call.draft,
        call_code=call.code,
        fund=call.fund.code,
        measure=call.line.measure.code,
        line=call.line.code,
        demonstration=call.demonstration,
    )


def _opened(call: Call, base_version: int) -> tuple[Call, Window, Rulebook, datetime]:
    """The call and its window under lock, the version in force, and the instant after the locks."""
    call = locked(call)
    window = hold_window(call)
    at = clock.now()
    check_can_change(call, at=at)
    current = current_rulebook(call)
    assert window is not None  # noqa: S101 -- what may change is published
    assert current is not None  # noqa: S101 -- what is published has rules
    check_version(current, base_version)
    return call, window, current, at


def _publish(
    call: Call,
    current: Rulebook,
    rules: Rules,
    *,
    act: Act,
    reason: str,
    at: datetime,
    actor: Person,
) -> Rulebook:
    call.draft_version += 1
    call.title = rules.title
    call.search_text = words_of(call, rules)
    call.save(update_fields=["draft", "published_draft", "draft_version", "title", "search_text"])
    rulebook = freeze(
        call, rules, version=current.version + 1, act=act, at=at, actor=actor, reason=reason
    )
    known = dict(enumerate(current.rules.windows, start=1))
    for number, times in enumerate(rules.windows, start=1):
        if known.get(number) != times:
            _lengthen(call, times, number=number, act=act)
    events.record(
        "call.version_published",
        subject=call,
        actor=actor,
        version=rulebook.version,
        rulebook=rulebook.digest,
        act=str(act),
        reason=reason,
        closes_at=rules.deadline,
    )
    after_commit(ANNOUNCE, rulebook_id=rulebook.pk)
    return rulebook


def _lengthen(call: Call, times: Times, *, number: int, act: Act) -> Window:
    return Window.objects.create(
        call=call,
        sequence=call.windows.count() + 1,
        number=number,
        opens_at=times.opens_at,
        closes_at=times.closes_at,
        act=act,
    )


def _until(draft: dict[str, Any], closes_at: datetime, *, number: int) -> dict[str, Any]:
    text = closes_at.astimezone(UTC).isoformat(timespec="microseconds")
    window = {**(draft.get("window") or {})}
    if number == 1:
        return {**draft, "window": {**window, "closes_at": text}}
    more = [{**row} for row in window.get("more") or ()]
    more[number - 2]["closes_at"] = text
    return {**draft, "window": {**window, "more": more}}
