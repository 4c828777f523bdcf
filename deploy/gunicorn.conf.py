"""The web server process: threads for people who wait, workers that are renewed now and then."""

import gc
import os
import re
import string
from typing import Any
from urllib.parse import quote, unquote

from gunicorn.glogging import Logger

# What opens a page by itself: invitations, leaving of letters, calendars; also in `?next=` and Referer.
_SECRET = re.compile(r"(/(?:inviti|disiscrizione|scadenze)/)[^/?&#\s\"]+", re.IGNORECASE)
_DEPTH = 3  # times that an address may be written within another
_AS_IT_IS = string.punctuation + " "

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


def masked(text: str) -> str:
    """The text of a log with the secrets of its addresses hidden, however they are written."""
    plain = text
    for _time in range(_DEPTH):
        plain = unquote(plain)
    if not _SECRET.search(plain):
        return text
    return quote(_SECRET.sub(r"\1***", plain), safe=_AS_IT_IS)


class MaskingLogger(Logger):
    """A log of the requests that nobody can open pages with."""

    def atoms(self, *args: Any) -> dict[str, Any]:
        """What a line of the log may say."""
        found = super().atoms(*args)
        return {
            name: masked(value) if isinstance(value, str) else value
            for name, value in found.items()
        }


logger_class = MaskingLogger


def pre_fork(_server: Any, _worker: Any) -> None:
    """What is loaded stays: no worker looks through it for garbage, nor copies its pages."""
    gc.freeze()


def post_worker_init(_worker: Any) -> None:
    """A page makes tens of thousands of objects: look for garbage now and then, not all the time."""
    gc.set_threshold(20_000, 20, 50)
