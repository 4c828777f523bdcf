"""The PDF of a ranked list, tagged and archival, as a worker prints it: template, child, store."""

import os

from benchmarks.grounds import published
from benchmarks.results import Result, Target
from benchmarks.timing import peak_of_children, timed
from evaluation.models import RankedList
from wecare.core.printing import render_document

PROMISED = {  # rows: seconds, MB, seconds of the bare renderer
    300: (4, 300, 2.6),
    1000: (12, 350, 9),
    5000: (60, 900, 45),
}


def measure(*, full: bool) -> list[Result]:
    sizes = PROMISED if full else dict.fromkeys(published.SMALL)
    return [_measured(size, bounds) for size, bounds in sizes.items()]


def _measured(size: int, bounds: tuple[int, int, float] | None) -> Result:
    document = RankedList.objects.get(call__code=published.code(size)).document
    assert document is not None
    before = sum(os.times()[:4])
    with peak_of_children() as peak:
        seconds, printed = timed(lambda: render_document(document=document))
    assert printed.is_rendered, printed.error
    figures = {
        "seconds": round(seconds, 2),
        "cpu_seconds": round(sum(os.times()[:4]) - before, 2),
        "child_peak_mb": peak.megabytes,
        "kilobytes": printed.file.size // 1024,
    }
    targets = ()
    if bounds:
        targets = (
            Target("seconds", at_most=bounds[0], floor=bounds[2]),
            Target("child_peak_mb", at_most=bounds[1]),
        )
    return Result(f"PDF of {size} rows", size, figures, targets)
