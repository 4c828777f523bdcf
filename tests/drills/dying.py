"""The portal in a process that is killed on its way, once; for the drills of crashes.

`DIES_AT` names the point (`tests.fixtures.faults`) at which a form is on its way; the file `DIES_ONCE` says that
it has not happened yet.
"""

import os
from pathlib import Path
from typing import Any

from tests.fixtures import faults
from wecare.wsgi import application as portal


def application(environ: dict[str, Any], start_response: Any) -> Any:
    """The portal, which dies at the point."""
    if environ["REQUEST_METHOD"] != "POST":
        return portal(environ, start_response)
    with faults.points(_dies):
        return portal(environ, start_response)


def _dies(point: str) -> None:
    once = Path(os.environ["DIES_ONCE"])
    if point == os.environ["DIES_AT"] and once.exists():
        once.unlink()
        faults.dead()
