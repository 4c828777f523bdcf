"""Instants as an iCalendar text (RFC 5545): UTC, lines of at most 75 octets ending in CRLF."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

WIDTH = 75  # octets of a line, its end excluded
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


@dataclass(frozen=True, slots=True)
class Entry:
    """One instant to remember. `sequence` grows when it moves; `uid` never changes."""

    uid: str
    sequence: int
    at: datetime
    title: str
    text: str
    address: str
    reminder_days: int = 0


def calendar(entries: Iterable[Entry], *, name: str, at: datetime) -> str:
    """Write the calendar as it stands at an instant."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Regione Piemonte//WE.CA.RE.//IT"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}"]
    for entry in entries:
        lines.extend(_event(entry, at))
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(entry: Entry, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}@wecare.regione.piemonte.it"
    yield f"DTSTAMP:{_instant(at)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTART:{_instant(entry.at)}"
    yield f"SUMMARY:{_text(entry.title)}"
    yield f"DESCRIPTION:{_text(entry.text)}"
    yield f"URL:{entry.address}"
    yield "TRANSP:TRANSPARENT"
    if entry.reminder_days:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(entry.title)}"
        yield f"TRIGGER:-P{entry.reminder_days}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _instant(at: datetime) -> str:
    """Whole seconds: a deadline with a fraction is told early, never late."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of whole characters; each after the first begins with a space."""
    piece = ""
    for character in line:
        if len((piece + character).encode()) > WIDTH:
            yield piece
            piece = " "
        piece += character
    yield piece
