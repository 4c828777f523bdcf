"""The web server of the portal, on the database of this process, as it is deployed."""

import os
import socket
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wecare.launch.places import ROOT
from wecare.launch.processes import Household

BIN = Path(sys.executable).parent


@contextmanager
def web_server() -> Iterator[int]:
    """The port on the loopback at which gunicorn answers, until the block ends."""
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
            yield port
        finally:
            household.stop()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=5):
            return True
    except OSError:
        return False
