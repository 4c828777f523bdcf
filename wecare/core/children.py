"""Processes that look into one file from outside, within `settings.INSPECTION_*`, and end."""

import os
import subprocess
import sys
from typing import Any

from django.conf import settings

_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")


def look(module: str, **arguments: Any) -> subprocess.CompletedProcess[bytes]:
    """What the module answers to these arguments; it takes its bounds on by `wecare.core.bounds`.

    :raises subprocess.TimeoutExpired: after twice its seconds of work on the clock.
    """
    given = {
        **arguments,
        "seconds": settings.INSPECTION_SECONDS,
        "memory": settings.INSPECTION_MEMORY_BYTES,
        "parent": os.getpid(),
    }
    return subprocess.run(
        [sys.executable, "-m", module, *(f"--{name}={value}" for name, value in given.items())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=settings.BASE_DIR,
        env={name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        | {"LANG": "C.UTF-8"},
        timeout=settings.INSPECTION_SECONDS * 2,
        check=False,
    )
