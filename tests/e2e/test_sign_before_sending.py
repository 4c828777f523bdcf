"""A call that asks for a signed document: from the list of parts to the receipt, on a phone."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from applicants.models import SignedFile, SigningCopy, Submission
from tests.calls.views.test_calls_in_the_browser import enter, look_again
from tests.e2e.steps import press, tick
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import complete
from tests.factories.calls import published_call
from tests.factories.mandates import a_signer
from tests.factories.signing import (
    FISCAL_CODE,
    OTHER_FISCAL_CODE,
    Authority,
    cades,
    pades,
    signing_draft,
)
from tests.fixtures.services import variables
from wecare.core import printing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CA = Authority()


@pytest.fixture
def trust() -> Iterator[Path]:
    """The trust list of the web server, with the authority of this test."""
    folder = CA.write(Path(variables()["SIGNATURE_TRUST"]))
    yield folder
    for each in folder.iterdir():
        each.unlink()


def test_one_prepares_signs_brings_back_and_sends(
    new_page: Callable[..., Any], axe: Callable[[Any], list[str]], trust: Path, tmp_path: Path
) -> None:
    call = published_call(code="firmato", draft=signing_draft())
    person = PersonFactory(given_name="Anna", family_name="Neri", fiscal_code=FISCAL_CODE)
    application = a_signer(person, complete(call, actor=person))
    page = enter(new_page(width=390), person)
    page.goto(f"/area/domande/{application.public_id}/")
    press(page, "Firma")
    look_again(page, axe)

    press(page, "Prepara il PDF da firmare")
    look_again(page, axe)
    printing.render_document(document=SigningCopy.objects.get().document)
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Scarica il PDF da firmare")).click()
    pdf = Path(download.value.path()).read_bytes()
    stranger = CA.issue(number=f"TINIT-{OTHER_FISCAL_CODE}", given="Mario", family="Rossi")
    bring(page, tmp_path / "di-un-altro.pdf", pades(pdf, stranger))
    page.get_by_text(re.compile("registrato con il numero F-")).first.wait_for()
    look_again(page, axe)

    bring(page, tmp_path / "domanda.pdf.p7m", cades(pdf, CA.issue()))
    page.get_by_text("La firma è valida").wait_for()
    look_again(page, axe)
    press(page, "Controlla e invia")
    tick(page, 'main [name="confirmed"]')
    press(page, "Invia la domanda")

    page.get_by_text("Domanda inviata").first.wait_for()
    look_again(page, axe)
    assert "domanda.pdf.p7m" in page.locator("main").inner_text()
    assert Submission.objects.get().signature.signed_file == SignedFile.objects.latest("pk")


def bring(page: Any, path: Path, content: bytes) -> None:
    """Choose the file and press the button."""
    path.write_bytes(content)
    page.locator('main input[type="file"]').set_input_files(path)
    press(page, "Carica e controlla la firma")
