"""Codes of accounts: `<kind>/<fund>/<measure>/<line>[/<call>/<lot>[/<protocol>]]`."""

import re
from dataclasses import dataclass

from wecare.ledger.enums import AccountKind, Level

SEPARATOR = "/"
MAX_LENGTH = 200
_SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LENGTHS = frozenset({4, 6, 7})
LEVELS = {Level.FUND: 2, Level.MEASURE: 3, Level.LINE: 4, Level.CALL: 5, Level.LOT: 6}
PROTOCOL = 7  # the segment after those of the levels


class CodeRefused(ValueError):
    """The text is not the code of an account."""


@dataclass(frozen=True, slots=True)
class Code:
    """The code of an account, in its parts."""

    kind: AccountKind
    fund: str
    measure: str
    line: str
    call: str = ""
    lot: str = ""
    protocol: str = ""

    def __str__(self) -> str:
        parts = (self.kind, self.fund, self.measure, self.line, self.call, self.lot, self.protocol)
        return SEPARATOR.join(part for part in parts if part)

    def of_kind(self, kind: AccountKind) -> "Code":
        """The same place under another kind."""
        return Code(kind, self.fund, self.measure, self.line, self.call, self.lot, self.protocol)


def parse(text: str) -> Code:
    """Read the code of an account.

    :raises CodeRefused: if the text does not follow the grammar.
    """
    kind, *segments = text.split(SEPARATOR)
    if kind not in {known.value for known in AccountKind}:
        raise CodeRefused(f"{text!r}: the first segment is not a kind of account")
    if len(segments) + 1 not in _LENGTHS or len(text) > MAX_LENGTH:
        raise CodeRefused(f"{text!r}: an account has 4, 6 or 7 segments, {MAX_LENGTH} characters")
    for segment in segments:
        if not _SEGMENT.fullmatch(segment):
            raise CodeRefused(f"{text!r}: {segment!r} is not a segment")
    return Code(AccountKind(kind), *segments)
