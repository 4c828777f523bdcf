"""People with a browser each, who press the button of their own application at a chosen instant.

Plain HTTP over the loopback, as the browser speaks it: the session, the page with its token, the post.
"""

import http.client
import re
import secrets
import socket
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection

from applicants.models import Application
from wecare.accounts.models import Person
from wecare.accounts.sessions import SessionStore
from wecare.core import clock

PATIENCE = 60
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What the portal said."""

    status: int
    location: str
    text: str


class Browser:
    """One person's browser, with its session."""

    def __init__(self, url: str, person: Person) -> None:
        parts = urlsplit(url)
        self.host, self.port = str(parts.hostname), int(parts.port or 80)
        self.cookies = {settings.SESSION_COOKIE_NAME: _session(person)}
        self.token = ""

    def read(self, path: str) -> Answer:
        """A page; its token is kept for the next post."""
        answer = self._ask("GET", path)
        if found := _TOKEN.search(answer.text):
            self.token = found[1]
        return answer

    def post(self, path: str, form: dict[str, str], **headers: str) -> Answer:
        """A form."""
        body = urlencode({"csrfmiddlewaretoken": self.token, **form})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, body.encode(), {**kind, **headers})

    def begin_post(self, path: str, body: bytes, headers: dict[str, str]) -> "Half":
        """A post of which half has left; the rest leaves when the test says so."""
        return Half(self, path, body, headers)

    def head(self, **headers: str) -> dict[str, str]:
        """The headers of a request of this browser."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookie, "X-CSRFToken": self.token, **headers}

    def _ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        line = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        try:
            line.request(method, path, body, self.head(**(headers or {})))
            return self._answer(line.getresponse())
        finally:
            line.close()

    def _answer(self, response: http.client.HTTPResponse) -> Answer:
        for given in response.headers.get_all("Set-Cookie", []):
            for cookie in SimpleCookie(given).values():
                self.cookies[cookie.key] = cookie.value
        location = response.headers.get("Location", "")
        return Answer(response.status, location, response.read().decode())


class Half:
    """A request on its way: the server has its headers and half of its body."""

    def __init__(self, browser: Browser, path: str, body: bytes, headers: dict[str, str]) -> None:
        self._browser, self._rest = browser, body[len(body) // 2 :]
        self._line = socket.create_connection((browser.host, browser.port), timeout=PATIENCE)
        lines = [f"POST {path} HTTP/1.1", f"Host: {browser.host}:{browser.port}"]
        given = browser.head(**headers, **{"Content-Length": str(len(body)), "Connection": "close"})
        lines += [f"{name}: {value}" for name, value in given.items()]
        self._line.sendall("\r\n".join([*lines, "", ""]).encode() + body[: len(body) // 2])

    def finish(self) -> Answer:
        """Send the rest and read the answer."""
        self._line.sendall(self._rest)
        response = http.client.HTTPResponse(self._line, method="POST")
        try:
            response.begin()
            return self._browser._answer(response)
        finally:
            response.close()
            self._line.close()


def _session(person: Person) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "wecare.accounts.backends.PasswordBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def address(application: Application, page: str) -> str:
    """The path of a page of the application."""
    return f"/area/domande/{application.public_id}/{page}"


def press(browser: Browser, application: Application, key: str = "") -> Answer:
    """The button of the page that `browser` has read."""
    form = {
        "confirmed": "on",
        "rules_version": "1",
        "idempotency_key": key or secrets.token_urlsafe(24),
    }
    return browser.post(address(application, "invio/"), form)


def wait_until(instant: datetime) -> None:
    """Return when the database's clock has reached the instant."""
    while (left := (instant - clock.now()).total_seconds()) > 0:
        time.sleep(min(left, 0.2))


@dataclass(frozen=True, slots=True)
class Press:
    """When the button is pressed, from the deadline on, and by whom for what."""

    browser: Browser
    application: Application
    after: timedelta


def rush(presses: Sequence[Press], deadline: datetime) -> list[Answer]:
    """Everybody presses at the instant of their own; the answers in the same order."""
    start = threading.Barrier(len(presses))

    def one(each: Press) -> Answer:
        try:
            connection.ensure_connection()
            start.wait(timeout=PATIENCE)
            wait_until(deadline + each.after)
            return press(each.browser, each.application)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(presses)) as people:
        found: list[Any] = list(people.map(one, presses))
    return found
