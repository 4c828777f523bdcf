"""The Celery application: Redis only wakes people up, the database is the queue of record."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wecare.settings")

app = Celery("wecare")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def announce(sender: Any, **_signal: object) -> None:
    """A worker that starts says so and takes up what is pending, without waiting for its turn."""
    for task in ("core.heartbeat", "core.sweep"):
        sender.app.send_task(task)
