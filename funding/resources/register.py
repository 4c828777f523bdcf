"""The register of grants as open data: the same rows as its page, in each format, with their digest."""

import csv
import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from calls.resources import neutral
from evaluation.resources import written_rows
from funding.labels import AWARD_STATES, REGISTER_USE
from funding.queries.seeing.transparency import Granted
from wecare.acts.enums import ActState
from wecare.acts.models import Act
from wecare.core.digests import canonical
from wecare.core.sheets import MEDIA_TYPES

FORMAT = "wecare-trasparenza/1"
HEAD = (
    "concesso_il",
    "beneficiario",
    "codice_fiscale",
    "progetto",
    "concesso_euro",
    "ridotto_di_euro",
    "in_essere_euro",
    "stato",
    "atto",
    "atto_indirizzo",
    "ufficio",
    "responsabile",
    "scelta",
    "bando",
    "bando_indirizzo",
    "graduatoria_indirizzo",
    "progetto_indirizzo",
    "atti_di_riduzione",
    "finito_il",
    "finito_con",
    "dati_dimostrativi",
)
Cell = str | Decimal
Absolute = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file to be sent: its bytes from the start, their media type, their SHA-256."""

    stream: IO[bytes]
    media_type: str
    digest: bytes

    @property
    def repr_digest(self) -> str:
        """The digest as a header says it (RFC 9530)."""
        return f"sha-256=:{b64encode(self.digest).decode()}:"


def cells(row: Granted, absolute: Absolute) -> tuple[Cell, ...]:
    """One row under `HEAD`; `absolute` makes a whole address of a path."""
    chosen = row.list_version
    return (
        row.granted_on.isoformat(),
        row.beneficiary,
        row.fiscal_code,
        row.title,
        row.amount,
        row.cut,
        row.left,
        str(AWARD_STATES[row.state][0]),
        str(row.act),
        _address(row.act, absolute),
        row.office,
        row.manager,
        _("Bando pubblico con graduatoria"),
        f"{row.call_code} – {row.call_title}",
        absolute(reverse("calls:call", args=[row.call_code])),
        absolute(reverse("evaluation:list", args=[row.call_code, chosen])) if chosen else "",
        absolute(reverse("portal:grant", args=[row.pk])),
        "; ".join(str(cut.act) for cut in row.cuts if cut.act is not None),
        row.ended_on.isoformat() if row.ended_on else "",
        str(row.end) if row.end is not None else "",
        _("sì") if row.is_demonstration else _("no"),
    )


def written(rows: Iterable[Granted], *, ending: str, absolute: Absolute, at: str) -> OpenFile:
    """The rows as a file of this ending (`csv`, `json`, `ods`); `at` is the instant, ISO 8601.

    :raises KeyError: if there is no such format.
    """
    drawn = (cells(row, absolute) for row in rows)
    stream: IO[bytes] = TemporaryFile()  # noqa: SIM115 -- the answer closes it
    _WRITERS[ending](stream, drawn, at)
    digest = sha256()
    stream.seek(0)
    while block := stream.read(1024 * 1024):
        digest.update(block)
    stream.seek(0)
    return OpenFile(stream, MEDIA[ending], digest.digest())


def _csv(stream: IO[bytes], rows: Iterator[tuple[Cell, ...]], _at: str) -> None:
    text = TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    text.write("\ufeff")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(HEAD)
    writer.writerows(tuple(str(neutral(cell)) for cell in row) for row in rows)
    text.detach()


def _json(stream: IO[bytes], rows: Iterator[tuple[Cell, ...]], at: str) -> None:
    """One row a line. `impronta` is the SHA-256 of the rows, each in canonical JSON with its line's end."""
    facts: dict[str, Any] = {"formato": FORMAT, "aggiornato_al": at, "uso": str(REGISTER_USE)}
    head = json.dumps(facts, ensure_ascii=False)[:-1]
    stream.write(f'{head}, "righe": [\n'.encode())
    seen, comma = sha256(), b""
    for row in rows:
        said = dict(zip(HEAD, map(str, row), strict=True))
        line = canonical(said)
        seen.update(line + b"\n")
        stream.write(comma + line)
        comma = b",\n"
    stream.write(f'\n], "impronta": "{seen.hexdigest()}"}}\n'.encode())


def _ods(stream: IO[bytes], rows: Iterator[tuple[Cell, ...]], _at: str) -> None:
    content, _media_type = written_rows(HEAD, rows, ending="ods")
    stream.write(content)


_WRITERS = {"csv": _csv, "json": _json, "ods": _ods}
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "ods": MEDIA_TYPES["ods"],
}


def _address(act: Act, absolute: Absolute) -> str:
    return absolute(reverse("acts:act", args=[act.pk])) if act.state == ActState.PUBLISHED else ""
