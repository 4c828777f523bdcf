"""Ranked lists: drawn up by the engine from frozen input, approved, published, never changed."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.queries.terms import hold_terms
from calls.actions import calls
from calls.models import Call, Rulebook
from calls.queries.calls import current_rulebook
from evaluation.actions import announcements
from evaluation.actions.lives import Life, lock_last, next_life, said_of
from evaluation.actions.locks import lock_call
from evaluation.engine.drawing import draw_up as draw
from evaluation.engine.drawing import input_json
from evaluation.engine.draws import seeded
from evaluation.engine.entries import EntryRefused
from evaluation.engine.lifecycle import RANKED_LIST
from evaluation.engine.publication import days_end
from evaluation.engine.published import build
from evaluation.engine.rows import Row
from evaluation.engine.ties import UnsettledTie
from evaluation.enums import ListCause, ListStage, RankedListState
from evaluation.labels import sentence
from evaluation.models import RankedList, RankedRow
from evaluation.policies.ranked_lists import check_can_draw_up, check_input_is_current
from evaluation.policies.refusals import ListNotReady, RankedListRefused
from evaluation.queries import observations as observing
from evaluation.queries.gate import open_points
from evaluation.queries.ranking_input import (
    entries_of,
    published_entries,
    rules_of,
    submissions_by_protocol,
)
from evaluation.queries.scrolling import scroll_input
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.digests import digest
from wecare.core.printing import request_document


@transaction.atomic
def draw_up(*, call: Call, by: Person) -> RankedList:
    """Draw the list of a call up from what is decided and signed; a draft is replaced.

    The first is provisional where the rules give days for observations; after those, and once each
    observation has its answer, the definitive one follows it.

    :raises ListNotReady: with everything that is still open.
    :raises RankedListRefused: if a list is approved already, or the rules leave applications
        equal: it names them.
    """
    call = lock_call(call)
    standing = lock_last(call)
    check_can_draw_up(standing)
    hold_terms(call)
    points = (*open_points(call), *observing.open_points(call))
    if points:
        raise ListNotReady(points)
    rulebook = current_rulebook(call)
    if rulebook is None:
        raise RankedListRefused(_("Il bando non è pubblicato."))
    life = next_life(standing, rulebook)
    values, rows = _drawn(call, rulebook, life)
    ranked_list = store(call, rulebook, standing, values, rows, by=by)
    events.record(
        "ranked_list.drawn_up",
        subject=ranked_list,
        actor=by,
        call=call.code,
        version=ranked_list.version,
        stage=ranked_list.stage,
        input=ranked_list.input_digest,
        data=ranked_list.data_digest,
        rows=len(rows),
    )
    return ranked_list


@transaction.atomic
def approve(*, ranked_list: RankedList, by: Person) -> RankedList:
    """Approve a draft whose input is still what the office knows; its rows are then frozen.

    :raises ListNotReady: if something is open again.
    :raises RankedListRefused: if something changed since it was drawn up.
    :raises StepRefused: if it is no draft.
    """
    ranked_list = _locked(ranked_list)
    state = RANKED_LIST.follow("approve", RankedListState(ranked_list.state))
    is_scroll = ranked_list.cause == ListCause.SCROLL.value  # of a call evaluated already
    if not is_scroll and (points := open_points(ranked_list.call)):
        raise ListNotReady(points)  # an assessment reopened since: its points are no longer there
    check_input_is_current(ranked_list, digest=current_input_digest(ranked_list))
    ranked_list.state = state.value
    ranked_list.approved_by, ranked_list.approved_at = by, clock.now()
    ranked_list.save(update_fields=["state", "approved_by", "approved_at"])
    events.record(
        "ranked_list.approved", subject=ranked_list, actor=by, data=ranked_list.data_digest
    )
    return ranked_list


@transaction.atomic
def publish(*, ranked_list: RankedList, by: Person) -> RankedList:
    """Publish an approved list: page and data at once, the PDF as soon as it is printed.

    :raises StepRefused: if it is not approved.
    """
    ranked_list = _locked(ranked_list)
    state = RANKED_LIST.follow("publish", RankedListState(ranked_list.state))
    at = clock.now()
    ranked_list.state = state.value
    ranked_list.published_by, ranked_list.published_at = by, at
    if ranked_list.is_provisional:
        days = ranked_list.rulebook.rules.terms.observation_days or 0
        ranked_list.observations_until = days_end(at, days)
    ranked_list.document = request_document(
        key=f"ranked-list/{ranked_list.pk}",
        kind="ranked_list",
        title=f"Graduatoria del bando {ranked_list.call.code}, versione {ranked_list.version}",
        template="documents/evaluation/ranked_list.html",
        context=ranked_list.data,
        data_name="graduatoria.json",
    )
    ranked_list.save(
        update_fields=["state", "published_by", "published_at", "observations_until", "document"]
    )
    announcements.ask(ranked_list)
    if ranked_list.stage == ListStage.DEFINITIVE and ranked_list.cause != ListCause.SCROLL:
        calls.mark_evaluated(call=ranked_list.call, actor=by)
    events.record(
        "ranked_list.published",
        subject=ranked_list,
        actor=by,
        stage=ranked_list.stage,
        data=ranked_list.data_digest,
        document=ranked_list.document.check_code,
    )
    return ranked_list


def current_input_digest(ranked_list: RankedList) -> str:
    """The digest of what the list would be drawn up from now."""
    if ranked_list.cause == ListCause.SCROLL and ranked_list.follows is not None:
        return scroll_input(ranked_list.follows).digest
    rules = rules_of(ranked_list.rulebook)
    entries = entries_of(ranked_list.call, ranked_list.rulebook)
    rules = seeded(rules, ranked_list.rulebook.digest, entries)
    return digest(input_json(published_entries(entries, rules), rules))


def _drawn(call: Call, rulebook: Rulebook, life: Life) -> tuple[dict[str, Any], tuple[Row, ...]]:
    rules = rules_of(rulebook)
    entries = entries_of(call, rulebook)
    rules = seeded(rules, rulebook.digest, entries)
    try:
        entries = published_entries(entries, rules)
        rows = draw(entries, rules)
    except UnsettledTie as tie:
        raise RankedListRefused(sentence(tie.fact)) from tie
    except EntryRefused as refusal:
        raise RankedListRefused(" ".join(sentence(each) for each in refusal.facts)) from refusal
    given = input_json(entries, rules)
    data = build(
        call_code=call.code,
        call_title=call.title,
        version=life.version,
        rulebook_digest=rulebook.digest,
        rules=rules,
        entries=entries,
        rows=rows,
        demonstration=call.demonstration,
        publication=said_of(life, rows),
    )
    values = {
        "version": life.version,
        "stage": life.stage.value,
        "cause": life.cause.value,
        "follows": life.follows,
        "rulebook_digest": rulebook.digest,
        "input": given,
        "input_digest": digest(given),
        "data": data,
        "data_digest": data["digest"],
    }
    return values, rows


def store(
    call: Call,
    rulebook: Rulebook,
    standing: RankedList | None,
    values: dict[str, Any],
    rows: tuple[Row, ...],
    *,
    by: Person,
) -> RankedList:
    """Write a version that was drawn up with its rows, in the place of a draft if there is one."""
    values |= {"rulebook": rulebook, "drawn_up_by": by, "drawn_up_at": clock.now()}
    if standing is None or standing.is_published:
        ranked_list = RankedList.objects.create(call=call, **values)
    else:
        ranked_list = standing
        RankedRow.objects.filter(ranked_list=standing).delete()
        for field, value in values.items():
            setattr(standing, field, value)
        standing.save(update_fields=list(values))
    submissions = submissions_by_protocol(call)
    RankedRow.objects.bulk_create(
        RankedRow(
            ranked_list=ranked_list,
            submission=submissions[row.protocol],
            **_fields(row),
        )
        for row in rows
    )
    return ranked_list


def _fields(row: Row) -> dict[str, Any]:
    """The engine's row as it is stored: columns for what is counted, JSON for the rest."""
    written = row.to_json()
    exact = {"points": row.points, "requested": row.requested, "granted": row.granted}
    return {**written, **exact}


def _locked(ranked_list: RankedList) -> RankedList:
    lock_call(ranked_list.call)
    return (
        RankedList.objects.select_for_update(of=("self",))
        .select_related("call", "rulebook")
        .get(pk=ranked_list.pk)
    )
