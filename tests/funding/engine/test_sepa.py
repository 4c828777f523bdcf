"""The XML of an order against the published rules of pain.001.001.09, written here anew by hand.

Rules: ISO 20022 message definition report of pain.001 (names, their order, how often, lengths, patterns)
and the EPC's implementation guidelines for SEPA (euro alone, 0.01 to 999 999 999.99, character set). The
schema file itself is not in the repository: what follows was written from the report, not from our code.
"""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from defusedxml import ElementTree as Safe
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban as ibans

from funding.engine.sepa import NAMESPACE, Party, Transfer, latin, pain001

IBAN = "IT60X0542811101000000123456"
NAMES = {
    "Document": ["CstmrCdtTrfInitn"],
    "CstmrCdtTrfInitn": ["GrpHdr", "PmtInf+"],
    "GrpHdr": ["MsgId", "CreDtTm", "Authstn*", "NbOfTxs", "CtrlSum?", "InitgPty", "FwdgAgt?"],
    "InitgPty": ["Nm?", "PstlAdr?", "Id?"],
    "PmtInf": [
        "PmtInfId",
        "PmtMtd",
        "BtchBookg?",
        "NbOfTxs?",
        "CtrlSum?",
        "PmtTpInf?",
        "ReqdExctnDt",
        "PoolgAdjstmntDt?",
        "Dbtr",
        "DbtrAcct",
        "DbtrAgt",
        "DbtrAgtAcct?",
        "UltmtDbtr?",
        "ChrgBr?",
        "CdtTrfTxInf+",
    ],
    "PmtTpInf": ["InstrPrty?", "SvcLvl?", "LclInstrm?", "CtgyPurp?"],
    "SvcLvl": ["Cd"],
    "ReqdExctnDt": ["Dt"],
    "Dbtr": ["Nm", "PstlAdr?", "Id?"],
    "Cdtr": ["Nm", "PstlAdr?", "Id?"],
    "DbtrAcct": ["Id", "Ccy?"],
    "CdtrAcct": ["Id", "Ccy?"],
    "Id": ["IBAN"],
    "DbtrAgt": ["FinInstnId"],
    "FinInstnId": ["BICFI?", "Othr?"],
    "Othr": ["Id"],
    "CdtTrfTxInf": [
        "PmtId",
        "PmtTpInf?",
        "Amt",
        "ChrgBr?",
        "UltmtDbtr?",
        "CdtrAgt?",
        "Cdtr",
        "CdtrAcct",
        "UltmtCdtr?",
        "Purp?",
        "RmtInf?",
    ],
    "PmtId": ["InstrId?", "EndToEndId"],
    "Amt": ["InstdAmt"],
    "RmtInf": ["Ustrd?"],
}
CHARACTERS = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]+")
SLASHES = re.compile(r"^/|/$|//")


def max_text(limit: int) -> re.Pattern[str]:
    return re.compile(rf"(?=.{{1,{limit}}}$){CHARACTERS.pattern}")


LEAVES = {
    "MsgId": max_text(35),
    "PmtInfId": max_text(35),
    "InstrId": max_text(35),
    "EndToEndId": max_text(35),
    "Nm": max_text(70),  # ISO allows 140, the EPC 70
    "Ustrd": max_text(140),
    "NbOfTxs": re.compile(r"[0-9]{1,15}"),
    "CtrlSum": re.compile(r"(?=[0-9.]{1,19}$)[0-9]+\.[0-9]{1,2}"),
    "CreDtTm": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"),
    "Dt": re.compile(r"\d{4}-\d\d-\d\d"),
    "PmtMtd": re.compile("TRF"),
    "BtchBookg": re.compile("true|false"),
    "Cd": re.compile("SEPA"),
    "ChrgBr": re.compile("SLEV"),
    "IBAN": re.compile(r"[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}"),
    "BICFI": re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?"),
    "InstdAmt": re.compile(r"[0-9]{1,9}\.[0-9]{2}"),
    "Othr/Id": re.compile("NOTPROVIDED"),
}


def broken_rules(xml: bytes) -> list[str]:
    """What does not hold in a file, in words."""
    root = Safe.fromstring(xml)
    found: list[str] = []
    if root.tag != f"{{{NAMESPACE}}}Document":
        found.append(f"root {root.tag}")
    _walk(root, "", found)
    amounts = [Decimal(each.text or "0") for each in root.iter(f"{{{NAMESPACE}}}InstdAmt")]
    if not all(Decimal("0.01") <= each <= Decimal("999999999.99") for each in amounts):
        found.append("amount out of SEPA")
    for each in root.iter(f"{{{NAMESPACE}}}InstdAmt"):
        if each.attrib != {"Ccy": "EUR"}:
            found.append(f"currency {each.attrib}")
    for name, wanted in (("NbOfTxs", str(len(amounts))), ("CtrlSum", f"{sum(amounts):.2f}")):
        said = [each.text for each in root.iter(f"{{{NAMESPACE}}}{name}")]
        if said != [wanted] * 2:
            found.append(f"{name}: {said} and not {wanted}")
    for each in root.iter(f"{{{NAMESPACE}}}IBAN"):
        if not ibans.is_valid(each.text):
            found.append(f"IBAN {each.text}")
    ends = [each.text for each in root.iter(f"{{{NAMESPACE}}}EndToEndId")]
    if len(set(ends)) != len(ends):
        found.append("an end-to-end id comes twice")
    return found


