"""A submission as those who judge read it: what was frozen, question by question."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from applicants.engine.snapshot import Snapshot
from applicants.labels.answers import partners_said, sections_said
from applicants.labels.costs import costs_said, shares_said
from applicants.labels.files import file_mark
from applicants.labels.variations import change_said
from applicants.models import Submission
from applicants.queries.variations import approved_of
from calls.engine.rulebook import Criterion, Rulebook
from calls.labels.lots import aid_form_said
from evaluation.engine.computed import looked_at, outcome
from evaluation.labels import sentence
from wecare.core import scanning
from wecare.core.downloads import given_out
from wecare.core.models import FileScan, StoredFile
from wecare.core.money import percent_of
from wecare.core.web import refused


@dataclass(frozen=True, slots=True)
class Reading:
    """The frozen content by sections, with costs and files."""

    sections: list[dict[str, Any]]
    costs: list[dict[str, Any]]
    shares: list[dict[str, Any]]
    attachments: list[dict[str, Any]]
    own_funding: Decimal
    own_percent: Decimal | None
    own_in_kind: Decimal
    months: int | None
    starts_on: date | None
    partners: list[dict[str, Any]]
    districts: list[str]
    aid_form: str
    computed: list[str]
    variations: list[dict[str, Any]]


def reading_of(submission: Submission, *, blind: bool = False) -> Reading:
    """What was sent, under the rules of its own version; `blind` as those who judge read it."""
    rules = submission.rules
    content = submission.content
    snapshot = Snapshot.of_content(content)
    unread = unread_files(rules) if blind else frozenset()
    scans = scanning.states_of(_digests(content))
    return Reading(
        sections=sections_said(content, rules, blind=blind),
        costs=costs_said(content["costs"], rules),
        shares=shares_said(content, rules),
        attachments=[
            _file(each, rules, scans)
            for each in content["attachments"]
            if each["requirement"] not in unread
        ],
        own_funding=snapshot.own_funding,
        own_percent=percent_of(snapshot.own_funding, submission.total_cost)
        if submission.total_cost
        else None,
        own_in_kind=snapshot.own_in_kind,
        months=snapshot.months,
        starts_on=snapshot.starts_on,
        partners=[
            {
                **partner,
                "attachments": [
                    _file(each, rules, scans)
                    for each in partner["attachments"]
                    if each["requirement"] not in unread
                ],
            }
            for partner in partners_said(content, rules, blind=blind)
        ],
        districts=[each.title for each in snapshot.districts],
        aid_form=aid_form_said(snapshot.aid_form),
        computed=[_computed(each, snapshot, rules, blind=blind) for each in rules.computed],
        variations=[
            {
                "variation": each,
                "said": change_said(content, rules, before=each.before, after=each.after),
            }
            for each in approved_of(submission)
        ],
    )


def _digests(content: dict[str, Any]) -> list[str]:
    fillers = (content, *content.get("partners", ()))
    return [each["digest"] for filler in fillers for each in filler["attachments"]]


def _file(frozen: dict[str, Any], rules: Rulebook, scans: dict[str, FileScan]) -> dict[str, Any]:
    """A file as it was sent, with what the scanner says of it today."""
    title = rules.upload(frozen["requirement"]).title
    return {**frozen, "title": title, **file_mark(scans, frozen["digest"])}


def _computed(criterion: Criterion, snapshot: Snapshot, rules: Rulebook, *, blind: bool) -> str:
    """How a criterion whose points come from data came out; a blind answer stays unread."""
    by = criterion.computed
    assert by is not None  # noqa: S101 -- one of the computed criteria, for the type checker
    if blind and by.question and rules.question(by.question).blind:
        return _("%(title)s: i punti vengono da una risposta che chi valuta non legge.") % {
            "title": criterion.title
        }
    return sentence(outcome(criterion, by, looked_at(snapshot, rules, by)))


def unread_files(rules: Rulebook) -> frozenset[str]:
    """The places of files that those who judge do not read."""
    return frozenset(each.code for each in rules.questions if each.blind)


def frozen_file(
    request: HttpRequest,
    submission: Submission,
    requirement: str,
    *,
    partner: str = "",
    blind: bool = False,
) -> HttpResponseBase:
    """A file as it was sent, by the digest in the frozen content; `blind` for those who judge.

    `partner` is the fiscal code of the partner who attached it, empty for the lead.

    :raises Http404: if nothing was attached for this requirement, or it is not theirs to read.
    """
    if blind and requirement in unread_files(submission.rules):
        raise Http404
    stored, filename = attached_file(submission, requirement, partner=partner)
    try:
        scanning.check_can_be_opened(stored, by_uploader=False)
    except scanning.FileClosed as refusal:
        return refused(request, refusal, None)
    return given_out(stored, filename)


def attached_file(
    submission: Submission, requirement: str, *, partner: str = ""
) -> tuple[StoredFile, str]:
    """A file as it was sent, with the name it had.

    :raises Http404: if nothing was attached for this requirement.
    """
    for each in _attached(submission.content, partner):
        if each["requirement"] == requirement:
            return StoredFile.objects.get(pk=each["digest"]), each["filename"]
    raise Http404


def _attached(content: dict[str, Any], partner: str) -> list[dict[str, Any]]:
    """The files of the lead, or of one partner; none of somebody who takes no part."""
    if not partner:
        return list(content["attachments"])
    partners = {each["fiscal_code"]: each["attachments"] for each in content.get("partners", ())}
    return list(partners.get(partner, ()))
