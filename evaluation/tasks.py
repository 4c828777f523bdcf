"""Background work of the evaluation: each task fetches and calls one action."""

from celery import shared_task

from evaluation.actions import announcements
from evaluation.models import RankedList


@shared_task(name="evaluation.announce_list")
def announce_list(*, ranked_list_id: int, **_later: object) -> None:
    """Write the letters of a published list that lack."""
    announcements.announce(
        ranked_list=RankedList.objects.defer("input", "data").get(pk=ranked_list_id)
    )
