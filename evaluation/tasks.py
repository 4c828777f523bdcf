"""Background work of the evaluation: each task fetches and calls one action."""

from celery import shared_task

from evaluation.actions import access, announcements
from evaluation.models import RankedList


@shared_task(name="evaluation.announce_list")
def announce_list(*, ranked_list_id: int, **_later: object) -> None:
    """Write the letters of a published list that lack."""
    announcements.announce(
        ranked_list=RankedList.objects.defer("input", "data").get(pk=ranked_list_id)
    )


@shared_task(name="evaluation.write_access")
def write_access(*, access_id: int, **_later: object) -> None:
    """Write the archive of a request of access, unless it is there; the sweep asks again."""
    access.write(access_id=access_id)


@shared_task(name="evaluation.expire_access")
def expire_access(**_later: object) -> None:
    """Take away the archives whose days are over."""
    access.expire()
