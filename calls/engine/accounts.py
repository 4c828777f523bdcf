"""Names of the ledger's accounts in the words of a call.

*source* is where money comes from (the only kind that may be negative), *available* is allocated
to a line and free, *reserved* is set aside for a lot of a published call, *committed* is granted
to one application by an adopted decree, *paid* is what the treasury gave it of that.
"""

from wecare.ledger.engine.codes import Code, parse
from wecare.ledger.enums import AccountKind


def source(*, fund: str, measure: str, line: str) -> str:
    """Name the account from which a line's money comes."""
    return _named(Code(AccountKind.SOURCE, fund, measure, line))


def available(*, fund: str, measure: str, line: str) -> str:
    """Name the account of a line's free money."""
    return _named(Code(AccountKind.AVAILABLE, fund, measure, line))


def reserved(*, fund: str, measure: str, line: str, call: str, lot: str) -> str:
    """Name the account of the money set aside for a lot."""
    return _named(Code(AccountKind.RESERVED, fund, measure, line, call, lot))


def committed(*, fund: str, measure: str, line: str, call: str, lot: str, protocol: str) -> str:
    """Name the account of the money granted to one application; the protocol is number/year."""
    dashed = protocol.replace("/", "-")
    return _named(Code(AccountKind.COMMITTED, fund, measure, line, call, lot, dashed))


def paid(*, fund: str, measure: str, line: str, call: str, lot: str, protocol: str) -> str:
    """Name the account of the money paid to one application; the protocol is number/year."""
    dashed = protocol.replace("/", "-")
    return _named(Code(AccountKind.PAID, fund, measure, line, call, lot, dashed))


def _named(code: Code) -> str:
    """:raises CodeRefused: if a part is empty or holds what a code cannot."""
    text = str(code)
    if parse(text) != code:
        msg = f"{text!r} does not name {code!r}"
        raise ValueError(msg)
    return text
