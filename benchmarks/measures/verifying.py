"""`manage.py verify`, check by check, over everything sent."""

import time

from benchmarks.grounds import archive
from benchmarks.results import Result, Target
from benchmarks.timing import timed
from wecare.core import verification


def measure(*, full: bool) -> list[Result]:
    took: dict[str, float] = {}
    before = time.process_time()
    problems: list[str] = []
    for name, check in sorted(verification._checks.items()):  # noqa: SLF001 -- one by one
        seconds, found = timed(check)
        took[name] = round(seconds, 2)
        problems += found
    figures = {
        "seconds": round(sum(took.values()), 2),
        "cpu_seconds": round(time.process_time() - before, 2),
        "of_each_check": took,
        "problems": len(problems),
        "first_problems": problems[:5],
    }
    targets = (Target("seconds", at_most=60), Target("problems", at_most=0)) if full else ()
    return [Result("verify everything", archive.size(full=full), figures, targets)]
