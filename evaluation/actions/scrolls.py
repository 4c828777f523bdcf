"""The scroll of a definitive list: the version that follows when somebody left or money came."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from calls.models import Call
from evaluation.actions.lives import Life, lock_last, said_of
from evaluation.actions.locks import lock_call
from evaluation.actions.ranked_lists import store
from evaluation.engine.drawing import input_json
from evaluation.engine.entries import EntryRefused
from evaluation.engine.published import build
from evaluation.engine.ties import UnsettledTie
from evaluation.enums import ListCause, ListStage
from evaluation.labels import sentence
from evaluation.models import RankedList
from evaluation.policies.ranked_lists import check_can_draw_up
from evaluation.policies.refusals import RankedListRefused
from evaluation.queries.scrolling import ScrollInput, scroll_input
from wecare.accounts.models import Person
from wecare.core import events


@transaction.atomic
def draw_up(*, call: Call, by: Person) -> RankedList:
    """Draw the next version of a definitive list up: the same engine on its own frozen input,
    without who left, with the money that came; a draft of it is replaced.

    :raises RankedListRefused: if there is no definitive list, an approved version waits, nothing moved
        since, or the money ends between equal places.
    """
    call = lock_call(call)
    standing = lock_last(call)
    check_can_draw_up(standing)
    base = standing
    if standing is not None and not standing.is_published:
        base = standing.follows if standing.cause == ListCause.SCROLL else None
    if base is None or not base.is_final:
        raise RankedListRefused(
            _("Si scorre solo una graduatoria definitiva già pubblicata: qui non c'è.")
        )
    given = scroll_input(base)
    _check_something_moved(given)
    ranked_list = store(call, base.rulebook, standing, _values(call, given), given.rows, by=by)
    events.record(
        "ranked_list.scrolled",
        subject=ranked_list,
        actor=by,
        call=call.code,
        version=ranked_list.version,
        follows=base.version,
        left=[each.submission.protocol for each in given.left],
        more={code: str(amount) for code, amount in given.more.items()},
        data=ranked_list.data_digest,
    )
    return ranked_list


def _check_something_moved(given: ScrollInput) -> None:
    try:
        is_new = given.is_new
    except UnsettledTie as tie:
        raise RankedListRefused(sentence(tie.fact)) from tie
    except EntryRefused as refusal:
        raise RankedListRefused(" ".join(sentence(each) for each in refusal.facts)) from refusal
    if not is_new:
        raise RankedListRefused(
            _("Da quando la graduatoria è pubblicata non è cambiato nulla: non c'è da scorrere.")
        )


def _values(call: Call, given: ScrollInput) -> dict[str, Any]:
    base = given.base
    life = Life(base.version + 1, ListStage.DEFINITIVE, ListCause.SCROLL, base)
    said = said_of(life, given.rows) or {}
    data = build(
        call_code=call.code,
        call_title=call.title,
        version=life.version,
        rulebook_digest=base.rulebook_digest,
        rules=given.rules,
        entries=given.entries,
        rows=given.rows,
        demonstration=call.demonstration,
        publication={**said, **given.to_json()},
    )
    return {
        "version": life.version,
        "stage": life.stage.value,
        "cause": life.cause.value,
        "follows": base,
        "rulebook_digest": base.rulebook_digest,
        "input": input_json(given.entries, given.rules),
        "input_digest": given.digest,
        "data": data,
        "data_digest": data["digest"],
    }
