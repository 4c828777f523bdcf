"""Which measures there are, and on what ground each stands.

Measures on the same named ground share one database; without one, each has an empty one.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """The names of modules of `benchmarks.measures` and `benchmarks.grounds`."""

    name: str
    ground: str = ""


MEASURES = (
    Measure("sending"),
    Measure("ranking"),
    Measure("ranked_page", "published"),
    Measure("scenarios", "published"),
    Measure("printing", "published"),
    Measure("checks", "archive"),
    Measure("verifying", "archive"),
    Measure("importing"),
    Measure("awards", "awarded"),
    Measure("expenses", "spent"),
    Measure("letters"),
)
