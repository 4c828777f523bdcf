"""The one place that speaks IMAP (RFC 3501): it reads and changes nothing in the mailbox."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import structlog

INBOX = "INBOX"
IMAP_PORT, IMAPS_PORT = 143, 993
SECONDS = 20  # to answer
AT_MOST = 500  # messages at a time
LARGEST = 10 * 1024 * 1024  # bytes; receipts are small
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_log = structlog.get_logger()


def messages_after(address: str, *, validity: int, last: int) -> Iterator[tuple[int, int, bytes]]:
    """Validity, number and bytes of the messages that came after `last`, in order.

    Where the numbers are no longer those of `validity` it begins again from the first. A message that
    is too large comes empty: it is no receipt.

    :raises OSError: if the server does not answer, refuses, or says what it should not.
    """
    try:
        yield from _messages(urlsplit(address), validity, last)
    except imaplib.IMAP4.error as problem:
        raise OSError(f"IMAP: {problem}") from problem


def _messages(box: SplitResult, validity: int, last: int) -> Iterator[tuple[int, int, bytes]]:
    client = _connected(box)
    try:
        client.login(unquote(box.username or ""), unquote(box.password or ""))
        _answer(client.select(f'"{unquote(box.path[1:]) or INBOX}"', readonly=True))
        now_valid = int(_first(client.response("UIDVALIDITY")[1]) or 0)
        first = last + 1 if now_valid == validity else 1
        numbers = _answer(client.uid("SEARCH", f"UID {first}:*"))
        found = sorted(int(each) for each in (_first(numbers) or b"").split())
        for number in [each for each in found if each >= first][:AT_MOST]:
            yield now_valid, number, _content(client, number)
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            client.logout()


def _connected(box: SplitResult) -> imaplib.IMAP4:
    host = box.hostname or "localhost"
    if box.scheme == "imaps":
        port = box.port or IMAPS_PORT
        return imaplib.IMAP4_SSL(
            host, port, timeout=SECONDS, ssl_context=ssl.create_default_context()
        )
    return imaplib.IMAP4(host, box.port or IMAP_PORT, timeout=SECONDS)


def _content(client: imaplib.IMAP4, number: int) -> bytes:
    sizes = _answer(client.uid("FETCH", str(number), "(RFC822.SIZE)"))
    said = _SIZE.search(_first(sizes) or b"")
    weight = int(said.group(1)) if said else 0
    if weight > LARGEST:
        _log.warning("mailbox.message_too_large", number=number, bytes=weight)
        return b""
    for part in _answer(client.uid("FETCH", str(number), "(BODY.PEEK[])")):
        if isinstance(part, tuple):
            return bytes(part[1])
    return b""


def _answer(answer: tuple[str, list[Any]]) -> list[Any]:
    kind, data = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(f"{kind} {data!r}"[:200])
    return [each for each in data if each is not None]


def _first(data: list[Any]) -> bytes | None:
    found = data[0] if data else None
    return found if isinstance(found, bytes) else None
