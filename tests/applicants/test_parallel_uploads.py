"""Five files of 20 MB at once, to the web server as it runs: whole, and with its memory bounded."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import psutil
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from applicants.models import Application
from tests.factories.applicants import a_draft
from tests.factories.calls import published_call
from tests.factories.files import a_large_pdf
from tests.fixtures.services import Portal
from wecare.core.digests import sha256
from wecare.core.models import StoredFile

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
FILES, SIZE = 5, 20 * 1024**2 - 4096
ROOM = 50 * 1024**2  # bytes by which the server may grow while 100 MB pass through it
TOKEN = "a" * 32


def servers(portal: Portal) -> list[psutil.Process]:
    bound = f"127.0.0.1:{urlsplit(portal.url).port}"
    found = psutil.process_iter(["cmdline"])  # without a word of those that ended meanwhile
    return [each for each in found if bound in (each.info["cmdline"] or ())]


def memory(portal: Portal) -> int:
    return sum(each.memory_info().rss for each in servers(portal))


def send(address: str, path: Path, cookie: str) -> int:
    said = {"name": path.name, "size": path.stat().st_size, "modified": 1}
    headers = {
        "Cookie": f"sessionid={cookie}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": "application/offset+octet-stream",
    }
    offset = 0
    with path.open("rb") as file:
        while block := file.read(settings.UPLOAD_CHUNK_BYTES):
            request = Request(  # noqa: S310 -- an address of this test's own server
                f"{address}?{urlencode(said)}",
                block,
                {**headers, "Upload-Offset": str(offset)},
                method="PATCH",
            )
            with urlopen(request, timeout=120) as answer:  # noqa: S310 -- the same
                status = answer.status
            offset += len(block)
    return int(status)


def test_five_large_files_at_once_arrive_whole_in_little_memory(
    live_portal: Portal, tmp_path: Path
) -> None:
    draft: Application = a_draft(published_call())
    client = Client()
    client.force_login(draft.created_by, backend="wecare.accounts.backends.PasswordBackend")
    cookie = client.cookies["sessionid"].value
    place = reverse("applicants:attachment_parts", args=[draft.public_id, "deed"])
    paths = [a_large_pdf(tmp_path / f"atto-{number}.pdf", SIZE) for number in range(FILES)]
    assert all(19 * 1024**2 < path.stat().st_size <= settings.UPLOAD_MAX_BYTES for path in paths)
    before = memory(live_portal)

    def one(path: Path) -> Any:
        return send(live_portal.url + place, path, cookie)

    with ThreadPoolExecutor(FILES) as pool:
        statuses = list(pool.map(one, paths))

    assert statuses == [201] * FILES
    kept = set(StoredFile.objects.order_by("pk").values_list("digest", flat=True))
    assert kept == {sha256(path.read_bytes()) for path in paths}
    assert before > 0
    assert memory(live_portal) - before < ROOM
