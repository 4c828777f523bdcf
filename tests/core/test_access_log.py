"""The log of requests says which page was asked for, and no secret by which one opens."""

import re
import runpy
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from tests.fixtures.services import web_server

SECRET = "Zt7kQ-secret_9xw"
PROXY = Path(settings.BASE_DIR) / "deploy" / "nginx.conf"
CONFIGURATION = Path(settings.BASE_DIR) / "deploy" / "gunicorn.conf.py"


@pytest.fixture(scope="module")
def masked() -> Callable[[str], str]:
    found: Callable[[str], str] = runpy.run_path(str(CONFIGURATION))["masked"]
    return found


@pytest.mark.parametrize(
    "text",
    [
        f"GET /inviti/{SECRET}/ HTTP/1.1",
        f"GET /inviti/{SECRET} HTTP/1.1",
        f"GET /%69nviti/{SECRET}/ HTTP/1.1",
        f"GET /accedi/?next=/inviti/{SECRET}/ HTTP/1.1",
        f"GET /accedi/?next=%2Finviti%2F{SECRET}%2F HTTP/1.1",
        f"GET /accedi/?next=%252Finviti%252F{SECRET}%252F HTTP/1.1",
        f"https://portale.example/accedi/?next=%2Finviti%2F{SECRET}%2F&a=1",
        f"POST /messaggi/disiscrizione/{SECRET}/ HTTP/1.1",
        f"GET /scadenze/{SECRET}.ics HTTP/1.1",
    ],
)
def test_a_secret_is_hidden_however_it_is_written(masked: Callable[[str], str], text: str) -> None:
    said = masked(text)

    assert SECRET not in said
    assert "***" in said
    assert (
        said.split(" ")[0].split("//")[0]
        == text.split(" ", maxsplit=1)[0].split("//", maxsplit=1)[0]
    )


@pytest.mark.parametrize(
    "text",
    ["GET / HTTP/1.1", "GET /bandi/?q=100%25 HTTP/1.1", "GET /area/inviti HTTP/1.1", "-", "curl/8"],
)
def test_the_rest_of_the_log_is_as_it_was(masked: Callable[[str], str], text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("asked", "is_logged"),
    [
        (f"/inviti/{SECRET}/ -", False),
        (f"/accesso/?next=%2Finviti%2F{SECRET}%2F -", False),
        (f"/accesso/ https://portale.example/inviti/{SECRET}/", False),
        (f"/messaggi/disiscrizione/{SECRET}/ -", False),
        (f"/scadenze/{SECRET}.ics -", False),
        (f"/scadenze/{SECRET}.atom -", False),
        ("/area/scadenze/ https://portale.example/area/", True),
        ("/ufficio/contributi/scadenze/?pagina=2 -", True),
        ("/bandi/calendario.ics -", True),
    ],
)
def test_the_proxy_logs_no_address_that_opens_a_page_by_itself(asked: str, is_logged: bool) -> None:
    (pattern,) = re.findall(r'"~\*(.*)" 0;', PROXY.read_text())

    assert (re.search(pattern, asked, re.IGNORECASE) is None) is is_logged


def test_nobody_writes_lines_of_their_own(masked: Callable[[str], str]) -> None:
    assert "\n" not in masked(f"GET /inviti/{SECRET}/%0AGET%20/altro HTTP/1.1")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("own_services")
def test_the_server_writes_no_secret_in_its_log(tmp_path: Path) -> None:
    with web_server(tmp_path, "wecare.wsgi", ACCESS_LOG="1") as portal:
        request = urllib.request.Request(  # noqa: S310 -- our own server
            f"{portal.url}/inviti/{SECRET}/",
            headers={"Referer": f"{portal.url}/accedi/?next=%2Finviti%2F{SECRET}%2F"},
        )
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(request)  # noqa: S310 -- the same
        written = ""
        for _time in range(50):
            written = portal.log.read_text()
            if "/inviti/***" in written:
                break
            time.sleep(0.1)

    assert '"GET /inviti/***/ HTTP/1.1" 404' in written
    assert SECRET not in written
