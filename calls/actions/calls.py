"""Steps of a call: create, edit, publish, close, open the applications, mark evaluated, conclude."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from calls.actions.desks import open_desks
from calls.actions.reserving import reserve_lots
from calls.engine.compile import compile_rulebook
from calls.engine.lifecycle import CALL
from calls.engine.portions import Portion
from calls.engine.rulebook import Rulebook as Rules
from calls.enums import CallState, EditorSection, Procedure
from calls.models import Call, Fund, Line, Rulebook, Window
from calls.policies import (
    check_can_close,
    check_can_edit,
    check_can_open_applications,
    check_can_publish,
    check_draft_version,
    check_has_portion,
    check_lots_have_places,
)
from calls.queries.books import hold_lines, places_of
from calls.queries.calls import current_rulebook, current_window
from calls.queries.desks import all_stopped
from calls.queries.search import words_of
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import clock, events
from wecare.core.digests import digest
from wecare.core.dispatch import after_commit

PREPARE_FORM = "applicants.prepare_blank_form"


@transaction.atomic
def create(
    *,
    code: str,
    title: str,
    line: Line,
    fund: Fund,
    actor: Person,
    draft: dict[str, Any] | None = None,
    demonstration: bool = False,
) -> Call:
    """A new call in draft, on a line whose money it will reserve."""
    call = Call.objects.create(
        code=code,
        title=title,
        line=line,
        fund=fund,
        draft=draft or {"identity": {"title": title}},
        demonstration=demonstration,
        created_by=actor,
        created_at=clock.now(),
    )
    events.record("call.created", subject=call, actor=actor, code=code)
    return call


@transaction.atomic
def save_section(
    *,
    call: Call,
    section: EditorSection,
    value: Any,
    base_version: int,
    actor: Person,
    portion: Portion | None = None,
    seen: str = "",
) -> Call:
    """Save one section of the draft, or a portion of it, written over version `base_version`.

    What somebody else saved meanwhile refuses it only if it is of the same portion: `seen` is the mark
    of the portion that was read. What stands already is not written again. The draft of a published
    call is the correction being prepared: no saving touches the rules that the public reads.

    :raises CallRefused: if the call is past its deadline or closed, or the portion is no longer there.
    :raises DraftChanged: if somebody saved the same portion meanwhile.
    """
    call = locked(call)
    check_can_edit(call, at=clock.now())
    place = portion or Portion(section)
    check_has_portion(call, place)
    written = place.put(call.draft, value)
    if written == call.draft.get(section.value):
        return call
    check_draft_version(call, base_version, as_seen=seen == place.mark(call.draft))
    call.draft = {**call.draft, section.value: written}
    call.draft_version += 1
    is_public = call.state != CallState.DRAFT.value
    if section is EditorSection.IDENTITY and value.get("title") and not is_public:
        call.title = value["title"]
    call.save(update_fields=["draft", "draft_version", "title"])
    events.record(
        "call.section_saved",
        subject=call,
        actor=actor,
        section=section.value,
        version=call.draft_version,
        digest=digest(written),
    )
    return call


@transaction.atomic
def publish(*, call: Call, act: Act, actor: Person) -> Rulebook:
    """Freeze the draft as rulebook 1, open its window, reserve the money of its lots.

    :raises CallRefused: if something lacks, the deadline has passed, or a lot spends a line or a fund
        that is not there.
    :raises RulebookRefused: if the draft does not compile.
    :raises InsufficientFunds: if a line has less free money than the lots ask.
    """
    call = locked(call)
    hold_lines(places_of(call))
    at = clock.now()
    check_can_publish(call, closes_at=_deadline_of(call.draft), at=at)
    rules = compile_rulebook(
        call.draft,
        call_code=call.code,
        fund=call.fund.code,
        measure=call.line.measure.code,
        line=call.line.code,
        demonstration=call.demonstration,
    )
    check_lots_have_places(call, rules)
    _follow(call, "publish")
    call.act = act
    call.title = rules.title
    call.published_draft = call.draft
    call.search_text = words_of(call, rules)
    call.save(update_fields=["state", "act", "title", "published_draft", "search_text"])
    rulebook = freeze(call, rules, version=1, act=act, at=at, actor=actor)
    Window.objects.bulk_create(
        Window(
            call=call,
            sequence=number,
            number=number,
            opens_at=window.opens_at,
            closes_at=window.closes_at,
            act=act,
        )
        for number, window in enumerate(rules.windows, start=1)
    )
    reserve_lots(call, rules, act=act, actor=actor)
    if rules.procedure is Procedure.DESK:
        open_desks(call, rules)
    events.record(
        "call.published",
        subject=call,
        actor=actor,
        rulebook=rulebook.digest,
        version=rulebook.version,
        act=str(act),
        closes_at=rules.deadline,
    )
    return rulebook


@transaction.atomic
def close(*, call: Call, actor: Person | None) -> Call:
    """The closing barrier: seal the window; this waits for every sender that holds it.

    The portal closes by itself, so whoever presses the button a moment later finds it done.

    A desk of which every lot has stopped may be closed before its deadline.

    :raises CallRefused: before the deadline, or if it is past the closing.
    """
    call = locked(call)
    if call.state == CallState.CLOSED.value:
        return call
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE calls_window SET sealed_at = wecare_clock() WHERE call_id = %s"
            " AND sealed_at IS NULL AND (closes_at <= wecare_clock() OR %s)",
            [call.pk, all_stopped(call)],
        )
    at = clock.now()
    check_can_close(call, at=at)
    _follow(call, "close")
    call.closed_at = at
    call.save(update_fields=["state", "closed_at"])
    events.record("call.closed", subject=call, actor=actor)
    return call


@transaction.atomic
def close_if_due(*, call: Call) -> Call:
    """Close the call if its deadline has passed: what the sweep asks for, as often as it likes."""
    call = locked(call)
    at = clock.now()
    window = current_window(call, at)
    if call.state != CallState.PUBLISHED.value or window is None or at < window.closes_at:
        return call
    return close(call=call, actor=None)


@transaction.atomic
def open_applications(
    *, call: Call, protocols: list[str], actor: Person, first: Person | None = None
) -> Call:
    """Open the sealed applications for the formal check; who opened, when and which is recorded.

    `first` is who asked for it before, where the rules want two people.

    :raises CallRefused: if the call is not closed, or the rules want another person beside.
    """
    call = locked(call)
    rulebook = current_rulebook(call)
    assert rulebook is not None  # noqa: S101 -- what is closed was published
    check_can_open_applications(call, rulebook.rules, first=first, actor=actor)
    _follow(call, "open_applications")
    call.opened_at = clock.now()
    call.save(update_fields=["state", "opened_at"])
    events.record(
        "call.applications_opened",
        subject=call,
        actor=actor,
        protocols=protocols,
        **({} if first is None else {"asked_by": str(first)}),
    )
    return call


@transaction.atomic
def mark_evaluated(*, call: Call, actor: Person | None) -> Call:
    """The ranked list is published.

    :raises StepRefused: if the applications are not under evaluation.
    """
    return _plain_step(call, "mark_evaluated", "call.evaluated", actor)


@transaction.atomic
def conclude(*, call: Call, actor: Person | None) -> Call:
    """The decree is published: the procedure ends.

    :raises StepRefused: if no list was published.
    """
    return _plain_step(call, "conclude", "call.concluded", actor)


def _plain_step(call: Call, step: str, event: str, actor: Person | None) -> Call:
    call = locked(call)
    _follow(call, step)
    call.save(update_fields=["state"])
    events.record(event, subject=call, actor=actor)
    return call


def locked(call: Call) -> Call:
    """The call read again under its lock, with the place of its money."""
    return (
        Call.objects.select_for_update(of=("self",), no_key=True)
        .select_related("line__measure", "fund")
        .get(pk=call.pk)
    )


def _follow(call: Call, step: str) -> None:
    call.state = CALL.follow(step, CallState(call.state)).value


def _deadline_of(draft: dict[str, Any]) -> datetime | None:
    window = draft.get("window") or {}
    texts = [each.get("closes_at") for each in (window, *(window.get("more") or ()))]
    return datetime.fromisoformat(texts[-1]) if texts[-1] else None


def freeze(
    call: Call,
    rules: Rules,
    *,
    version: int,
    act: Act,
    at: datetime,
    actor: Person,
    reason: str = "",
) -> Rulebook:
    """Write a version of the rules, which nobody changes any more, and ask for its blank form."""
    body = rules.to_json()
    rulebook = Rulebook.objects.create(
        call=call,
        version=version,
        body=body,
        digest=digest(body),
        act=act,
        reason=reason,
        published_at=at,
        published_by=actor,
    )
    after_commit(PREPARE_FORM, rulebook_id=rulebook.pk)
    return rulebook
