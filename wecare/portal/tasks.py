"""Background work that several apps take part in."""

from celery import shared_task

from wecare.acts.models import Act
from wecare.portal import approvals


@shared_task(name="portal.tell_approvals")
def tell_approvals(*, act_id: int, **_later: object) -> None:
    """Tell who may give the next approval of an act, unless they were told."""
    approvals.tell(act=Act.objects.get(pk=act_id))
