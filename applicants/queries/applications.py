"""Applications through the person, and the values the rules judge."""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from applicants.engine.lots import asks_aid_form
from applicants.engine.snapshot import under
from applicants.enums import Power
from applicants.models import Answer, Application, Attachment, Partner, PhaseTerm, Submission
from applicants.queries.mandates import applications_of
from applicants.queries.partnership import (
    FILE_FACTS,
    FROZEN_FILE,
    NOT_QUARANTINED,
    described,
    districts_content,
    partners_content,
    partners_of,
)
from applicants.queries.shares import shares_of, together
from calls.engine.rulebook import Rulebook as Rules
from calls.models import Rulebook, Window
from wecare.accounts.models import Person
from wecare.core.questions import Question


def visible_to(person: Person) -> QuerySet[Application]:
    """The applications of the organisations this person acts for; the last saved first."""
    return brought_along(applications_of(person, Power.READS).filter(deleted_at__isnull=True))


def brought_along(applications: QuerySet[Application]) -> QuerySet[Application]:
    """These applications with what their pages show; the last saved first."""
    return _listed(applications).prefetch_related(
        Prefetch("call__windows", Window.objects.order_by("sequence")),
        Prefetch("call__rulebooks", Rulebook.objects.defer("body").order_by("version")),
        Prefetch("terms", PhaseTerm.objects.order_by("sequence")),
    )


def to_list(person: Person) -> QuerySet[Application]:
    """The same with only what a row of a list shows: state and protocol, not until when."""
    return _listed(applications_of(person, Power.READS).filter(deleted_at__isnull=True))


def _listed(applications: QuerySet[Application]) -> QuerySet[Application]:
    return (
        applications.select_related("call__line__measure", "organisation")
        .defer("call__draft")
        .prefetch_related(
            Prefetch("submissions", Submission.objects.defer("content").order_by("version"))
        )
        .order_by("-saved_at", "-id")
    )


def to_lock() -> QuerySet[Application]:
    """Applications that are locked as they are read, with call and organisation."""
    return Application.objects.select_for_update(of=("self",), no_key=True).select_related(
        "call__line__measure", "organisation"
    )


def last_submission(application: Application) -> Submission | None:
    """The last version sent, from those that `visible_to` has brought along."""
    return max(application.submissions.all(), key=lambda sent: sent.version, default=None)


def answers_of(application: Application, partner: Partner | None = None) -> dict[str, Answer]:
    """Question code → its current answer, by the lead or by a partner."""
    rows = Answer.objects.filter(application=application, partner=partner)
    return {answer.key: answer for answer in rows.order_by("key")}


def partners_asked(application: Application, rules: Rules) -> list[Partner]:
    """The partners, where the rules admit groups."""
    return list(partners_of(application)) if rules.partnership is not None else []


def attachments_of(
    application: Application, partner: Partner | None = None
) -> dict[str, Attachment]:
    """Requirement code → the file uploaded for it, by the lead or by a partner."""
    rows = Attachment.objects.filter(application=application, partner=partner)
    rows = rows.select_related("file__scan", "uploaded_by")
    return {row.requirement: row for row in rows.order_by("requirement")}


def content_of(application: Application, rules: Rules, *, at: datetime) -> dict[str, Any]:
    """All that was written and the rules ask for, as the plain values that are frozen when it is sent.

    Groups and Distretti are read only where the rules know them; who manages a Distretto, as of `at`.
    """
    organisation = application.organisation
    shares = shares_of(application, partners_asked(application, rules))
    sums = together(shares)
    content = {
        "organisation": {
            "fiscal_code": organisation.fiscal_code,
            "vat_number": organisation.vat_number,
            **described(organisation),
        },
        "title": application.title,
        "lot": application.lot,
        "answers": dict(_ANSWERS.ask(application=application.pk)),
        "costs": {key: str(amount) for key, amount in sums.costs.items()},
        "own_funding": str(sums.own_funding),
        "own_in_kind": str(sums.own_in_kind),
        "months": application.months,
        "starts_on": application.starts_on.isoformat() if application.starts_on else None,
        "attachments": [
            dict(zip(_OF_A_FILE, row, strict=True))
            for row in _ATTACHMENTS.ask(application=application.pk)
        ],
    }
    if asks_aid_form(rules):
        content["aid_form"] = application.aid_form
    if rules.partnership is not None:
        content["partners"] = partners_content(application, shares)
    if rules.districts is not None:
        content["districts"] = districts_content(application, at=at)
    return under(content, rules)


_ANSWERS: Question[Any] = Question(
    lambda application: (
        Answer.objects.filter(application=application, partner=None)
        .order_by("key")
        .values_list("key", "value")
    ),
    application=int,
)
_OF_A_FILE = (*FROZEN_FILE, *FILE_FACTS)
_ATTACHMENTS: Question[Any] = Question(
    lambda application: (
        Attachment.objects.filter(NOT_QUARANTINED, application=application, partner=None)
        .order_by("requirement")
        .values_list(*FROZEN_FILE, *FILE_FACTS.values())
    ),
    application=int,
)
