"""Clients on the loopback, many at once: each opens a page, then posts a form at a signal."""

import asyncio
import re
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from benchmarks.senders import Sender

SECONDS = 60  # for one answer
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_LENGTH = re.compile(rb"(?im)^content-length: *(\d+)")


@dataclass(slots=True)
class Sent:
    """One send: what the portal answered and how long it took; no status if nothing came."""

    application: str
    seconds: float
    status: int
    location: str = ""


@dataclass(slots=True)
class Answer:
    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        found = re.search(rb"(?im)^" + name.encode() + rb": *(.*?)\r?$", self.head)
        return found[1].decode() if found else ""


class Client:
    """One person's browser: one connection that is kept while the server keeps it."""

    def __init__(self, port: int, sender: Sender) -> None:
        self._port, self.sender = port, sender
        self._cookies = {"sessionid": sender.session}
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.token = ""

    async def open_review(self, gate: asyncio.Semaphore) -> float:
        """Read the page with the button, as the person does before sending."""
        async with gate:
            started = time.perf_counter()
            path = f"/area/domande/{self.sender.applications[0]}/riepilogo/"
            answer = await self._ask("GET", path)
        found = _TOKEN.search(answer.body)
        assert found, f"{path} answers {answer.status}"
        for cookie in SimpleCookie(answer.header("set-cookie")).values():
            self._cookies[cookie.key] = cookie.value
        self.token = found[1].decode()
        await self.close()
        return time.perf_counter() - started

    async def send_all(self, results: list[Sent], *, after: float) -> None:
        await asyncio.sleep(after)
        for application in self.sender.applications:
            results.append(await self._send(application))
        await self.close()

    async def _send(self, application: str) -> Sent:
        started = time.perf_counter()
        form = {
            "csrfmiddlewaretoken": self.token,
            "idempotency_key": secrets.token_urlsafe(24),
            "rules_version": "1",
            "confirmed": "on",
        }
        path = f"/area/domande/{application}/invio/"
        try:
            answer = await asyncio.wait_for(self._ask("POST", path, urlencode(form)), SECONDS)
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            self._streams = None
            return Sent(application, time.perf_counter() - started, 0)
        seconds = time.perf_counter() - started
        return Sent(application, seconds, answer.status, answer.header("location"))

    async def _ask(self, method: str, path: str, body: str = "") -> Answer:
        kept = self._streams is not None
        try:
            return await self._exchange(method, path, body)
        except (OSError, asyncio.IncompleteReadError):
            if not kept:
                raise
            self._streams = None  # the server had closed what we kept: a browser tries again
            return await self._exchange(method, path, body)

    async def _exchange(self, method: str, path: str, body: str) -> Answer:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: localhost:{self._port}\r\nCookie: {cookies}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
            "\r\n"
        )
        writer.write((head + body).encode())
        await writer.drain()
        answered = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(answered)
        content = await reader.readexactly(int(length[1]) if length else 0)
        if b"connection: close" in answered.lower():
            await self.close()
        return Answer(int(answered.split(b" ", 2)[1]), answered, content)

    async def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


@dataclass(slots=True)
class Wave:
    """All that came of many clients sending together."""

    reviews: list[float]
    seconds: float = 0.0
    processor: dict[str, float] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)


async def wave(
    port: int,
    senders: Sequence[Sender],
    used: Callable[[], dict[str, float]],
    *,
    within: float = 0.0,
) -> Wave:
    """Every client reads its page; then all send, each one thing after the other.

    They begin at once or, one after the other at even distances, `within` so many seconds. `used`
    tells how many seconds of processor each server has used so far.
    """
    clients = [Client(port, sender) for sender in senders]
    gate = asyncio.Semaphore(4)
    reviews = await asyncio.gather(*(client.open_review(gate) for client in clients))
    found = Wave(list(reviews))
    started, before = time.perf_counter(), used()
    apart = within / len(clients)
    await asyncio.gather(
        *(client.send_all(found.sent, after=place * apart) for place, client in enumerate(clients))
    )
    found.seconds = time.perf_counter() - started
    found.processor = {server: spent - before[server] for server, spent in used().items()}
    return found
