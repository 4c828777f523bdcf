"""A letter of the office to a thousand people: written, confirmed, handed to a mail server one by one."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from django.conf import settings

from applicants.enums import MandateKind
from applicants.models import Application, Mandate, Organisation
from benchmarks import called
from benchmarks.results import Result, Target
from benchmarks.timing import timed
from tests.factories.accounts import PersonFactory
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core import clock
from wecare.notices.actions import holding, mailings, sending
from wecare.notices.enums import LetterKind, LetterState
from wecare.notices.models import Letter

PEOPLE = {True: 1000, False: 50}
SMTP = "django.core.mail.backends.smtp.EmailBackend"
PORT = 20_000 + os.getpid() % 20_000
TARGETS = (
    Target("whole_seconds", at_most=240),
    Target("letters_taken", at_least=1000),
    Target("taken_twice", at_most=0),
)


class _Taken:
    """What the mail server took."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        head = envelope.content.split(b"\r\n\r\n", 1)[0].decode("ascii", "replace")
        lines = (line for line in head.split("\r\n") if line.lower().startswith("message-id:"))
        self.ids.append(next(lines))
        return "250 OK"


class _StoppedError(Exception):
    """The worker dies here."""


def measure(*, full: bool) -> list[Result]:
    size = PEOPLE[full]
    call = called.the_call()
    _drafts(call, size)
    actor = PersonFactory(roles=[Role.OFFICER], email="ufficio@esempio.it")
    mailing = mailings.begin(
        audience="drafts",
        tag=call.code,
        kind=LetterKind.NEWS,
        subject="Incontro",
        body="Ciao {nome}, ci vediamo giovedì.",
        by=actor,
    )
    mailings.hold(mailing=mailing, by=actor)
    with _mail_server() as taken:
        writing, mailing = timed(lambda: holding.prepare(mailing=mailing))
        mailings.confirm(mailing=mailing, by=actor)
        before, _ = timed(lambda: _interrupted(mailing, size // 3))
        after, _ = timed(lambda: _resumed(mailing))
    sent = Letter.objects.filter(mailing=mailing, state=LetterState.SENT.value).count()
    figures = {
        "writing_seconds": round(writing, 2),
        "sending_seconds": round(before + after, 2),
        "whole_seconds": round(writing + before + after, 2),
        "letters_sent": sent,
        "letters_taken": len(set(taken.ids)),
        "taken_twice": len(taken.ids) - len(set(taken.ids)),
        "threads": threading.active_count(),
    }
    name = f"{size} letters, stopped after a third and gone on with"
    return [Result(name, size, figures, TARGETS if full else ())]


def _interrupted(mailing: Any, most: int) -> None:
    """Release the letters as the worker does, until it dies between two of them."""
    done, send = 0, sending.send

    def until(*, letter: Letter) -> Letter:
        nonlocal done
        if done == most:
            raise _StoppedError
        done += 1
        return send(letter=letter)

    sending.send = until
    try:
        holding.release(mailing=mailing)
    except _StoppedError:
        pass
    finally:
        sending.send = send


def _resumed(mailing: Any) -> None:
    """What the sweep asks for: the rest of the mailing, and the letters that were let go already."""
    holding.release(mailing=mailing)
    waiting = Letter.objects.filter(mailing=mailing, state=LetterState.QUEUED.value)
    for letter in waiting.order_by("pk"):
        sending.send(letter=letter)


@contextmanager
def _mail_server() -> Iterator[_Taken]:
    taken = _Taken()
    controller = Controller(taken, hostname="127.0.0.1", port=PORT)
    controller.start()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", PORT
    try:
        yield taken
    finally:
        controller.stop()


def _drafts(call: Any, size: int) -> None:
    """As many people, each with a draft of an organisation of its own."""
    at, creator = clock.now(), PersonFactory()
    people = Person.objects.bulk_create(
        Person(
            email=f"persona{number}@ente{number}.esempio.it",
            given_name=f"Anna{number}",
            family_name="Neri",
            password="!",
        )
        for number in range(1000, 1000 + size)
    )
    bodies = Organisation.objects.bulk_create(
        Organisation(
            fiscal_code=called.fiscal_code(number),
            name=f"Associazione {number}",
            kind="ets_aps",
            seat_municipality="Torino",
            seat_province="TO",
            created_by=creator,
            created_at=at,
        )
        for number in range(1, size + 1)
    )
    pairs = list(zip(people, bodies, strict=True))
    Mandate.objects.bulk_create(
        Mandate(
            person=person,
            organisation=body,
            kind=MandateKind.EDITOR.value,
            administers=True,
            since=at,
        )
        for person, body in pairs
    )
    Application.objects.bulk_create(
        Application(
            call=call,
            organisation=body,
            lot=called.lot(number),
            title=called.title(number),
            own_funding=called.OWN_FUNDING,
            state="draft",
            saved_at=at,
            created_by=person,
            created_at=at,
        )
        for number, (person, body) in enumerate(pairs, start=1)
    )
