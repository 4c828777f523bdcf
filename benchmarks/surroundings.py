"""On what machine, with what versions, of what revision the figures are."""

import os
import platform
import subprocess
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

from benchmarks.timing import milliseconds
from wecare.launch.places import ROOT

PACKAGES = ("django", "psycopg", "gunicorn", "celery", "weasyprint", "redis")


def surroundings() -> dict[str, Any]:
    return {
        "machine": {
            "processor": _processor(),
            "cores": len(os.sched_getaffinity(0)),
            "memory_mb": psutil.virtual_memory().total // 1024**2,
            "system": platform.platform(),
            "load_before": [round(load, 2) for load in os.getloadavg()],
            "yardstick_ms": _yardstick(),
        },
        "versions": {"python": platform.python_version()}
        | {name: version(name) for name in PACKAGES},
        "revision": _git("rev-parse", "HEAD"),
        "changed_since": bool(_git("status", "--porcelain", "--untracked-files=no")),
    }


def _yardstick() -> list[float]:
    """Milliseconds of a fixed piece of Python, five times: they tell machines and hours apart."""

    def once() -> float:
        started = time.perf_counter()
        sum(number * number for number in range(1_000_000))
        return milliseconds(time.perf_counter() - started)

    return [once() for _turn in range(5)]


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _git(*arguments: str) -> str:
    try:
        answer = subprocess.run(
            ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return answer.stdout.strip()
