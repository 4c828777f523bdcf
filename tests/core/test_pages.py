"""Pages of files from outside as pictures, drawn by a child with bounds."""

import io
from typing import Any

import pikepdf
import pytest
from PIL import Image

from tests.factories.applicants import a_pdf, saved
from tests.factories.files import a_p7m
from wecare.core import pages, store
from wecare.core.models import StoredFile

pytestmark = pytest.mark.django_db


def kept(content: bytes, media_type: str = "application/pdf") -> StoredFile:
    return store.put(content, media_type=media_type)


def of_pages(count: int, size: tuple[int, int] = (595, 842)) -> bytes:
    document = pikepdf.new()
    for _ in range(count):
        document.add_blank_page(page_size=size)
    return saved(document)


def test_a_page_is_a_picture_that_runs_nothing() -> None:
    answer = pages.picture(kept(of_pages(2)), page=2)

    picture = Image.open(io.BytesIO(answer.content))
    assert (picture.format, picture.width) == ("PNG", pages.WIDTH)
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_pages_are_counted_also_inside_a_signed_envelope() -> None:
    assert pages.count(kept(of_pages(3))) == 3
    assert pages.count(kept(a_p7m(of_pages(4)), "application/pkcs7-mime")) == 4


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 rotto", a_p7m(b"niente"), b"testo"],
    ids=["broken", "envelope of something else", "no PDF"],
)
def test_what_is_no_pdf_is_not_drawn(content: bytes) -> None:
    with pytest.raises(pages.PageUnreadable, match="scarica il file"):
        pages.picture(kept(content), page=1)


def test_a_page_that_is_not_there_is_not_drawn() -> None:
    with pytest.raises(pages.PageUnreadable):
        pages.picture(kept(a_pdf()), page=99)


def test_a_page_that_asks_for_too_much_costs_one_try(settings: Any) -> None:
    settings.INSPECTION_MEMORY_BYTES = 40 * 1024**2

    with pytest.raises(pages.PageUnreadable):
        pages.picture(kept(of_pages(1)), page=1)


def test_an_endless_strip_is_drawn_within_bounds() -> None:
    answer = pages.picture(kept(of_pages(1, size=(10, 14_000))), page=1)

    picture = Image.open(io.BytesIO(answer.content))
    assert picture.height <= pages.WIDTH * 4
