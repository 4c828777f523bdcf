"""National trusted lists become authorities that the portal trusts."""

import base64
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from django.core.management import CommandError, call_command

from tests.factories.applicants import a_pdf
from tests.factories.signing import FISCAL_CODE, Authority, pades
from wecare.core import clock
from wecare.core.signatures.facts import Problem
from wecare.core.signatures.trust import load
from wecare.core.signatures.verify import verify

pytestmark = pytest.mark.django_db
QUALIFIED, TIME_STAMPS = "CA/QC", "TSA/QTST"
INFO = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/"


def service(
    authority: Authority, *, kind: str = QUALIFIED, status: str = "granted", about: str = ""
) -> str:
    der = authority.certificate.public_bytes(serialization.Encoding.DER)
    extension = (
        "<ServiceInformationExtensions><Extension Critical='false'><AdditionalServiceInformation>"
        f"<URI xml:lang='en'>{INFO}{about}</URI>"
        "</AdditionalServiceInformation></Extension></ServiceInformationExtensions>"
    )
    return (
        "<TSPService><ServiceInformation>"
        f"<ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/{kind}</ServiceTypeIdentifier>"
        "<ServiceDigitalIdentity><DigitalId>"
        f"<X509Certificate>{base64.encodebytes(der).decode()}</X509Certificate>"
        "</DigitalId></ServiceDigitalIdentity>"
        f"<ServiceStatus>http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/{status}</ServiceStatus>"
        f"{extension if about else ''}</ServiceInformation></TSPService>"
    )


def a_list(*services: str, days: int = 30, territory: str = "IT") -> bytes:
    until = (clock.now() + timedelta(days=days)).replace(microsecond=0).isoformat()
    return (
        "<?xml version='1.0' encoding='UTF-8'?>"
        "<TrustServiceStatusList xmlns='http://uri.etsi.org/02231/v2#'><SchemeInformation>"
        f"<SchemeTerritory>{territory}</SchemeTerritory>"
        f"<NextUpdate><dateTime>{until.replace('+00:00', 'Z')}</dateTime></NextUpdate>"
        "</SchemeInformation><TrustServiceProviderList><TrustServiceProvider><TSPServices>"
        f"{''.join(services)}</TSPServices></TrustServiceProvider></TrustServiceProviderList>"
        "</TrustServiceStatusList>"
    ).encode()


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.SIGNATURE_TRUST = str(tmp_path / "trust")
    return tmp_path / "trust"


def brought(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "elenco.xml"
    path.write_bytes(content)
    call_command("trust_authorities", path)


def test_those_that_issue_qualified_certificates_for_signatures_are_trusted(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, plain = Authority("Buona"), Authority("Senza indicazioni")
    brought(
        tmp_path,
        a_list(
            service(good, about="ForeSignatures"),
            service(good, about="ForeSignatures"),
            service(plain),
            service(Authority("Sigilli"), about="ForeSeals"),
            service(Authority("Ritirata"), status="withdrawn"),
            service(Authority("Marche"), kind=TIME_STAMPS),
        ),
    )

    trust = load(folder)

    assert {each.subject.native["common_name"] for each in trust.authorities} == {
        "Buona",
        "Senza indicazioni",
    }
    assert capsys.readouterr().out.startswith("IT: 2 authorities, in force until ")
    original, at = a_pdf(), clock.now()
    by = {
        name: verify(
            pades(original, Authority(name).issue()),
            original=original,
            signers={FISCAL_CODE},
            at=at,
            trust=trust,
        ).problem
        for name in ("Buona", "Ritirata")
    }
    assert by == {"Buona": None, "Ritirata": Problem.UNKNOWN_ISSUER}


def test_a_new_list_takes_the_place_of_the_one_before_and_of_no_other(
    folder: Path, tmp_path: Path
) -> None:
    brought(tmp_path, a_list(service(Authority("Prima"))))
    brought(tmp_path, a_list(service(Authority("Francese")), territory="FR"))

    brought(tmp_path, a_list(service(Authority("Dopo"))))

    names = {each.subject.native["common_name"] for each in load(folder).authorities}
    assert names == {"Francese", "Dopo"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "cannot be read"),
        (b"<html/>", "cannot be read"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "cannot be read"),
        (a_list, "names no authority"),
        (lambda: a_list(service(Authority("Buona")), days=-1), "take the one of today"),
        (lambda: a_list(service(Authority("Buona")), territory="../x"), "names no authority"),
    ],
)
def test_what_is_no_list_in_force_changes_nothing(
    folder: Path, tmp_path: Path, content: Any, words: str
) -> None:
    brought(tmp_path, a_list(service(Authority("Prima"))))
    before = load(folder).digest

    with pytest.raises(CommandError, match=words):
        brought(tmp_path, content() if callable(content) else content)

    assert load(folder).digest == before


def test_without_a_folder_the_command_says_what_is_not_set(settings: Any, tmp_path: Path) -> None:
    settings.SIGNATURE_TRUST = ""

    with pytest.raises(CommandError, match="SIGNATURE_TRUST is not set"):
        brought(tmp_path, a_list(service(Authority("Buona"))))
