"""Applications through the person, and the values the rules judge."""

from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from applicants.models import Answer, Application, Attachment, Cost, Submission
from calls.models import Rulebook, Window
from wecare.accounts.models import Person


def visible_to(person: Person) -> QuerySet[Application]:
    """The applications of the organisations this person acts for; the last saved first."""
    return (
        Application.objects.filter(organisation__memberships__person=person)
        .select_related("call__line__measure", "organisation")
        .prefetch_related(
            Prefetch("call__windows", Window.objects.order_by("sequence")),
            Prefetch("call__rulebooks", Rulebook.objects.defer("body").order_by("version")),
            Prefetch("submissions", Submission.objects.defer("content").order_by("version")),
        )
        .order_by("-saved_at", "-id")
    )


def last_submission(application: Application) -> Submission | None:
    """The last version sent, from those that `visible_to` has brought along."""
    return max(application.submissions.all(), key=lambda sent: sent.version, default=None)


def answers_of(application: Application) -> dict[str, Answer]:
    """Question code → its current answer."""
    return {
        answer.key: answer
        for answer in Answer.objects.filter(application=application).order_by("key")
    }


def costs_of(application: Application) -> dict[str, Decimal]:
    """Category code → euro."""
    return dict(
        Cost.objects.filter(application=application)
        .order_by("category")
        .values_list("category", "amount")
    )


def attachments_of(application: Application) -> dict[str, Attachment]:
    """Requirement code → the file uploaded for it."""
    rows = Attachment.objects.filter(application=application).select_related("file", "uploaded_by")
    return {row.requirement: row for row in rows.order_by("requirement")}


def content_of(application: Application) -> dict[str, Any]:
    """All that was written, as the plain values that are frozen when it is sent."""
    organisation = application.organisation
    return {
        "organisation": {
            "name": organisation.name,
            "fiscal_code": organisation.fiscal_code,
            "vat_number": organisation.vat_number,
            "kind": organisation.kind,
            "seat": {
                "municipality": organisation.seat_municipality,
                "province": organisation.seat_province,
            },
        },
        "title": application.title,
        "lot": application.lot,
        "answers": {key: answer.value for key, answer in answers_of(application).items()},
        "costs": {key: str(amount) for key, amount in costs_of(application).items()},
        "own_funding": str(application.own_funding),
        "attachments": [
            {
                "requirement": row.requirement,
                "filename": row.filename,
                "digest": row.file_id,
                "size": row.file.size,
                "media_type": row.file.media_type,
            }
            for row in attachments_of(application).values()
        ],
    }
