"""Background work of granted money: each task fetches and calls one action."""

from celery import shared_task

from funding.actions import dossiers


@shared_task(name="funding.write_dossier")
def write_dossier(*, dossier_id: int, **_later: object) -> None:
    """Write the archive of a dossier, unless it is there; the sweep asks again."""
    dossiers.write(dossier_id=dossier_id)


@shared_task(name="funding.expire_dossiers")
def expire_dossiers(**_later: object) -> None:
    """Take away the dossiers whose days are over."""
    dossiers.expire()
