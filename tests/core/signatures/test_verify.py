"""The corpus: files signed well and badly, each with what the portal finds in it."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest

from tests.factories.applicants import a_pdf
from tests.factories.signing import (
    FISCAL_CODE,
    OTHER_FISCAL_CODE,
    Authority,
    cades,
    pades,
    with_page_text_added,
)
from wecare.core.signatures.facts import Check, Form, Outcome, Problem, Refused, Report
from wecare.core.signatures.reading import MOST_LAYERS, MOST_SIGNATURES
from wecare.core.signatures.trust import TrustListBroken, load
from wecare.core.signatures.verify import integrity, verify

AT = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CA = Authority(revoked=[666])
STRANGER = Authority("Autorità sconosciuta")
ANNA = CA.issue()
MARIO = CA.issue(number=f"TINIT-{OTHER_FISCAL_CODE}", given="Mario", family="Rossi", serial=4661)
ORIGINAL = a_pdf()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return CA.write(tmp_path_factory.mktemp("trust"), at=AT)


def verified(content: bytes, folder: Path | None, *, at: datetime = AT) -> Report:
    return verify(content, original=ORIGINAL, signers={FISCAL_CODE}, at=at, trust=load(folder))


def nested(content: bytes, levels: int) -> bytes:
    for _level in range(levels):
        content = cades(content, ANNA)
    return content


def altered(content: bytes, old: bytes, new: bytes) -> bytes:
    assert old in content
    return content.replace(old, new)


def pem(content: bytes, label: str = "PKCS7") -> bytes:
    body = base64.encodebytes(content).decode()
    return f"-----BEGIN {label}-----\n{body}-----END {label}-----\n".encode()


def indefinite(content: bytes) -> bytes:
    """The envelope with its outermost length left open: BER, as some tools write it."""
    header = 2 + (content[1] & 0x7F)
    return b"\x30\x80" + content[header:] + b"\x00\x00"


GOOD: dict[str, tuple[Callable[[], bytes], Form, int, int]] = {
    "pades": (lambda: pades(ORIGINAL, ANNA), Form.PADES, 0, 1),
    "pades by two": (lambda: pades(ORIGINAL, ANNA, MARIO), Form.PADES, 0, 2),
    "pades by two, ours last": (lambda: pades(ORIGINAL, MARIO, ANNA), Form.PADES, 0, 2),
    "cades": (lambda: cades(ORIGINAL, ANNA), Form.CADES, 1, 1),
    "cades in BER": (lambda: indefinite(cades(ORIGINAL, ANNA)), Form.CADES, 1, 1),
    "cades in base64": (lambda: base64.encodebytes(cades(ORIGINAL, ANNA)), Form.CADES, 1, 1),
    "cades in PEM": (lambda: pem(cades(ORIGINAL, ANNA)), Form.CADES, 1, 1),
    "cades by two": (lambda: cades(ORIGINAL, ANNA, MARIO), Form.CADES, 1, 2),
    "cades in cades": (lambda: cades(cades(ORIGINAL, ANNA), MARIO), Form.CADES, 2, 2),
    "base64 in cades": (
        lambda: cades(base64.encodebytes(cades(ORIGINAL, ANNA)), MARIO),
        Form.CADES,
        2,
        2,
    ),
    "pades in cades": (lambda: cades(pades(ORIGINAL, ANNA), MARIO), Form.CADES, 1, 2),
    "as deep as may be": (lambda: nested(ORIGINAL, MOST_LAYERS), Form.CADES, 10, 10),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_well_signed_is_accepted_and_says_by_whom(name: str, folder: Path) -> None:
    make, form, layers, count = GOOD[name]

    report = verified(make(), folder)

    assert (report.problem, dict(report.values)) == (None, {})
    assert (report.form, report.layers, len(report.signatures)) == (form, layers, count)
    ours = [each for each in report.signatures if each.fiscal_code == FISCAL_CODE]
    assert {each.signer for each in ours} == {"Anna Neri"}
    assert {each.issuer for each in ours} == {"Autorità di prova"}
    assert {each.serial for each in ours} == {"1234"}
    assert all(set(each.checks.values()) == {Outcome.OK} for each in ours)
    assert all(set(each.checks) == set(Check) for each in report.signatures)
    assert len(integrity(make(), original=ORIGINAL)) == count


BAD: dict[str, tuple[Callable[[], bytes], Problem, dict[str, str]]] = {
    "empty": (lambda: b"", Problem.EMPTY, {}),
    "blank": (lambda: b" \n", Problem.EMPTY, {}),
    "garbage": (lambda: bytes(range(256)) * 20, Problem.NOT_SIGNED_KIND, {}),
    "text": (lambda: b"Ciao a tutti", Problem.NOT_SIGNED_KIND, {}),
    "broken envelope": (lambda: cades(ORIGINAL, ANNA)[:400], Problem.UNREADABLE, {}),
    "an envelope of nothing": (lambda: b"\x30\x84\xff\xff\xff\xff", Problem.UNREADABLE, {}),
    "unsigned": (lambda: ORIGINAL, Problem.UNSIGNED, {}),
    "another unsigned PDF": (lambda: a_pdf(Lang=pikepdf.String("it")), Problem.OTHER_CONTENT, {}),
    "broken PDF": (lambda: pades(ORIGINAL, ANNA)[:-800], Problem.UNREADABLE, {}),
    "half a PDF": (lambda: b"%PDF-1.7\n1 0 obj <<", Problem.UNREADABLE, {}),
    "detached": (lambda: cades(ORIGINAL, ANNA, detached=True), Problem.DETACHED, {}),
    "another text, cades": (lambda: cades(b"Altro testo", ANNA), Problem.OTHER_CONTENT, {}),
    "another draft, cades": (
        lambda: cades(a_pdf(Lang=pikepdf.String("it")), ANNA),
        Problem.OTHER_CONTENT,
        {},
    ),
    "another draft, pades": (
        lambda: pades(a_pdf(Lang=pikepdf.String("it")), ANNA),
        Problem.OTHER_CONTENT,
        {},
    ),
    "content altered in cades": (
        lambda: altered(cades(ORIGINAL, ANNA), b"%PDF-1.", b"%PdF-1."),
        Problem.OTHER_CONTENT,
        {},
    ),
    "signature altered in cades": (
        lambda: cades(ORIGINAL, ANNA)[:-9] + b"\x01\x02\x03\x04\x05\x06\x07\x08\x09",
        Problem.BROKEN,
        {"signer": "Anna Neri"},
    ),
    "nested in an altered one": (
        lambda: altered(
            cades(cades(ORIGINAL, ANNA), MARIO),
            b"Autorit\xc3\xa0 di prova",
            b"Autorit\xc3\xa0 di Prova",
        ),
        Problem.BROKEN,
        {"signer": "Mario Rossi"},
    ),
    "written on after signing": (
        lambda: with_page_text_added(pades(ORIGINAL, ANNA)),
        Problem.CHANGED_AFTER,
        {},
    ),
    "written on between two signatures": (
        lambda: pades(with_page_text_added(pades(ORIGINAL, ANNA)), MARIO),
        Problem.CHANGED_AFTER,
        {},
    ),
    "written on before signing": (
        lambda: pades(with_page_text_added(ORIGINAL), ANNA),
        Problem.CHANGED_BEFORE,
        {},
    ),
    "bytes after the end": (
        lambda: pades(ORIGINAL, ANNA) + b"1 0 obj (x) endobj\n",
        Problem.CHANGED_AFTER,
        {},
    ),
    "too deep": (
        lambda: nested(ORIGINAL, MOST_LAYERS + 1),
        Problem.TOO_NESTED,
        {"limit": str(MOST_LAYERS)},
    ),
    "too many": (
        lambda: cades(ORIGINAL, *[ANNA] * (MOST_SIGNATURES + 1)),
        Problem.TOO_MANY,
        {"limit": str(MOST_SIGNATURES)},
    ),
    "weak digest": (
        lambda: cades(ORIGINAL, ANNA, algorithm="sha1"),
        Problem.WEAK,
        {"algorithm": "sha1", "signer": "Anna Neri"},
    ),
    "weak key": (
        lambda: cades(ORIGINAL, CA.issue(given="Corta", bits=1024)),
        Problem.WEAK,
        {"algorithm": "rsa 1024", "signer": "Corta Neri"},
    ),
    "of a card for logging in": (
        lambda: cades(ORIGINAL, CA.issue(signs=False)),
        Problem.NOT_FOR_SIGNING,
        {"signer": "Anna Neri"},
    ),
    "expired": (
        lambda: pades(ORIGINAL, CA.issue(until=AT - DAY)),
        Problem.EXPIRED,
        {"signer": "Anna Neri", "until": "2026-11-19T11:00:00+00:00"},
    ),
    "not yet valid": (
        lambda: cades(ORIGINAL, CA.issue(since=AT + DAY)),
        Problem.NOT_YET_VALID,
        {"signer": "Anna Neri", "since": "2026-11-21T11:00:00+00:00"},
    ),
    "revoked": (
        lambda: cades(ORIGINAL, CA.issue(serial=666)),
        Problem.REVOKED,
        {"signer": "Anna Neri", "since": "2026-11-18T11:00:00+00:00"},
    ),
    "of an unknown issuer": (
        lambda: pades(ORIGINAL, STRANGER.issue()),
        Problem.UNKNOWN_ISSUER,
        {"signer": "Anna Neri", "issuer": "Autorità sconosciuta"},
    ),
    "of an issuer that only has the name": (
        lambda: pades(ORIGINAL, _namesake().issue()),
        Problem.UNKNOWN_ISSUER,
        {"signer": "Anna Neri", "issuer": "Autorità di prova"},
    ),
    "of another person": (
        lambda: pades(ORIGINAL, MARIO),
        Problem.OTHER_PERSON,
        {"signers": f"Mario Rossi ({OTHER_FISCAL_CODE})"},
    ),
    "of nobody in particular": (
        lambda: cades(ORIGINAL, CA.issue(number=None)),
        Problem.NO_FISCAL_CODE,
        {"signer": "Anna Neri"},
    ),
    "one good and one of an unknown issuer": (
        lambda: cades(ORIGINAL, ANNA, STRANGER.issue(given="Ugo")),
        Problem.UNKNOWN_ISSUER,
        {"signer": "Ugo Neri", "issuer": "Autorità sconosciuta"},
    ),
}


def _namesake() -> Authority:
    class Namesake(Authority):
        @property
        def key(self):  # type: ignore[no-untyped-def]  # noqa: ANN202
            return STRANGER.key

    return Namesake()


@pytest.mark.parametrize("name", BAD)
def test_a_file_badly_signed_is_refused_and_says_why(name: str, folder: Path) -> None:
    make, problem, values = BAD[name]

    report = verified(make(), folder)

    assert (report.problem, dict(report.values)) == (problem, values)
    assert report.accepted is False


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"number": f"TINIT-{FISCAL_CODE}"}, FISCAL_CODE),
        ({"number": f"IT:{FISCAL_CODE}"}, FISCAL_CODE),
        ({"number": FISCAL_CODE.lower()}, FISCAL_CODE),
        ({"number": f"{FISCAL_CODE}/6030001"}, FISCAL_CODE),
        ({"number": None, "qualifier": f"IT:{FISCAL_CODE}"}, FISCAL_CODE),
        ({"number": "20261234", "qualifier": FISCAL_CODE}, FISCAL_CODE),
        ({"number": f"TINFR-{FISCAL_CODE}"}, ""),
        ({"number": f"TINIT-{FISCAL_CODE[:-1]}A"}, ""),
        ({"number": "TINIT-12345678901"}, ""),
    ],
)
def test_the_fiscal_code_of_a_certificate_is_read_in_its_variants(
    said: dict, found: str, folder: Path
) -> None:
    report = verified(cades(ORIGINAL, CA.issue(**said)), folder)

    assert report.signatures[0].fiscal_code == found
    assert report.accepted is bool(found)


def test_what_counts_is_the_instant_of_the_portal_and_not_the_one_that_is_claimed(
    folder: Path,
) -> None:
    content = cades(ORIGINAL, CA.issue(until=AT + DAY))

    on_the_day, later = verified(content, folder), verified(content, folder, at=AT + 2 * DAY)

    assert on_the_day.accepted
    assert later.problem is Problem.EXPIRED
    assert later.signatures[0].claimed_at == on_the_day.signatures[0].claimed_at


def test_without_a_trust_list_nobody_is_trusted(tmp_path: Path) -> None:
    for folder in (None, tmp_path / "missing", tmp_path):
        report = verified(pades(ORIGINAL, ANNA), folder)

        assert (report.problem, report.trust_digest) == (Problem.NO_TRUST_LIST, "")


@pytest.mark.parametrize("age", [None, 10])
def test_without_a_current_list_of_the_revoked_it_says_so_and_accepts(
    tmp_path: Path, age: int | None
) -> None:
    CA.write(tmp_path, at=None if age is None else AT - age * DAY)

    report = verified(pades(ORIGINAL, ANNA), tmp_path)

    assert report.accepted
    assert report.signatures[0].checks[Check.REVOCATION] is Outcome.NOT_CHECKED


def test_what_an_old_list_says_revoked_stays_so(tmp_path: Path) -> None:
    CA.write(tmp_path, at=AT - 10 * DAY)

    report = verified(pades(ORIGINAL, CA.issue(serial=666)), tmp_path)

    assert report.problem is Problem.REVOKED
    assert report.signatures[0].checks[Check.CHAIN] is Outcome.OK
    assert report.signatures[0].checks[Check.REVOCATION] is Outcome.FAILED


def test_a_list_that_the_issuer_did_not_sign_says_nothing(tmp_path: Path) -> None:
    CA.write(tmp_path)
    (tmp_path / "falso.crl").write_bytes(_namesake().revocations(at=AT))

    report = verified(pades(ORIGINAL, ANNA), tmp_path)

    assert report.signatures[0].checks[Check.REVOCATION] is Outcome.NOT_CHECKED


def test_the_digest_of_the_trust_list_changes_with_it(tmp_path: Path) -> None:
    CA.write(tmp_path)
    before = load(tmp_path).digest

    CA.write(tmp_path, at=AT)

    assert before != load(tmp_path).digest
    assert verified(pades(ORIGINAL, ANNA), tmp_path).trust_digest == load(tmp_path).digest


def test_a_trust_list_that_cannot_be_read_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "rotto.pem").write_bytes(b"certificate")

    with pytest.raises(TrustListBroken, match=r"rotto\.pem"):
        load(tmp_path)


def test_integrity_alone_refuses_what_was_altered() -> None:
    content = cades(ORIGINAL, ANNA)

    with pytest.raises(Refused, match="broken"):
        integrity(content[:-3] + b"abc", original=ORIGINAL)


def test_the_report_is_plain_json(folder: Path) -> None:
    plain = verified(pades(ORIGINAL, ANNA), folder).plain()

    assert plain["form"] == "pades"
    assert plain["signatures"][0]["algorithm"] == "RSA, SHA-256"
    assert plain["at"] == "2026-11-20T11:00:00+00:00"
    assert plain["signatures"][0]["checks"] == dict.fromkeys(map(str, Check), "ok")
    assert plain["signatures"][0]["not_after"] == "2040-01-01T00:00:00+00:00"
