"""Background work on applications: each task fetches and calls one action."""

from celery import shared_task

from applicants.actions import announcements
from calls.models import Rulebook


@shared_task(name="applicants.announce_version")
def announce_version(*, rulebook_id: int, **_later: object) -> None:
    """Tell everyone who has begun of a new version of the rules, unless they were all told."""
    announcements.announce(
        rulebook=Rulebook.objects.select_related("call", "act").get(pk=rulebook_id)
    )
