"""What must hold of judgements and lists; each problem is a sentence."""

from collections.abc import Iterator
from typing import Any

from calls.engine.codec import to_json
from evaluation.engine.published import recompute
from evaluation.enums import AssessmentState, RankedListState
from evaluation.labels import sentence
from evaluation.models import Assessment, Panel, RankedList, RankedRow
from evaluation.queries import panels
from wecare.core.digests import digest, plain


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
    return [_row(row) for row in rows.iterator()]


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


def _row(row: RankedRow) -> dict[str, Any]:
    fields = (
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
    return {field: to_json(_plain(getattr(row, field))) for field in fields}


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
