"""People with an open session, each with complete applications that wait to be sent."""

import uuid
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from applicants.models import Answer, Application, Attachment, Cost, Mandate, Organisation
from benchmarks import bulk, called
from calls.models import Call
from tests.factories.accounts import PersonFactory
from wecare.accounts import identity
from wecare.accounts.actions import sessions
from wecare.accounts.models import Person
from wecare.accounts.sessions import SessionStore
from wecare.accounts.views.login import PASSWORD_BACKEND
from wecare.core import clock, store
from wecare.core.models import StoredFile

_numbers = count(1)
WORDS = 150  # in each answer


@dataclass(frozen=True, slots=True)
class Sender:
    """A client: the cookie of its session, and the public ids of what it will send."""

    session: str
    applications: tuple[str, ...]


def senders(call: Call, *, people: int, each: int) -> list[Sender]:
    """So many people with so many applications each."""
    found = Person.objects.bulk_create(PersonFactory.build_batch(people))
    files = attached_files()
    rows: dict[Any, list[list[Any]]] = {
        model: [] for model in (Organisation, Mandate, Application, Answer, Cost, Attachment)
    }
    ready = []
    for person in found:
        applications = [_write(rows, call, person, files) for _turn in range(each)]
        ready.append(Sender(_session(person), tuple(applications)))
    with bulk.load():
        for model, fields in _FIELDS.items():
            bulk.copy(model, fields, rows[model])
    return ready


def attached_files() -> list[StoredFile]:
    """A file for every attachment that the call asks for."""
    return [
        store.put(f"allegato {number}".encode() * 1000, media_type="application/pdf")
        for number in range(1, called.ATTACHMENTS + 1)
    ]


_FIELDS = {
    Organisation: (
        *("id", "fiscal_code", "vat_number", "name", "kind", "seat_municipality"),
        *("seat_province", "email", "pec", "demonstration", "created_by", "created_at"),
    ),
    Mandate: ("person", "organisation", "kind", "administers", "since", "proxy_name"),
    Application: (
        *("id", "public_id", "call", "organisation", "lot", "title", "own_funding", "state"),
        *("version", "saved_at", "created_by", "created_at"),
    ),
    Answer: ("application", "key", "value", "version", "saved_by", "saved_at"),
    Cost: ("application", "category", "amount"),
    Attachment: ("application", "requirement", "filename", "file", "uploaded_by", "uploaded_at"),
}


def _write(
    rows: dict[Any, list[list[Any]]], call: Call, person: Person, files: list[StoredFile]
) -> str:
    at, number, public_id = clock_once(), next(_numbers), str(uuid.uuid4())
    code, seat = called.fiscal_code(number), ("Torino", "TO", "", "", False)
    name = f"Associazione {number}"
    rows[Organisation].append([number, code, "", name, "ets_aps", *seat, person.pk, at])
    rows[Mandate].append([person.pk, number, "editor", True, at, ""])
    heading = (called.lot(number), called.title(number), called.OWN_FUNDING, "draft", 1)
    rows[Application].append([number, public_id, call.pk, number, *heading, at, person.pk, at])
    for key, value in called.answers(number, WORDS).items():
        rows[Answer].append([number, key, f'"{value}"', 1, person.pk, at])
    for category, amount in called.COSTS.items():
        rows[Cost].append([number, category, amount])
    for place, file in enumerate(files, start=1):
        name = f"allegato-{place}.pdf"
        rows[Attachment].append([number, f"a{place}", name, file.pk, person.pk, at])
    return public_id


_instants: list[Any] = []


def clock_once() -> Any:
    """One reading of the clock for the whole load."""
    if not _instants:
        _instants.append(clock.now())
    return _instants[0]


def _session(person: Person) -> str:
    """The key of a session as the login opens it, without the seconds that passwords cost."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = PASSWORD_BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[identity.SESSION_KEY] = sessions.logged_in(person=person, provider=identity.PASSWORD)
    session.create()
    return str(session.session_key)
