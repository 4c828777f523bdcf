"""Time, processor, queries and memory of what a function does."""

import math
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
from django.db import connection
from django.test.utils import CaptureQueriesContext

MEGABYTE = 1024 * 1024


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """How many seconds the action took, and what it answered."""
    started = time.perf_counter()
    answer = action()
    return time.perf_counter() - started, answer


def repeated(action: Callable[[], Any], times: int) -> dict[str, float]:
    """Figures of an action that is done once unmeasured and then `times` times."""
    action()
    wall, processor = [], []
    for _turn in range(times):
        before = time.process_time()
        seconds, _answer = timed(action)
        processor.append(time.process_time() - before)
        wall.append(seconds)
    return {
        "p50_ms": milliseconds(percentile(wall, 50)),
        "p95_ms": milliseconds(percentile(wall, 95)),
        "max_ms": milliseconds(max(wall)),
        "cpu_p50_ms": milliseconds(percentile(processor, 50)),
        "times": times,
    }


def queries_of(action: Callable[[], Any]) -> int:
    """How many queries the action asks of the database."""
    with CaptureQueriesContext(connection) as captured:
        action()
    return len(captured)


class _Peak:
    """The most memory that any child process was seen to have used, in MB."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self.done = threading.Event()

    def watch(self) -> None:
        this = psutil.Process()
        while not self.done.wait(0.05):
            with suppress(psutil.Error):
                for child in this.children(recursive=True):
                    self.megabytes = max(self.megabytes, _high_water(child.pid))


def _high_water(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return round(int(line.split()[1]) / 1024, 1)
    return 0.0


@contextmanager
def peak_of_children() -> Iterator[_Peak]:
    """Watch the children of this process; the kernel keeps the high-water mark of each."""
    peak = _Peak()
    watcher = threading.Thread(target=peak.watch, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        peak.done.set()
        watcher.join()
