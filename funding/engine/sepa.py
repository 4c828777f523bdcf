"""A payment order as the XML that banks take: ISO 20022, pain.001.001.09, for SEPA transfers.

The names, their order and their lengths are those of the message definition report of ISO 20022; the
characters those of the European Payments Council (EPC217-08): letters, figures and / - ? : ( ) . , ' +
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

from wecare.core.money import total

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
LONGEST_NAME = 70
LONGEST_ID = 35
LONGEST_REMITTANCE = 140
LARGEST = Decimal("999999999.99")  # euro, of one SEPA transfer
_REFUSED = re.compile(r"[^A-Za-z0-9/?:().,'+ -]")
_SPELLED = {
    "&": "+",
    "@": "(a)",
    "_": "-",
    "\u2019": "'",
    "\u2018": "'",
    "\u2013": "-",
    "\u2014": "-",
}
_SPELLED |= {"ß": "ss", "Æ": "AE", "æ": "ae", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "Œ": "OE"}
_SPELLED |= {"œ": "oe", "€": "EUR", '"': "'", "«": "'", "»": "'", "“": "'", "”": "'", ";": ","}


@dataclass(frozen=True, slots=True)
class Party:
    """Who pays or is paid; the IBAN without spaces, the BIC of the bank if it is known."""

    name: str
    iban: str
    bic: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """One transfer: its end-to-end id stays the same however often the file is read."""

    end_to_end: str
    creditor: Party
    amount: Decimal
    remittance: str


def latin(text: str, limit: int) -> str:
    """The text in the characters that every SEPA bank takes, at most `limit` of them, never empty.

    Accents fall away; what has no likeness becomes a full stop. It neither begins nor ends with a
    slash, and has no two in a row (EPC217-08).
    """
    spelled = "".join(_SPELLED.get(each, each) for each in text)
    plain = unicodedata.normalize("NFKD", spelled)
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    plain = " ".join(_REFUSED.sub(".", plain.replace("\n", " ").replace("\t", " ")).split())
    plain = re.sub(r"/{2,}", "/", plain)[:limit].strip(" /")
    return plain or "."


def pain001(
    *,
    message: str,
    made_at: datetime,
    on: date,
    debtor: Party,
    transfers: Sequence[Transfer],
) -> bytes:
    """The order as a file; `on` is the day the bank is asked to pay.

    :raises ValueError: if there is no transfer, two have one end-to-end id, or an amount is not between
        0.01 and 999 999 999.99 euro.
    """
    _check(transfers)
    root = ET.Element("Document", {"xmlns": NAMESPACE})
    body = ET.SubElement(root, "CstmrCdtTrfInitn")
    count, sums = str(len(transfers)), _figure(total(each.amount for each in transfers))
    header = ET.SubElement(body, "GrpHdr")
    _text(header, "MsgId", latin(message, LONGEST_ID))
    _text(header, "CreDtTm", f"{made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
    _text(header, "NbOfTxs", count)
    _text(header, "CtrlSum", sums)
    _text(ET.SubElement(header, "InitgPty"), "Nm", latin(debtor.name, LONGEST_NAME))
    batch = ET.SubElement(body, "PmtInf")
    _text(batch, "PmtInfId", latin(f"{message}-1", LONGEST_ID))
    _text(batch, "PmtMtd", "TRF")
    _text(batch, "BtchBookg", "false")
    _text(batch, "NbOfTxs", count)
    _text(batch, "CtrlSum", sums)
    _text(_under(batch, "PmtTpInf", "SvcLvl"), "Cd", "SEPA")
    _text(ET.SubElement(batch, "ReqdExctnDt"), "Dt", on.isoformat())
    _text(ET.SubElement(batch, "Dbtr"), "Nm", latin(debtor.name, LONGEST_NAME))
    _text(_under(batch, "DbtrAcct", "Id"), "IBAN", debtor.iban)
    bank = _under(batch, "DbtrAgt", "FinInstnId")
    if debtor.bic:
        _text(bank, "BICFI", debtor.bic)
    else:
        _text(ET.SubElement(bank, "Othr"), "Id", "NOTPROVIDED")
    _text(batch, "ChrgBr", "SLEV")
    for each in transfers:
        _transfer(batch, each)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _transfer(batch: ET.Element, each: Transfer) -> None:
    found = ET.SubElement(batch, "CdtTrfTxInf")
    names = ET.SubElement(found, "PmtId")
    _text(names, "InstrId", latin(each.end_to_end, LONGEST_ID))
    _text(names, "EndToEndId", latin(each.end_to_end, LONGEST_ID))
    amount = ET.SubElement(ET.SubElement(found, "Amt"), "InstdAmt", {"Ccy": "EUR"})
    amount.text = _figure(each.amount)
    _text(ET.SubElement(found, "Cdtr"), "Nm", latin(each.creditor.name, LONGEST_NAME))
    _text(_under(found, "CdtrAcct", "Id"), "IBAN", each.creditor.iban)
    _text(ET.SubElement(found, "RmtInf"), "Ustrd", latin(each.remittance, LONGEST_REMITTANCE))


def _check(transfers: Sequence[Transfer]) -> None:
    if not transfers:
        raise ValueError("An order pays somebody.")
    if len({each.end_to_end for each in transfers}) != len(transfers):
        raise ValueError("Two transfers have the same end-to-end id.")
    for each in transfers:
        if not 0 < each.amount <= LARGEST:
            raise ValueError(f"{each.end_to_end}: {each.amount} is no amount of a SEPA transfer.")


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _under(parent: ET.Element, outer: str, inner: str) -> ET.Element:
    return ET.SubElement(ET.SubElement(parent, outer), inner)


def _figure(amount: Decimal) -> str:
    return f"{amount:.2f}"
