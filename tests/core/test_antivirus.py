"""The scanner over its socket: a clamd that speaks INSTREAM in this process, well and badly."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from tests.fixtures.clamd import EICAR, FakeClamd
from wecare.core.antivirus import Clamd, ScannerAway, scanner
from wecare.core.views.health import readyz


@pytest.fixture
def suspect(tmp_path: Path) -> Callable[[bytes], Path]:
    def lay(content: bytes) -> Path:
        path = tmp_path / "file"
        path.write_bytes(content)
        return path

    return lay


def test_a_clean_file_has_no_name_of_a_virus(clamd: FakeClamd, suspect: Any) -> None:
    content = b"%PDF-" + bytes(300_000)

    assert Clamd(clamd.address, 5).scan(suspect(content)) == ""
    assert clamd.received == [content]


def test_an_infected_file_has_one(clamd: FakeClamd, suspect: Any) -> None:
    assert Clamd(clamd.address, 5).scan(suspect(b"..." + EICAR)) == "Eicar-Signature"


def test_it_answers_through_a_socket_of_the_machine_too(
    local_clamd: FakeClamd, suspect: Any
) -> None:
    assert Clamd(local_clamd.address, 5).scan(suspect(EICAR)) == "Eicar-Signature"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"stream: OK",
        b"garbage\0",
        b"stream:  FOUND\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"\xff\xfe\0",
        b"x" * 5000,
    ],
)
def test_an_answer_that_is_none_leaves_the_file_unknown(
    clamd: FakeClamd, suspect: Any, answer: bytes
) -> None:
    clamd.answer = answer

    with pytest.raises(ScannerAway):
        Clamd(clamd.address, 5).scan(suspect(EICAR))


def test_a_scanner_that_hangs_is_left_after_its_seconds(clamd: FakeClamd, suspect: Any) -> None:
    clamd.hangs = True

    with pytest.raises(ScannerAway, match="TimeoutError"):
        Clamd(clamd.address, 0.3).scan(suspect(EICAR))


def test_a_scanner_that_is_away_is_away(suspect: Any, tmp_path: Path) -> None:
    with pytest.raises(ScannerAway, match="ConnectionRefusedError"):
        Clamd("127.0.0.1:1", 5).scan(suspect(EICAR))
    with pytest.raises(ScannerAway, match="FileNotFoundError"):
        Clamd(str(tmp_path / "none"), 5).ping()


def test_a_scanner_that_nobody_knows_is_a_mistake_of_the_settings(settings: Any) -> None:
    settings.SCANNER = "other"

    with pytest.raises(ImproperlyConfigured, match="not 'other'"):
        scanner()


@pytest.mark.django_db
def test_the_health_page_tells_of_the_scanner_and_does_not_close_the_portal_for_it(
    clamd: FakeClamd, settings: Any
) -> None:
    settings.SCANNER, settings.CLAMD_ADDRESS = "clamd", clamd.address
    there = json.loads(readyz(RequestFactory().get("/readyz")).content)
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    away = json.loads(readyz(RequestFactory().get("/readyz")).content)

    assert (there["scanner"], away["scanner"]) == ("up", "away")
    assert there["reasons"] == away["reasons"]