def _walk(element: ET.Element, above: str, found: list[str]) -> None:
    name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
    children = [each.tag.removeprefix(f"{{{NAMESPACE}}}") for each in element]
    pattern = LEAVES.get(f"{above}/{name}") or LEAVES.get(name)
    if children or pattern is None:
        order = "".join(
            f"(?:{each.rstrip('?*+')} ){each[-1] if each[-1] in '?*+' else ''}"
            for each in NAMES.get(name, ["(no such element)"])
        )
        if not re.fullmatch(order, "".join(f"{each} " for each in children)):
            found.append(f"{name}: {children}")
    elif not pattern.fullmatch(element.text or "") or SLASHES.search(element.text or ""):
        found.append(f"{name}: {element.text!r}")
    for each in element:
        _walk(each, name, found)


def a_file(*transfers: Transfer, bic: str = "", name: str = "Regione Piemonte") -> bytes:
    return pain001(
        message="WCR-7",
        made_at=datetime(2026, 11, 26, 10, 30, tzinfo=UTC),
        on=date(2026, 11, 27),
        debtor=Party(name, IBAN, bic),
        transfers=transfers,
    )


def a_transfer(number: int = 1, amount: str = "32000.00", name: str = "Beta") -> Transfer:
    return Transfer(f"WCR-{number}-1", Party(name, IBAN), Decimal(amount), f"Anticipo, {name}")


def test_an_order_holds_every_rule() -> None:
    xml = a_file(a_transfer(), a_transfer(2, "0.01"), a_transfer(3, "999999999.99"))

    assert broken_rules(xml) == []
    assert b"<CtrlSum>1000032000.00</CtrlSum>" in xml
    assert broken_rules(a_file(a_transfer(), bic="UNCRITMM")) == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"<PmtMtd>TRF</PmtMtd>", b""),
        (b"<EndToEndId>WCR-1-1</EndToEndId>", b"<EndToEndId>" + b"x" * 36 + b"</EndToEndId>"),
        (b"IT60X0542811101000000123456", b"IT61X0542811101000000123456"),
        (b'Ccy="EUR"', b'Ccy="USD"'),
        (b"<CtrlSum>32000.00", b"<CtrlSum>32000.01"),
        (b"<NbOfTxs>1", b"<NbOfTxs>2"),
        (b"<Nm>Beta</Nm>", "<Nm>Bèta</Nm>".encode()),
        (b"<Nm>Beta</Nm>", b"<Nm>" + b"B" * 71 + b"</Nm>"),
        (b"<ChrgBr>SLEV</ChrgBr>", b"<ChrgBr>DEBT</ChrgBr>"),
        (b"32000.00</InstdAmt>", b"0.00</InstdAmt>"),
        (b"<Dbtr>", b"<ChrgBr>SLEV</ChrgBr><Dbtr>"),
        (b"pain.001.001.09", b"pain.001.001.03"),
    ],
)
def test_the_rules_find_what_is_wrong(good: bytes, bad: bytes) -> None:
    xml = a_file(a_transfer())
    assert good in xml

    assert broken_rules(xml.replace(good, bad, 1)) != []


HOSTILE = (
    "<script>alert(1)</script>",
    "]]><Cdtr><Nm>Altro</Nm></Cdtr><![CDATA[",
    "&amp;&xxe;",
    "=CMD|' /C calc'!A0",
    "//Beta//",
    "Società «L'Àncora» – ŁÓDŹ & c. \u202e\u0000",
    "社会福祉",
    "\n\t ",
    "B" * 500,
)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_come_out_as_plain_text(name: str) -> None:
    xml = a_file(a_transfer(name=name), name=name)

    assert broken_rules(xml) == []
    assert len(Safe.fromstring(xml).findall(f".//{{{NAMESPACE}}}CdtTrfTxInf")) == 1


@given(st.text(max_size=300), st.integers(1, 99_999_999_999))
def test_any_name_and_amount_hold(name: str, cents: int) -> None:
    amount = (Decimal(cents) / 100).quantize(Decimal("0.01"))

    assert broken_rules(a_file(a_transfer(amount=str(amount), name=name))) == []


def test_accents_fall_away_and_the_rest_is_readable() -> None:
    assert latin("Società Coop. «Perché no?» & figli", 70) == "Societa Coop. 'Perche no?' + figli"


@pytest.mark.parametrize("amount", ["0.00", "-1.00", "1000000000.00"])
def test_an_amount_that_no_bank_takes_is_an_error(amount: str) -> None:
    with pytest.raises(ValueError, match="no amount of a SEPA transfer"):
        a_file(a_transfer(amount=amount))


def test_nobody_is_paid_twice_in_a_file_nor_is_it_empty() -> None:
    with pytest.raises(ValueError, match="same end-to-end id"):
        a_file(a_transfer(), a_transfer())
    with pytest.raises(ValueError, match="pays somebody"):
        a_file()
