"""What receipts, letters and blank forms say: plain values, frozen when they are written."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import override

from applicants.labels.answers import partners_said, sections_said
from applicants.labels.costs import costs_said, shares_said
from applicants.models import Submission
from applicants.queries.announcements import Addressee
from calls.labels.differences import Told
from calls.labels.lots import aid_form_said
from calls.models import Rulebook
from wecare.core.components.formats import instant_due
from wecare.core.documents import LANGUAGE
from wecare.core.money import format_amount

WORDS_IN_A_LINE = 9  # of somebody who writes by hand
FEWEST_LINES = 3
FREE_LINES = 12  # where the rules give no limit of words
MOST_LINES = 150  # some five pages: whoever writes more goes on elsewhere
FREE_ROWS = 8
MOST_ROWS = 25


def receipt_context(submission: Submission, *, audit_head: str) -> dict[str, Any]:
    """The receipt's frozen context: proof, digests of content and attachments, what was asked."""
    rules = submission.rules
    content = submission.content
    return {
        "protocol": submission.protocol,
        "received_at": submission.received_at.isoformat(timespec="microseconds"),
        "call_code": rules.call_code,
        "call_title": rules.title,
        "rulebook_version": submission.rulebook.version,
        "rulebook_digest": submission.rulebook.digest,
        "organisation": content["organisation"],
        "title": submission.title,
        "lot": rules.lot(submission.lot).title,
        "aid_form": aid_form_said(content.get("aid_form", "")),
        "sections": sections_said(content, rules),
        "partners": partners_said(content, rules),
        "districts": [each["title"] for each in content.get("districts", ())],
        "costs": costs_said(content["costs"], rules),
        "shares": shares_said(content, rules),
        "total_cost": str(submission.total_cost),
        "own_funding": content["own_funding"],
        "own_in_kind": content["own_in_kind"],
        "months": content["months"],
        "starts_on": content["starts_on"],
        "requested": str(submission.requested),
        "requested_text": format_amount(submission.requested),
        "attachments": content["attachments"],
        "content_digest": submission.content_digest,
        "audit_head": audit_head,
        "submitted_by": str(submission.submitted_by),
        "demonstration": rules.demonstration,
    }


def change_context(
    rulebook: Rulebook, previous: Rulebook, changes: Sequence[Told], *, addressee: Addressee
) -> dict[str, Any]:
    """What the letter about a new version of the rules says to one person."""
    before, after = previous.rules.window.closes_at, rulebook.rules.window.closes_at
    with override(LANGUAGE):
        return {
            "call_code": rulebook.call.code,
            "call_title": rulebook.rules.title,
            "version": rulebook.version,
            "act": str(rulebook.act),
            "reason": rulebook.reason,
            "closes": instant_due(after),
            "closed_before": instant_due(before) if before != after else "",
            "changes": [change.sentence for change in changes],
            "drafts": [each.title or each.organisation.name for each in addressee.drafts],
            "sent": [
                {"protocol": each.protocol, "version": each.rulebook.version}
                for each in addressee.sent
            ],
        }


def blank_form_context(rulebook: Rulebook, form: Mapping[str, Any]) -> dict[str, Any]:
    """The blank form's frozen context: what is asked, and how much room each answer has on paper."""
    rules = rulebook.rules
    sections = [
        {**section, "questions": [_with_room(each) for each in section["questions"]]}
        for section in form["sections"]
    ]
    return {
        "call_code": rules.call_code,
        "call_title": rules.title,
        "rulebook_version": rulebook.version,
        "rulebook_digest": rulebook.digest,
        "act": str(rulebook.act),
        "published_at": rulebook.published_at.isoformat(timespec="microseconds"),
        "demonstration": rules.demonstration,
        "form": {**form, "sections": sections},
    }


def _with_room(question: Mapping[str, Any]) -> dict[str, Any]:
    """The question with the lines of a text, or the rows of a table, that paper gives it."""
    words, rows = question["max_words"], question["max_rows"]
    lines = FREE_LINES if words is None else -(-words // WORDS_IN_A_LINE)
    return {
        **question,
        "lines": min(max(lines, FEWEST_LINES), MOST_LINES),
        "rows": min(rows or FREE_ROWS, MOST_ROWS),
    }
