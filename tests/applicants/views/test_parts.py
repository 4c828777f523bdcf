"""Files in parts: they go on from where they stopped, and are attached when the last byte is there."""

import io
import os
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from applicants.models import Application, Attachment
from applicants.views.parts import AttachmentParts
from tests.factories.applicants import a_pdf
from tests.fixtures.database import Clock
from wecare.core import parts
from wecare.core.digests import sha256
from wecare.core.models import StoredFile

pytestmark = pytest.mark.django_db
CONTENT = a_pdf() + b"\n%" + os.urandom(300_000).hex().encode()


def address(application: Application, requirement: str = "deed", **said: Any) -> str:
    place = reverse("applicants:attachment_parts", args=[application.public_id, requirement])
    given = {"name": "atto.pdf", "size": len(CONTENT), "modified": 7} | said
    return f"{place}?{urlencode(given)}"


def patch(browser: Client, where: str, content: bytes, offset: object) -> Any:
    return browser.patch(
        where, content, "application/offset+octet-stream", HTTP_UPLOAD_OFFSET=str(offset)
    )


def waiting() -> list[Path]:
    return list((Path(settings.FILE_STORE) / ".parts").glob("*/*"))


def test_a_file_that_stopped_goes_on_from_where_it_was(home: Client, draft: Application) -> None:
    where = address(draft)

    first = patch(home, where, CONTENT[:100_000], 0)
    again = home.get(where)
    last = patch(home, where, CONTENT[100_000:], 100_000)

    assert (first.json(), again.json()) == ({"offset": 100_000}, {"offset": 100_000})
    assert last.status_code == 201
    assert last.json()["digest"] == sha256(CONTENT)
    attachment = Attachment.objects.get()
    assert (attachment.filename, attachment.file_id) == ("atto.pdf", sha256(CONTENT))
    assert waiting() == []


def test_bytes_that_do_not_begin_where_the_file_ends_are_refused_with_where_it_does(
    home: Client, draft: Application
) -> None:
    patch(home, address(draft), CONTENT[:1000], 0)

    for offset in (0, 999, 1001):
        answer = patch(home, address(draft), CONTENT[offset:], offset)
        assert (answer.status_code, answer.json()["offset"]) == (409, 1000)


def test_another_file_another_place_another_person_begin_from_the_beginning(
    home: Client, draft: Application
) -> None:
    patch(home, address(draft), CONTENT[:1000], 0)

    others = [address(draft, modified=8), address(draft, size=9), address(draft, name="b.pdf")]
    assert [home.get(each).json()["offset"] for each in others] == [0, 0, 0]


def test_more_bytes_than_the_file_has_are_not_written(home: Client, draft: Application) -> None:
    where = address(draft, size=1000)

    answer = patch(home, where, a_pdf().ljust(5000, b"%"), 0)

    assert answer.status_code == 201
    assert StoredFile.objects.get().size == 1000


def test_what_arrived_before_the_line_broke_is_kept(home: Client, draft: Application) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() >= 128 * 1024:
                raise OSError("the line broke")
            return super().read(min(size or 0, 64 * 1024))

    answer = home.generic(
        "PATCH",
        address(draft),
        b"",
        HTTP_UPLOAD_OFFSET="0",
        **{"wsgi.input": Broken(CONTENT), "CONTENT_LENGTH": len(CONTENT)},
    )

    assert answer.json() == {"offset": 128 * 1024}
    assert home.get(address(draft)).json() == {"offset": 128 * 1024}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"size": 21 * 1024**2}, "il massimo è 20 MB"),
        ({"size": 0}, "Il file è vuoto"),
        ({"name": ".."}, "non ha un nome leggibile"),
        ({"size": "x"}, "non si riesce a leggere"),
        ({"modified": "-1"}, "non si riesce a leggere"),
    ],
)
def test_what_would_be_refused_is_refused_before_it_is_sent(
    home: Client, draft: Application, said: dict[str, Any], sentence: str
) -> None:
    answer = home.get(address(draft, **said))

    assert answer.status_code == 422
    assert sentence in answer.json()["message"]


