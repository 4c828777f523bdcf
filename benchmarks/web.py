"""The web server of the portal, on the database of this process, as it is deployed."""

import os
import socket
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from wecare.launch.places import ROOT
from wecare.launch.processes import Household

BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Web:
    """The port at which it answers, and its first process."""

    port: int
    pid: int


def processor_seconds(first: psutil.Process) -> float:
    """What a process and its living children have used of the processor."""
    times = [each.cpu_times() for each in (first, *first.children(recursive=True))]
    return float(sum(each.user + each.system for each in times))


@contextmanager
def web_server() -> Iterator[Web]:
    """Gunicorn on the loopback, until the block ends."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    command = [BIN / "gunicorn", "--config", ROOT / "deploy" / "gunicorn.conf.py"]
    address = ["--bind", f"127.0.0.1:{port}"]
    with tempfile.TemporaryDirectory(prefix="wecare-bench-web-") as logs:
        household = Household(Path(logs))
        environment = {**os.environ, "LOG_LEVEL": "WARNING"}
        child = household.start(
            "web",
            [sys.executable, *command, "--log-level=warning", *address, "wecare.wsgi"],
            variables=environment,
        )
        try:
            household.wait_until(child, lambda: _answers(port))
            yield Web(port, child.process.pid)
        finally:
            household.stop()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=5):
            return True
    except OSError:
        return False
