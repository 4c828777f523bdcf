"""What is asked and answered, as plain values: what can be named, what was there, what came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from applicants.labels.answers import answer_text
from applicants.models import Submission
from calls.engine.asking import Question
from calls.engine.rulebook import Rulebook as Rules
from calls.enums import Filler, QuestionKind
from evaluation.enums import PointKind
from evaluation.models import FormalRequest, RequestAnswer, RequestPoint

OBSERVATION_WORDS = 3000


@dataclass(frozen=True, slots=True)
class Nameable:
    """One thing that a request may name: an answer or a document of the lead, or of one partner."""

    kind: PointKind
    code: str
    label: str
    partner: str = ""
    whose: str = ""

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.kind.value}:{self.code}:{self.partner}"


def nameables(submission: Submission) -> tuple[Nameable, ...]:
    """Everything of a submission that may be asked to be completed, in the order of the form."""
    rules = submission.rules
    found = [
        *(_of_question(each) for section in rules.sections for each in section.questions),
        *(Nameable(PointKind.FILE, each.code, each.title) for each in rules.attachments),
    ]
    for partner in submission.content.get("partners", ()):
        own = [
            *(_of_question(each) for part in rules.partner_sections for each in part.questions),
            *(
                Nameable(PointKind.FILE, each.code, each.title)
                for each in rules.attachments
                if each.filled_by is Filler.EACH
            ),
        ]
        code, name = partner["fiscal_code"], partner["name"]
        found += [replace(each, partner=code, whose=name) for each in own]
    return tuple(found)


def _of_question(question: Question) -> Nameable:
    kind = PointKind.FILE if question.kind is QuestionKind.FILE else PointKind.ANSWER
    return Nameable(kind, question.code, question.label)


def question_of(rules: Rules, point: RequestPoint) -> Question:
    """The question that a point asks, named by the point's number, so that no two are alike."""
    code = f"p{point.number}"
    if point.kind == PointKind.ANSWER.value:
        asked = rules.question(point.code)
        return replace(asked, code=code, required=False, shown_if="", shown_values=())
    label = (
        _("Le tue osservazioni sul motivo %(n)s") % {"n": point.number}
        if point.request.is_rejection
        else _("La tua risposta al punto %(n)s") % {"n": point.number}
    )
    return Question(code=code, label=label, required=False, max_words=OBSERVATION_WORDS)


def before(submission: Submission, point: RequestPoint) -> str:
    """What the submission says where a point asks: the answer as people read it, or the file's name."""
    holder = _holder(submission.content, point.partner)
    if point.kind == PointKind.FILE.value:
        names = [
            each["filename"] for each in holder["attachments"] if each["requirement"] == point.code
        ]
        return ", ".join(names)
    if point.kind == PointKind.ANSWER.value:
        stored = holder["answers"].get(point.code)
        return answer_text(submission.rules.question(point.code), stored)
    return ""


def said(rules: Rules, point: RequestPoint) -> str:
    """What is written for a point, as people read it."""
    written = getattr(point, "written", None)
    if written is None or point.kind == PointKind.FILE.value:
        return ""
    return answer_text(question_of(rules, point), written.value)


def answer_content(request: FormalRequest, points: Iterable[RequestPoint]) -> dict[str, Any]:
    """What is frozen when an answer is sent: every point, with what was asked and what came."""
    submission = request.submission
    rules = submission.rules
    return {
        "submission": submission.protocol,
        "submission_digest": submission.content_digest,
        "request": request.number,
        "kind": request.kind,
        "points": [
            {
                "number": point.number,
                "kind": point.kind,
                "code": point.code,
                "partner": point.partner,
                "label": point.label,
                "asked": point.asked,
                "value": point.written.value if hasattr(point, "written") else "",
                "said": said(rules, point),
                "files": [
                    {
                        "filename": each.filename,
                        "digest": each.file_id,
                        "size": each.file.size,
                        "media_type": each.file.media_type,
                    }
                    for each in sorted(point.files.all(), key=lambda each: each.pk)
                ],
            }
            for point in points
        ],
    }


def answer_context(answer: RequestAnswer, *, audit_head: str) -> dict[str, Any]:
    """The frozen context of the receipt of an answer."""
    request = answer.request
    submission = request.submission
    rules = submission.rules
    return {
        "protocol": answer.protocol,
        "received_at": answer.received_at.isoformat(timespec="microseconds"),
        "sent_by": str(answer.sent_by),
        "kind": request.kind,
        "number": request.number,
        "asked_at": request.asked_at.isoformat(timespec="microseconds"),
        "closes_at": request.closes_at.isoformat(timespec="microseconds"),
        "organisation": submission.content["organisation"],
        "call_code": rules.call_code,
        "call_title": rules.title,
        "title": submission.title,
        "sent_protocol": submission.protocol,
        "points": answer.content["points"],
        "content_digest": answer.content_digest,
        "audit_head": audit_head,
        "demonstration": rules.demonstration,
    }


def _holder(content: Mapping[str, Any], partner: str) -> Mapping[str, Any]:
    """The content of the lead, or of one partner; an empty one of somebody who takes no part."""
    if not partner:
        return content
    for each in content.get("partners", ()):
        if each["fiscal_code"] == partner:
            found: Mapping[str, Any] = each
            return {"answers": {}, "attachments": [], **found}
    return {"answers": {}, "attachments": []}