def test_a_file_that_is_refused_is_forgotten(home: Client, draft: Application) -> None:
    content = b"MZ" * 500

    answer = patch(home, address(draft, size=1000), content, 0)

    assert answer.status_code == 422
    assert "Il nome dice PDF, il contenuto no" in answer.json()["message"]
    assert (waiting(), StoredFile.objects.count()) == ([], 0)


def test_a_place_the_call_does_not_have_is_refused(home: Client, draft: Application) -> None:
    answer = home.get(address(draft, "diary"))

    assert answer.status_code == 409
    assert "non è un allegato di questo bando" in answer.json()["message"]


def test_an_offset_that_is_no_number_is_refused(home: Client, draft: Application) -> None:
    for text in ("", "x", "-1", "9" * 40):
        assert patch(home, address(draft), b"x", text).status_code == 422


def test_what_began_before_the_deadline_and_ends_after_is_refused_with_the_instant(
    home: Client, draft: Application, clock: Clock
) -> None:
    patch(home, address(draft), CONTENT[:1000], 0)
    clock.set(draft.call.windows.latest("sequence").closes_at)

    answer = patch(home, address(draft), CONTENT[1000:], 1000)

    assert answer.status_code == 409
    assert "Il bando è chiuso dal" in answer.json()["message"]
    assert Attachment.objects.count() == 0


def test_the_deadline_that_falls_while_the_file_is_looked_at_holds(
    home: Client, draft: Application, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    closes = draft.call.windows.latest("sequence").closes_at
    original = AttachmentParts._attach

    def late(view: AttachmentParts) -> Any:
        clock.set(closes)
        return original(view)

    monkeypatch.setattr(AttachmentParts, "_attach", late)

    answer = patch(home, address(draft), CONTENT, 0)

    assert answer.status_code == 409
    assert "(ora del server) e non è stato aggiunto" in answer.json()["message"]
    assert Attachment.objects.count() == 0


def test_others_see_nothing_of_it(stranger: Client, draft: Application) -> None:
    assert stranger.get(address(draft)).status_code == 404
    assert patch(stranger, address(draft), b"x", 0).status_code == 404
    assert Client().get(address(draft)).status_code == 302


def test_what_nobody_goes_on_with_is_swept_after_a_day(home: Client, draft: Application) -> None:
    patch(home, address(draft), CONTENT[:10], 0)
    patch(home, address(draft, name="nuovo.pdf"), CONTENT[:10], 0)
    old = time.time() - parts.KEPT_SECONDS - 60
    os.utime(waiting()[0], (old, old))

    assert parts.sweep() == 1
    assert len(waiting()) == 1


def test_one_person_keeps_a_bounded_number_of_files_under_way(
    home: Client, draft: Application
) -> None:
    for number in range(parts.MOST_WAITING + 5):
        patch(home, address(draft, name=f"{number}.pdf"), b"x", 0)

    assert len(waiting()) == parts.MOST_WAITING


def test_names_equal_but_for_case_are_two_files(home: Client, draft: Application) -> None:
    patch(home, address(draft, name="Atto.pdf"), CONTENT[:10], 0)

    assert home.get(address(draft, name="atto.pdf")).json() == {"offset": 0}


def test_a_part_that_another_page_is_writing_waits(home: Client, draft: Application) -> None:
    import fcntl

    patch(home, address(draft), CONTENT[:10], 0)
    with waiting()[0].open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)

        answer = patch(home, address(draft), CONTENT[10:20], 10)

    assert (answer.status_code, answer.json()["offset"]) == (409, 10)


def test_a_body_beyond_its_part_is_not_read(
    home: Client, draft: Application, settings: Any
) -> None:
    settings.UPLOAD_CHUNK_BYTES = 1000

    assert patch(home, address(draft), CONTENT, 0).json() == {"offset": 1000}
