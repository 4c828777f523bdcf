"""Published ranked lists, each of a call of its own, with their documents still to print."""

from datetime import timedelta
from typing import Any

from applicants.models import Application, Submission
from benchmarks import bulk, called
from benchmarks.measures.ranking import entries
from calls.enums import CallState
from calls.models import Call
from evaluation.engine.drawing import draw_up, input_json
from evaluation.engine.entries import Entry, RankingRules
from evaluation.engine.published import build
from evaluation.engine.rows import Row
from evaluation.enums import RankedListState
from evaluation.models import RankedList, RankedRow
from tests.factories.accounts import PersonFactory
from wecare.core import clock
from wecare.core.digests import digest
from wecare.core.printing import request_document

FULL = (300, 1000, 2000, 5000)
ON_A_PAGE = 2000
SMALL = (30, 60)


def load(*, full: bool) -> None:
    for start, size in enumerate(FULL if full else SMALL):
        _list(size, first=start * 10_000)


def code(size: int) -> str:
    return f"graduatoria-{size}"


def _list(size: int, *, first: int) -> RankedList:
    call = called.the_call(code=code(size))
    rules = RankingRules.of(called.rules_of(call))
    given = entries(size, rules)
    rows = draw_up(given, rules)
    with bulk.load():
        Call.objects.filter(pk=call.pk).update(state=CallState.EVALUATED.value)
        _submissions(call, given, first)
        found = _ranked_list(call, rules, given, rows)
        RankedRow.objects.bulk_create(_stored(row, found, first) for row in rows)
    return found


def _ranked_list(
    call: Call, rules: RankingRules, given: list[Entry], rows: tuple[Row, ...]
) -> RankedList:
    rulebook, now, person = call.rulebooks.get(), clock.now(), PersonFactory()
    written = input_json(given, rules)
    data = build(
        call_code=call.code,
        call_title=call.title,
        version=1,
        rulebook_digest=rulebook.digest,
        rules=rules,
        entries=given,
        rows=rows,
    )
    document = request_document(
        key=f"ranked-list/{call.code}",
        kind="ranked_list",
        title=f"Graduatoria del bando {call.code}, versione 1",
        template="documents/evaluation/ranked_list.html",
        context=data,
        data_name="graduatoria.json",
    )
    by = {f"{verb}_by": person for verb in ("drawn_up", "approved", "published")}
    at = {f"{verb}_at": now for verb in ("drawn_up", "approved", "published")}
    return RankedList.objects.create(
        call=call,
        version=1,
        state=RankedListState.PUBLISHED.value,
        rulebook=rulebook,
        rulebook_digest=rulebook.digest,
        input=written,
        input_digest=digest(written),
        data=data,
        data_digest=data["digest"],
        document=document,
        **by,
        **at,
    )


def _stored(row: Row, ranked_list: RankedList, first: int) -> RankedRow:
    exact = {"points": row.points, "requested": row.requested, "granted": row.granted}
    number = first + int(row.protocol.partition("/")[0])
    fields: dict[str, Any] = {**row.to_json(), **exact}
    return RankedRow(ranked_list=ranked_list, submission_id=number, **fields)


def _submissions(call: Call, given: list[Entry], first: int) -> None:
    """What the rows point at: nothing of it is shown."""
    rulebook, now, person = call.rulebooks.get(), clock.now(), call.created_by
    common = {"call": call, "title": "Progetto", "organisation_id": 1}
    numbers = [first + number for number in range(1, len(given) + 1)]
    Application.objects.bulk_create(
        Application(
            pk=number, **common, saved_at=now, created_by=person, created_at=now, state="submitted"
        )
        for number in numbers
    )
    Submission.objects.bulk_create(
        Submission(
            pk=number,
            application_id=number,
            **common,
            received_at=now - timedelta(seconds=1),
            protocol_number=number,
            protocol_year=2026,
            rulebook=rulebook,
            lot=entry.lot,
            total_cost=entry.requested,
            requested=entry.requested,
            content={},
            content_digest=digest({}),
            idempotency_key=f"benchmark-{number:08d}",
            submitted_by=person,
        )
        for number, entry in zip(numbers, given, strict=True)
    )
