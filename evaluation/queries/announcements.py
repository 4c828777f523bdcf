"""Lists whose letters are not all written: what the sweep asks for again."""

from datetime import datetime, timedelta

from evaluation.models import Announcement
from wecare.core import clock

WORKERS_TURN = timedelta(seconds=30)  # before the sweep asks for something just asked for


def pending() -> list[dict[str, int]]:
    """What is still to be told."""
    waiting = Announcement.objects.filter(
        finished_at=None, asked_at__lt=clock.now() - WORKERS_TURN
    ).order_by("pk")
    return [{"ranked_list_id": pk} for pk in waiting.values_list("ranked_list_id", flat=True)]


def oldest() -> datetime | None:
    """Since when the oldest waits."""
    waiting = Announcement.objects.filter(finished_at=None).order_by("asked_at")
    return waiting.values_list("asked_at", flat=True).first()
