"""What the letters of a decree say to each applicant."""

from typing import Any

from django.utils.translation import override

from evaluation.enums import Outcome
from evaluation.labels import sentence
from evaluation.models import RankedRow
from funding.documents import label_of
from funding.documents.resolutive import clause
from funding.models import Decree
from wecare.acts.engine.variables import day_in_words
from wecare.core.documents import LANGUAGE
from wecare.core.money import format_amount


@override(LANGUAGE)
def letter_context(row: RankedRow, decree: Decree) -> dict[str, Any]:
    """What the letter to an applicant says of one row."""
    call = decree.ranked_list.call
    lot = next(each for each in decree.ranked_list.rulebook.rules.lots if each.code == row.lot)
    return {
        "act": str(decree.act),
        "adopted_on": day_in_words(decree.act.adopted_on) if decree.act.adopted_on else "",
        "call_code": call.code,
        "call_title": call.title,
        "lot": lot.title,
        "protocol": row.protocol,
        "organisation": row.organisation_name,
        "title": row.title,
        "outcome": row.outcome,
        "outcome_label": label_of(row),
        "position": row.position,
        "points": None if row.points is None else f"{row.points:.2f}".replace(".", ","),
        "requested": format_amount(row.requested),
        "granted": format_amount(row.granted),
        "reasons": [*_reasons(row), *filter(None, [clause(decree.act.context, row.protocol)])],
        "application": str(row.submission.application.public_id),
    }


def _reasons(row: RankedRow) -> list[str]:
    """Why, in sentences; for a formal refusal, what the office wrote."""
    sentences = [sentence(each) for each in row.why]
    if row.outcome in {Outcome.INADMISSIBLE.value, Outcome.IRRECEIVABLE.value}:
        sentences.append(row.submission.admissibility.reasons)
    return sentences
