"""What registers answered about who takes part in an application: the last answer of a kind counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.utils.timezone import localdate

from applicants.models import Submission
from funding.engine.condition_facts import Answer
from funding.enums import RegisterKind, RegisterOutcome
from funding.models import RegisterAnswer, ResolutiveCondition


def answers_of(submission: Submission) -> QuerySet[RegisterAnswer]:
    """Everything that was recorded about an application, the last first."""
    rows = RegisterAnswer.objects.filter(submission=submission)
    return rows.select_related("recorded_by", "file__scan", "resolutive__decided_by").order_by(
        "-id"
    )


def in_force(
    submissions: Iterable[int],
) -> dict[tuple[int, str], dict[RegisterKind, RegisterAnswer]]:
    """(submission, fiscal code) → kind → the last answer, but what was recorded by mistake; one query."""
    rows = (
        RegisterAnswer.objects.filter(submission__in=list(submissions))
        .order_by("submission", "fiscal_code", "kind", "-id")
        .distinct("submission", "fiscal_code", "kind")
        .select_related("resolutive")
    )
    found: dict[tuple[int, str], dict[RegisterKind, RegisterAnswer]] = defaultdict(dict)
    for row in rows:
        if row.outcome != RegisterOutcome.VOID:
            found[row.submission_id, row.fiscal_code][RegisterKind(row.kind)] = row
    return found


def went_on(
    answers: Mapping[tuple[int, str], Mapping[RegisterKind, RegisterAnswer]],
) -> frozenset[tuple[int, str]]:
    """(submission, fiscal code) of those for whom it was gone on before an answer that is against."""
    against = [
        key
        for key, kinds in answers.items()
        if RegisterKind.ANTIMAFIA in kinds
        and kinds[RegisterKind.ANTIMAFIA].outcome == RegisterOutcome.IRREGULAR
    ]
    if not against:
        return frozenset()
    rows = ResolutiveCondition.objects.filter(
        answer__submission__in=[key for key, _code in against]
    )
    return frozenset(
        rows.order_by("pk").values_list("answer__submission_id", "answer__fiscal_code")
    )


def as_value(row: RegisterAnswer) -> Answer:
    """The answer as the conditions are told of it."""
    decided = getattr(row, "resolutive", None)
    return Answer(
        row.number,
        row.on,
        RegisterOutcome(row.outcome),
        row.valid_until,
        row.amount,
        gone_on=None if decided is None else localdate(decided.decided_at),
        urgent=decided is not None and decided.urgent,
    )


def single_undertaking(code: str, answers: Mapping[RegisterKind, RegisterAnswer]) -> frozenset[str]:
    """The fiscal codes of the single undertaking, as declared; the organisation's own among them."""
    declared = answers.get(RegisterKind.DECLARATION)
    return frozenset({code, *(declared.linked if declared else ())})
