"""What a message that reached the mailbox says of a letter: receipts of the PEC, and bounces.

A receipt of the PEC carries `X-Ricevuta`, `X-Riferimento-Message-ID` and an attachment `daticert.xml`
(D.M. 2 novembre 2005, technical rules, 6.3 to 6.5). A bounce of plain e-mail is a delivery status
notification (RFC 3464). Nothing else is a receipt. XML is read without entities.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from wecare.notices.enums import DeliveryState, ReceiptKind

REASON_LENGTH = 500
_IDENTIFIER = 200
_MESSAGE_ID = re.compile(r"<?([^<>@\s]{1,200})@[^<>\s]{1,255}>?")
_ZONE = re.compile(r"[+-]\d{4}")
_STATES = {
    ReceiptKind.ACCEPTED: DeliveryState.ACCEPTED,
    ReceiptKind.NOT_ACCEPTED: DeliveryState.NOT_ACCEPTED,
    ReceiptKind.VIRUS: DeliveryState.NOT_DELIVERED,
    ReceiptKind.DELIVERED: DeliveryState.DELIVERED,
    ReceiptKind.WARNING: DeliveryState.LATE,
    ReceiptKind.NOT_DELIVERED: DeliveryState.NOT_DELIVERED,
    ReceiptKind.BOUNCE: DeliveryState.NOT_DELIVERED,
}
_STRENGTH = (  # the later wins, in whatever order receipts come
    DeliveryState.UNKNOWN,
    DeliveryState.ACCEPTED,
    DeliveryState.LATE,
    DeliveryState.NOT_ACCEPTED,
    DeliveryState.NOT_DELIVERED,
    DeliveryState.DELIVERED,
)


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """A receipt as it was read. `reference` is the letter's Message-ID before the at sign.

    `is_sound` tells whether its certified data could be read and agree with its head: what is not
    sound is kept and believed in nothing.
    """

    kind: ReceiptKind
    reference: str
    identifier: str
    at: datetime | None
    reason: str
    is_sound: bool


def read(content: bytes) -> ReceiptFacts | None:
    """The receipt that the message is, or None if it is none."""
    message = message_from_bytes(content, policy=policy.default)
    word = _header(message, "X-Ricevuta").lower()
    if word in set(ReceiptKind) - {ReceiptKind.BOUNCE}:
        return _certified(message, ReceiptKind(word))
    if message.get_content_type() == "multipart/report":
        return _bounce(message)
    return None


def state_after(state: DeliveryState, kind: ReceiptKind) -> DeliveryState:
    """What stands once this receipt has come too; the order in which they come does not matter."""
    new = _STATES.get(kind, DeliveryState.UNKNOWN)
    return max(state, new, key=_STRENGTH.index)


def proves_it_left(kind: ReceiptKind) -> bool:
    """Whether the receipt shows that the mail server had the letter."""
    return _STATES.get(kind, DeliveryState.UNKNOWN) not in {
        DeliveryState.UNKNOWN,
        DeliveryState.NOT_ACCEPTED,
    }


def _certified(message: EmailMessage, kind: ReceiptKind) -> ReceiptFacts:
    reference = _local(_header(message, "X-Riferimento-Message-ID"))
    root = _daticert(message)
    if root is None:
        return ReceiptFacts(kind, reference, "", None, "", is_sound=False)
    told = _local(_text(root, "dati/msgid"))
    at = _instant(root)
    agrees = (
        root.get("tipo", "").strip().lower() == kind.value and told == reference and at is not None
    )
    return ReceiptFacts(
        kind=kind,
        reference=reference,
        identifier=_text(root, "dati/identificativo")[:_IDENTIFIER],
        at=at,
        reason=_reason(root),
        is_sound=agrees and bool(reference),
    )


def _daticert(message: EmailMessage) -> Element | None:
    for part in message.walk():
        if (part.get_filename() or "").lower() != "daticert.xml":
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            return None
        try:
            root: Element = fromstring(content)
        except (ParseError, DefusedXmlException, ValueError, LookupError):
            return None
        return root if root.tag == "postacert" else None
    return None


def _reason(root: Element) -> str:
    short, long = root.get("errore", "").strip(), _text(root, "dati/errore-esteso")
    words = [each for each in ("" if short == "nessuno" else short, long) if each]
    return ": ".join(words)[:REASON_LENGTH]


def _instant(root: Element) -> datetime | None:
    found = root.find("dati/data")
    zone = "" if found is None else found.get("zona", "").strip()
    day, hour = _text(root, "dati/data/giorno"), _text(root, "dati/data/ora")
    if not _ZONE.fullmatch(zone):
        return None
    try:
        return datetime.strptime(f"{day} {hour} {zone}", "%d/%m/%Y %H:%M:%S %z")
    except ValueError:
        return None


def _bounce(message: EmailMessage) -> ReceiptFacts | None:
    reference, reason, action = "", "", ""
    for part in message.walk():
        match part.get_content_type():
            case "message/delivery-status":
                fields = [each for each in part.walk() if each is not part]
                action = action or _first(fields, "Action").lower()
                reason = reason or " ".join(
                    word
                    for word in (_first(fields, "Status"), _first(fields, "Diagnostic-Code"))
                    if word
                )
            case "message/rfc822" | "text/rfc822-headers":
                reference = reference or _original(part)
    if action not in {"failed", "delayed"} or not reference:
        return None
    kind = ReceiptKind.BOUNCE if action == "failed" else ReceiptKind.WARNING
    return ReceiptFacts(kind, reference, "", _date(message), reason[:REASON_LENGTH], is_sound=True)


def _original(part: EmailMessage) -> str:
    """The reference of the letter that came back, whole or by its headers."""
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage):
        return _local(_header(inner[0], "Message-ID"))
    content = part.get_payload(decode=True)
    headers = message_from_bytes(
        content if isinstance(content, bytes) else b"", policy=policy.default
    )
    return _local(_header(headers, "Message-ID"))


def _date(message: EmailMessage) -> datetime | None:
    try:
        at = parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, OverflowError):
        return None
    return at if at.utcoffset() is not None else None


def _first(parts: Iterable[EmailMessage], name: str) -> str:
    return next((found for part in parts if (found := _header(part, name))), "")


def _header(message: EmailMessage, name: str) -> str:
    """A header's text, however badly it is written."""
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            return _clean(str(value))
    return ""


def _text(root: Element, path: str) -> str:
    return _clean(root.findtext(path) or "")


def _clean(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _local(message_id: str) -> str:
    found = _MESSAGE_ID.fullmatch(message_id.strip())
    return found.group(1) if found else ""
