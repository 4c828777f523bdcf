"""The verification of a document in a real browser: the file stays at home."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.factories.core import DocumentFactory, StoredFileFactory
from tests.fixtures.browser import too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CONTENT = b"%PDF-1.7 una ricevuta"


def test_every_answer_breaks_no_rule(
    new_page: Callable[..., Any], axe: Callable[[Any], list[str]]
) -> None:
    page = new_page()
    done = DocumentFactory(rendered=True, kind="receipt", file=StoredFileFactory(content=CONTENT))
    waiting = DocumentFactory()

    def look(address: str) -> None:
        page.goto(address)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert axe(page) == [], (address, width)
            assert too_wide(page) == [], address

    look("/verifica/")
    for code in (done.check_code, waiting.check_code, "WCR-AAAA-AAAA", "A" * 41):
        look(f"/verifica/?codice={code}")


@pytest.mark.parametrize(
    ("content", "answer"),
    [(CONTENT, "Documento autentico"), (b"another", "Il file è diverso da quello vero")],
    ids=["authentic", "differs"],
)
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_file_is_compared_with_and_without_scripts(
    new_page: Callable[..., Any], content: bytes, answer: str, scripts: bool
) -> None:
    page = new_page(java_script_enabled=scripts)
    done = DocumentFactory(rendered=True, file=StoredFileFactory(content=CONTENT))
    page.goto(f"/verifica/?codice={done.check_code}")
    sent: list[bytes] = []
    page.on("request", lambda request: sent.append(request.post_data_buffer or b""))

    page.set_input_files(
        '[type="file"]', {"name": "r.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    if scripts:
        page.wait_for_function("document.getElementById('id_impronta').value.length === 64")
    page.get_by_role("button", name="Verifica", exact=True).click()

    page.get_by_role("heading", name=answer).wait_for()
    if scripts:
        assert not any(content in body for body in sent)
