"""The web server process: threads for people who wait, workers that are renewed now and then."""

import gc
import os
from typing import Any

# More threads in one process wait for one another: a process more than cores, two threads in each.
workers = int(os.environ.get("WEB_CONCURRENCY") or len(os.sched_getaffinity(0)) + 1)
threads = int(os.environ.get("WEB_THREADS", "2"))
worker_class = "gthread"
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 -- heartbeats
timeout = 60  # seconds
graceful_timeout = 20  # seconds
keepalive = 5  # seconds
max_requests = 5000
max_requests_jitter = 500
preload_app = True
accesslog = "-" if os.environ.get("ACCESS_LOG") else None
errorlog = "-"
control_socket_disable = True


def pre_fork(_server: Any, _worker: Any) -> None:
    """What is loaded stays: no worker looks through it for garbage, nor copies its pages."""
    gc.freeze()


def post_worker_init(_worker: Any) -> None:
    """A page makes tens of thousands of objects: look for garbage now and then, not all the time."""
    gc.set_threshold(20_000, 20, 50)
