"""What receipts, letters and blank forms say: plain values, frozen when they are written."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from applicants.engine.completeness import Requirement
from applicants.enums import ApplicationState, MandateKind
from applicants.labels import REQUIREMENT_SECTIONS, sentence
from applicants.labels.answers import partners_said, sections_said
from applicants.labels.costs import costs_said, shares_said
from applicants.labels.groups import title_of
from applicants.labels.organisations import MANDATE_KINDS
from applicants.models import (
    Application,
    Mandate,
    PhaseTerm,
    SignedFile,
    SigningCopy,
    Submission,
    SubmissionSignature,
    Withdrawal,
)
from applicants.queries.announcements import Addressee
from applicants.queries.applications import content_of
from applicants.queries.completeness import requirements_of
from calls.engine.differences import Change
from calls.engine.rulebook import Rulebook as Rules
from calls.labels.differences import told
from calls.labels.lots import aid_form_said
from calls.models import Rulebook, Window
from calls.queries.calls import rulebook_in_force
from wecare.accounts.models import Person
from wecare.core import clock
from wecare.core.components.formats import instant, instant_due, instant_limit
from wecare.core.documents import LANGUAGE
from wecare.core.models import FileScan
from wecare.core.money import euro, format_amount, total
from wecare.core.signature_labels import FORMS
from wecare.core.signatures.facts import Form

WORDS_IN_A_LINE = 9  # of somebody who writes by hand
FEWEST_LINES = 3
FREE_LINES = 12  # where the rules give no limit of words
MOST_LINES = 150  # some five pages: whoever writes more goes on elsewhere
FREE_ROWS = 8
MOST_ROWS = 25
MOST_LACKING = 15  # things that a reminder names; the page has them all


def receipt_said(
    submission: Submission, *, signature: SubmissionSignature | None
) -> dict[str, Any]:
    """What a receipt says beside the number and the head of the audit chain, known at the last moment:
    digests of content and attachments, what was asked, who sent and signed.
    """
    rules = submission.rules
    return {
        "received_at": submission.received_at.isoformat(timespec="microseconds"),
        **_content_said(submission.content, rules, submission.rulebook),
        "content_digest": submission.content_digest,
        "submitted_by": str(submission.submitted_by),
        "signature": None if signature is None else _signature_said(signature.signed_file),
    }


def signing_copy_context(copy: SigningCopy) -> dict[str, Any]:
    """The frozen context of the document to be signed: what will be sent, and its digest."""
    rules = copy.rulebook.rules.in_phase(copy.phase)
    with override(LANGUAGE):
        return {
            "number": copy.number,
            "frozen_at": copy.frozen_at.isoformat(timespec="microseconds"),
            "application": str(copy.application.public_id),
            **_content_said(copy.content, rules, copy.rulebook),
            "content_digest": copy.content_digest,
            "prepared_by": str(copy.frozen_by),
        }


def _content_said(content: Mapping[str, Any], rules: Rules, rulebook: Rulebook) -> dict[str, Any]:
    """What an application says, with the rules under which it says it."""
    costs = total(euro(amount) for amount in content["costs"].values())
    requested = costs - euro(content["own_funding"])
    return {
        "call_code": rules.call_code,
        "call_title": rules.title,
        "rulebook_version": rulebook.version,
        "rulebook_digest": rulebook.digest,
        "organisation": content["organisation"],
        "title": content["title"],
        "lot": rules.lot(content["lot"]).title,
        "aid_form": aid_form_said(content.get("aid_form", "")),
        "sections": sections_said(content, rules),
        "partners": partners_said(content, rules),
        "districts": [each["title"] for each in content.get("districts", ())],
        "costs": costs_said(content["costs"], rules),
        "shares": shares_said(content, rules),
        "total_cost": str(costs),
        "own_funding": content["own_funding"],
        "own_in_kind": content["own_in_kind"],
        "months": content["months"],
        "starts_on": content["starts_on"],
        "requested": str(requested),
        "requested_text": format_amount(requested),
        "attachments": content["attachments"],
        "demonstration": rules.demonstration,
    }


def _signature_said(signed: SignedFile) -> dict[str, Any]:
    """Who signed, by which certificate, when it was verified."""
    with override(LANGUAGE):
        return {
            "filename": signed.filename,
            "file": signed.file_id,
            "report": signed.report_digest,
            "form": str(FORMS[Form(signed.report["form"])]),
            "at": signed.report["at"],
            "signatures": [
                {name: each[name] for name in ("signer", "fiscal_code", "issuer", "serial")}
                for each in signed.report["signatures"]
            ],
        }


def withdrawal_context(withdrawal: Withdrawal, *, audit_head: str) -> dict[str, Any]:
    """The frozen context of the proof that a sent version was taken back."""
    submission: Submission = withdrawal.submission
    rules = submission.rules
    return {
        "protocol": withdrawal.protocol,
        "withdrawn_at": withdrawal.withdrawn_at.isoformat(timespec="microseconds"),
        "withdrawn_by": str(withdrawal.withdrawn_by),
        "reason": withdrawal.reason,
        "organisation": submission.content["organisation"],
        "call_code": rules.call_code,
        "call_title": rules.title,
        "title": submission.title,
        "sent_protocol": submission.protocol,
        "sent_version": submission.version,
        "received_at": submission.received_at.isoformat(timespec="microseconds"),
        "content_digest": submission.content_digest,
        "audit_head": audit_head,
        "demonstration": rules.demonstration,
    }


def change_context(
    rulebook: Rulebook, previous: Rulebook, changes: Sequence[Change], *, addressee: Addressee
) -> dict[str, Any]:
    """What the letter about a new version of the rules says to one person, in the language in force."""
    before, after = previous.rules.window.closes_at, rulebook.rules.window.closes_at
    return {
        "call_code": rulebook.call.code,
        "call_title": rulebook.rules.title,
        "version": rulebook.version,
        "act": str(rulebook.act),
        "reason": rulebook.reason,
        "closes": instant_due(after),
        "closed_before": instant_due(before) if before != after else "",
        "changes": [told(change).sentence for change in changes],
        "drafts": [each.title or each.organisation.name for each in addressee.drafts],
        "sent": [
            {"protocol": each.protocol, "version": each.rulebook.version} for each in addressee.sent
        ],
    }


def reminder_context(
    application: Application, window: Window | PhaseTerm, at: datetime
) -> dict[str, Any]:
    """What a reminder says of a draft: until when, and what still lacks; in the language in force."""
    rulebook = rulebook_in_force(application.call)
    assert rulebook is not None  # noqa: S101 -- an application exists only for a published call
    rules = rulebook.rules.in_phase(application.phase)
    lacking = [each for each in requirements_of(application, rules) if each.blocks]
    path = reverse("applicants:missing", args=[application.public_id])
    return {
        "call_code": application.call.code,
        "call_title": rules.title,
        "title": application.title or gettext("Senza titolo"),
        "organisation": application.organisation.name,
        "closes": instant_due(window.closes_at),
        "left": _left(window.closes_at - at),
        "missing": [_lacks(each) for each in lacking[:MOST_LACKING]],
        "more": max(0, len(lacking) - MOST_LACKING),
        "address": f"{settings.SITE_ADDRESS}{path}",
    }


def _lacks(requirement: Requirement) -> str:
    said = sentence(requirement.fact) or requirement.title or title_of(requirement.code)
    said = said or str(REQUIREMENT_SECTIONS[requirement.section])
    return said if requirement.partner is None else f"{requirement.partner.name}: {said}"


def _left(time: timedelta) -> str:
    """What is left in whole days, or hours, or minutes: never more than there is."""
    if time.days:
        return ngettext("manca %(n)d giorno", "mancano %(n)d giorni", time.days) % {"n": time.days}
    hours, minutes = time.seconds // 3600, time.seconds // 60
    if hours:
        return ngettext("manca %(n)d ora", "mancano %(n)d ore", hours) % {"n": hours}
    return ngettext("manca %(n)d minuto", "mancano %(n)d minuti", minutes) % {"n": minutes}


def mandate_context(mandate: Mandate, *, actor: Person) -> dict[str, Any]:
    """What the letter about a mandate says to the person who holds it."""
    with override(LANGUAGE):
        return {
            "organisation": mandate.organisation.name,
            "kind": str(MANDATE_KINDS[MandateKind(mandate.kind)]),
            "administers": mandate.administers,
            "call": mandate.call.title if mandate.call else "",
            "application": str(mandate.application) if mandate.application else "",
            "since": instant(mandate.since),
            "until": instant_limit(mandate.expires_at) if mandate.expires_at else "",
            "actor": actor.get_full_name(),
        }


def quarantine_context(application: Application, filename: str, scan: FileScan) -> dict[str, Any]:
    """What the letter about a file in which the scanner found something says."""
    return {
        "filename": filename,
        "found": scan.found,
        "title": application.title or application.organisation.name,
        "call_code": application.call.code,
        "public_id": str(application.public_id),
        "sent": application.state != ApplicationState.DRAFT.value,
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


def draft_context(application: Application, rulebook: Rulebook) -> dict[str, Any]:
    """What the print of a draft says: all that is written so far, and nothing a receipt would say."""
    rules = rulebook.rules.in_phase(application.phase)
    content = content_of(application, rules, at=clock.now())
    costs = costs_said(content["costs"], rules)
    return {
        "call_code": rules.call_code,
        "call_title": rules.title,
        "rulebook_version": rulebook.version,
        "organisation": content["organisation"],
        "title": application.title,
        "lot": next((lot.title for lot in rules.lots if lot.code == application.lot), ""),
        "aid_form": aid_form_said(content.get("aid_form", "")),
        "sections": sections_said(content, rules),
        "partners": partners_said(content, rules),
        "districts": [each["title"] for each in content.get("districts", ())],
        "costs": costs,
        "shares": shares_said(content, rules),
        "total_cost": str(total(euro(each["amount"]) for each in costs if not each["is_group"])),
        "own_funding": content["own_funding"],
        "own_in_kind": content["own_in_kind"],
        "months": content["months"],
        "starts_on": content["starts_on"],
        "attachments": [
            {"filename": each["filename"], "size": each["size"]} for each in content["attachments"]
        ],
        "saved_at": application.saved_at.isoformat(timespec="seconds"),
        "demonstration": rules.demonstration,
    }
