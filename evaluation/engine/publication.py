"""When the days after a publication end, and what a new version says of the one it follows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")
_COMPARED = ("position", "points", "granted", "outcome")
_NAMES = ("lot", "protocol", "organisation_name", "title")


def days_end(published_at: datetime, days: int) -> datetime:
    """The first instant after the days: midnight in Italy, the day of the publication not counted.

    (Art. 155 of the code of civil procedure counts so.)
    """
    day = published_at.astimezone(ROME).date() + timedelta(days=days + 1)
    return datetime.combine(day, time.min, tzinfo=ROME)


@dataclass(frozen=True, slots=True)
class Change:
    """An application that stands otherwise than in the version before; None where it was or is not."""

    lot: str
    protocol: str
    organisation_name: str
    title: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    def to_json(self) -> dict[str, Any]:
        """Write the change as it is published."""
        return {
            **{name: getattr(self, name) for name in _NAMES},
            "before": None if self.before is None else dict(self.before),
            "after": None if self.after is None else dict(self.after),
        }


def changes(
    before: Iterable[Mapping[str, Any]],
    after: Iterable[Mapping[str, Any]],
    *,
    places: bool = True,
) -> tuple[Change, ...]:
    """What differs between the published rows of two versions, in the order of the later.

    Who is no longer there comes last, in the order of the former. Without `places`, whoever only
    moves up because somebody left is not told.
    """
    former = {row["protocol"]: row for row in before}
    later = {row["protocol"]: row for row in after}
    return tuple(_changes(former, later, places=places))


def _changes(
    former: Mapping[str, Mapping[str, Any]],
    later: Mapping[str, Mapping[str, Any]],
    *,
    places: bool,
) -> Iterator[Change]:
    for protocol in (*later, *(each for each in former if each not in later)):
        was, is_now = _standing(former.get(protocol)), _standing(later.get(protocol))
        if _told(was, places=places) != _told(is_now, places=places):
            row = later.get(protocol) or former[protocol]
            yield Change(**{name: row[name] for name in _NAMES}, before=was, after=is_now)


def _told(standing: dict[str, Any] | None, *, places: bool) -> dict[str, Any] | None:
    if standing is None or places:
        return standing
    return {name: value for name, value in standing.items() if name != "position"}


def _standing(row: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if row is None else {name: row[name] for name in _COMPARED}
