"""Background work on calls: each task fetches and calls one action."""

from celery import shared_task

from calls.actions import calls
from calls.models import Call


@shared_task(name="calls.close_call")
def close_call(*, call_id: int, **_later: object) -> None:
    """Close the call if its deadline has passed and nobody has closed it."""
    calls.close_if_due(call=Call.objects.get(pk=call_id))
