"""Background work of the acts."""

from celery import shared_task

from wecare.acts.actions import acts
from wecare.acts.models import Act


@shared_task(name="acts.attach_proof")
def attach_proof(*, act_id: int, **_later: object) -> None:
    """Mark the act as rendered if its proof is."""
    acts.attach_proof(act=Act.objects.get(pk=act_id))
