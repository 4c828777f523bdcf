"""What goes with writing: earlier versions, comments, drafts that were deleted, offers to answer for one."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Q, QuerySet

from applicants.enums import ApplicationState, HandoverState, Power, VersionOrigin
from applicants.models import Application, Comment, Handover, Partner, WrittenVersion
from applicants.queries.mandates import applications_of, people_who
from wecare.accounts.models import Person
from wecare.core import clock

DELETED_KEPT = timedelta(days=30)


def code_of(partner: Partner | None) -> str:
    """Whose part it is, as the history says it: a partner's fiscal code, empty for the lead."""
    return "" if partner is None else partner.fiscal_code


def versions_of(
    application: Application, partner: Partner | None, key: str
) -> QuerySet[WrittenVersion]:
    """Every text that was saved for a question, the last first."""
    rows = WrittenVersion.objects.filter(
        application=application, partner_code=code_of(partner), key=key
    )
    return rows.select_related("saved_by").order_by("-id")


def version_counts(application: Application, partner: Partner | None) -> dict[str, int]:
    """Question code → how many texts its history has."""
    rows = WrittenVersion.objects.filter(application=application, partner_code=code_of(partner))
    return dict(rows.order_by("key").values_list("key").annotate(n=Count("id")))


def comments_on(
    application: Application, partner: Partner | None, section: str
) -> QuerySet[Comment]:
    """What was said of a section, in the order in which it was written."""
    rows = Comment.objects.filter(
        application=application, partner_code=code_of(partner), section=section
    )
    return rows.select_related("author", "resolved_by").order_by("id")


def open_comments(application: Application, partner: Partner | None, section: str) -> int:
    """How many of them wait for somebody."""
    return comments_on(application, partner, section).filter(_OPEN).count()


def open_by_section(application: Application) -> dict[str, int]:
    """Section code → how many comments wait there, on the lead's part and on the partners'."""
    rows = Comment.objects.filter(_OPEN, application=application)
    return dict(rows.order_by("section").values_list("section").annotate(n=Count("id")))


_OPEN = Q(resolved_at__isnull=True, removed_at__isnull=True)


def deleted_of(person: Person) -> QuerySet[Application]:
    """The drafts that can still come back, of the organisations this person acts for."""
    return (
        applications_of(person, Power.WRITES)
        .filter(
            deleted_at__isnull=False,
            emptied_at__isnull=True,
            state=ApplicationState.DRAFT.value,
        )
        .select_related("call", "organisation", "deleted_by")
        .order_by("-deleted_at", "-id")
    )


def drafts_to_empty() -> Iterator[dict[str, int]]:
    """What the sweep asks for: drafts deleted more than thirty days ago."""
    over = Application.objects.filter(
        deleted_at__lte=clock.now() - DELETED_KEPT, emptied_at__isnull=True
    )
    for application_id in over.order_by("id").values_list("id", flat=True):
        yield {"application_id": application_id}


def writers_of(application: Application) -> QuerySet[Person]:
    """Who may write this application."""
    return people_who(Power.WRITES, application.organisation, application=application)


def open_handover(application: Application) -> Handover | None:
    """The offer that waits for an answer."""
    rows = Handover.objects.filter(application=application, state=HandoverState.OFFERED.value)
    return rows.select_related("offered_by", "offered_to").first()


def in_force(version: WrittenVersion) -> bool:
    """The text has been the answer; one set aside never was."""
    return version.origin != VersionOrigin.SET_ASIDE.value
