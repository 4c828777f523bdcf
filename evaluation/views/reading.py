"""A submission as those who judge read it: what was frozen, question by question."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import FileResponse, Http404

from applicants.engine.snapshot import Snapshot
from applicants.models import Submission
from calls.enums import QuestionKind
from wecare.core import store
from wecare.core.models import StoredFile
from wecare.core.money import euro, format_amount, percent_of


@dataclass(frozen=True, slots=True)
class Reading:
    """The frozen content by sections, with costs and files."""

    sections: list[dict[str, Any]]
    costs: list[dict[str, Any]]
    attachments: list[dict[str, Any]]
    own_funding: Decimal
    own_percent: Decimal | None
    own_in_kind: Decimal
    months: int | None
    starts_on: date | None


def reading_of(submission: Submission) -> Reading:
    """What was sent, under the rules of its own version."""
    rules = submission.rulebook.rules
    content = submission.content
    snapshot = Snapshot.of_content(content)
    return Reading(
        sections=[
            {
                "title": section.title,
                "answers": [
                    {
                        "label": question.label,
                        "text": _text(question.kind, content["answers"].get(question.code, "")),
                    }
                    for question in section.questions
                ],
            }
            for section in rules.sections
        ],
        costs=[
            {"title": each.title, "amount": euro(content["costs"].get(each.code, "0.00"))}
            for each in rules.cost_categories
        ],
        attachments=[
            {**each, "title": rules.attachment(each["requirement"]).title}
            for each in content["attachments"]
        ],
        own_funding=snapshot.own_funding,
        own_percent=percent_of(snapshot.own_funding, submission.total_cost)
        if submission.total_cost
        else None,
        own_in_kind=snapshot.own_in_kind,
        months=snapshot.months,
        starts_on=snapshot.starts_on,
    )


def frozen_file(submission: Submission, requirement: str) -> FileResponse:
    """A file as it was sent, by the digest in the frozen content.

    :raises Http404: if nothing was attached for this requirement.
    """
    for each in submission.content["attachments"]:
        if each["requirement"] == requirement:
            stored = StoredFile.objects.get(pk=each["digest"])
            answer = FileResponse(
                store.path_of(stored).open("rb"),
                as_attachment=True,
                filename=each["filename"],
                content_type=each["media_type"],
            )
            answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
            return answer
    raise Http404


def _text(kind: QuestionKind, value: Any) -> str:
    if value == "":
        return ""
    if kind is QuestionKind.MONEY:
        return format_amount(euro(value))
    if kind is QuestionKind.DATE:
        year, month, day = str(value).split("-")
        return f"{day}/{month}/{year}"
    return str(value)
