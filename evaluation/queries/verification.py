"""What must hold of judgements and lists; each problem is a sentence."""

from collections.abc import Iterator
from typing import Any

from calls.engine.codec import to_json
from evaluation.engine.formal_sample import sample
from evaluation.engine.published import recompute
from evaluation.enums import AssessmentState, RankedListState
from evaluation.labels import sentence
from evaluation.models import (
    Assessment,
    CheckSample,
    Panel,
    RankedList,
    RankedRow,
    RequestAnswer,
)
from evaluation.queries import panels
from wecare.core.digests import digest, plain

_FIELDS = (
    "sequence",
    "lot",
    "position",
    "protocol",
    "organisation_name",
    "fiscal_code",
    "title",
    "points",
    "criteria",
    "classes",
    "requested",
    "granted",
    "outcome",
    "keys",
    "why",
)
_SEVERAL_FUNDS = ("parts", "cents")  # published where several funds pay a lot


def formal_answers() -> list[str]:
    """Every answer in the formal check has the digest it was sent with, came in time, has its receipt."""
    problems = []
    rows = RequestAnswer.objects.select_related("request").order_by("pk")
    for answer in rows.iterator(chunk_size=500):
        if digest(answer.content) != answer.content_digest:
            problems.append(f"answer {answer.protocol}: the digest differs from its content")
        if answer.received_at >= answer.request.closes_at:
            problems.append(f"answer {answer.protocol}: received after its term")
        if answer.receipt_id is None:
            problems.append(f"answer {answer.protocol}: no receipt")
    return problems


def samples() -> list[str]:
    """Every sample is what its seed draws from its protocols at its share."""
    problems = []
    rows = CheckSample.objects.select_related("call").order_by("pk")
    for drawn in rows.prefetch_related("checks__submission"):
        found = [
            each.submission.protocol
            for each in sorted(drawn.checks.all(), key=lambda each: each.place)
        ]
        if tuple(found) != sample(drawn.seed, drawn.protocols, drawn.share):
            problems.append(
                f"sample {drawn.call.code}/{drawn.number}: another is drawn by its seed"
            )
    return problems


def ranked_lists() -> list[str]:
    """Every published list is what its input gives under its rules, and its rows are its data."""
    published = (
        RankedList.objects.filter(state=RankedListState.PUBLISHED.value)
        .select_related("call", "rulebook", "document")
        .order_by("pk")
    )
    return [problem for ranked_list in published.iterator() for problem in problems_of(ranked_list)]


def problems_of(ranked_list: RankedList) -> Iterator[str]:
    """What does not hold of one list."""
    name = f"ranked list {ranked_list.call.code}/{ranked_list.version}"
    if ranked_list.rulebook_digest != ranked_list.rulebook.digest:
        yield f"{name}: its rulebook has another digest"
    if digest(ranked_list.input) != ranked_list.input_digest:
        yield f"{name}: the digest of its input differs"
    if ranked_list.data.get("rows") != stored_rows(ranked_list):
        yield f"{name}: its data are not its rows"
    if ranked_list.document and ranked_list.document.context != plain(ranked_list.data):
        yield f"{name}: its document says something else"
    for difference in recompute(ranked_list.data, expected_digest=ranked_list.data_digest):
        yield f"{name}: {sentence(difference)}"


def stored_rows(ranked_list: RankedList) -> list[dict[str, Any]]:
    """The rows of the list in the form in which they are published."""
    rows = RankedRow.objects.filter(ranked_list=ranked_list).order_by("sequence")
    several = any(lot.get("shares") for lot in ranked_list.data["rules"]["lots"])
    fields = (*_FIELDS, *_SEVERAL_FUNDS) if several else _FIELDS
    return [{field: _plain(getattr(row, field)) for field in fields} for row in rows.iterator()]


def assessments() -> list[str]:
    """Nobody signed about an organisation they have a conflict with."""
    signed = (
        Assessment.objects.filter(state=AssessmentState.SIGNED.value)
        .select_related("submission")
        .order_by("pk")
    )
    abstaining = {
        pair for panel in Panel.objects.order_by("pk") for pair in panels.abstentions(panel)
    }
    partial = [each for each in signed if (each.member_id, each.submission_id) in abstaining]
    undeclared = signed.filter(member__declaration=None)
    return [
        *(f"assessment of {each.submission}: signed despite a conflict" for each in partial),
        *(f"assessment of {each.submission}: signed before declaring" for each in undeclared),
    ]


def _plain(value: Any) -> Any:
    return value if isinstance(value, list | dict) else to_json(value)
