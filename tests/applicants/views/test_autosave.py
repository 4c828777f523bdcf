"""Fields that save themselves: the answers that docs/reference/components.md promises."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applicants.actions import applications
from applicants.models import Answer, Application
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import answered, sent
from tests.fixtures.database import Clock

pytestmark = pytest.mark.django_db


def say(browser: Client, application: Application, body: Any, section: str = "project") -> Any:
    """What the script sends, or something else."""
    url = reverse("applicants:autosave", args=[application.public_id, section])
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    return browser.post(url, content, content_type="application/json")


def field(name: str, value: Any, version: Any = 0) -> dict[str, Any]:
    return {"field": name, "value": value, "version": version}


def test_a_saved_field_answers_its_version_and_the_hour(home: Client, draft: Application) -> None:
    answer = say(home, draft, field("need", "Casa"))

    facts = answer.json()
    assert (answer.status_code, set(facts)) == (200, {"field", "version", "saved_at"})
    assert (facts["field"], facts["version"]) == ("need", 1)
    assert re.fullmatch(r"\d\d:\d\d:\d\d", facts["saved_at"])
    assert Answer.objects.get().value == "Casa"


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("fee", "1.000,00", "1000.00"),
        ("fee", "", ""),
        ("start", "23/11/2026", "2026-11-23"),
        ("people", "12", 12),
        ("people", "0", 0),
        ("field", "casa", "casa"),
        ("need", "  a\u202eb  ", "ab"),
        ("need", "<b>{{ x }}</b>", "<b>{{ x }}</b>"),
    ],
)
def test_each_kind_is_read_as_people_write_it(
    home: Client, draft: Application, name: str, typed: str, stored: Any
) -> None:
    assert say(home, draft, field(name, typed)).status_code == 200
    assert Answer.objects.get(key=name).value == stored


@pytest.mark.parametrize(
    ("name", "first", "shown"),
    [
        ("need", "Lavoro", "Lavoro"),
        ("fee", "1234.50", "1.234,50"),
        ("start", "2026-11-23", "23/11/2026"),
    ],
)
def test_a_conflict_shows_the_other_text_as_it_would_be_typed(
    home: Client, draft: Application, name: str, first: str, shown: str
) -> None:
    other = PersonFactory(given_name="Ezio", family_name="Po")
    applications.save_answers(application=draft, answers={name: (first, 0)}, actor=other)
    mine = {"need": "Casa", "fee": "7,00", "start": "24/11/2026"}[name]

    answer = say(home, draft, field(name, mine))

    assert answer.status_code == 409
    assert answer.json() == {"field": name, "version": 1, "value": shown, "saved_by": str(other)}
    assert say(home, draft, field(name, mine, 1)).json()["version"] == 2


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("need", "a\x00b", "carattere nullo (NUL)"),
        ("need", "a\ud800b", "carattere spezzato"),
        ("need", "uno due tre quattro cinque sei", "Hai scritto 6 parole, il massimo è 5."),
        ("need", "a" * 900_000, "Hai scritto 900000 caratteri, il massimo è 10000."),
        ("need", "a" * 1_100_000, "Il testo è troppo lungo"),
        ("fee", "1e400", 'Abbiamo letto "1e400"'),
        ("fee", "NaN", 'Abbiamo letto "NaN"'),
        ("fee", "-0.01", 'Abbiamo letto "-0.01"'),
        ("fee", "-0,01", "L'importo non può essere negativo"),
        ("people", "1e400", "Scrivi un numero intero, per esempio 12."),
        ("people", "9" * 5000, "Scrivi un numero intero, per esempio 12."),
        ("start", "31/02/2026", "Scrivi la data come 23/11/2026."),
        ("field", "\ud800", "valida"),
        ("other", "x", "Questa domanda non è nel bando."),
        ("need__version", "3", "Questa domanda non è nel bando."),
        ("\ud800", "3", "Questa domanda non è nel bando."),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_what_is_refused_has_a_sentence(
    home: Client, draft: Application, name: str, typed: str, sentence: str
) -> None:
    answer = say(home, draft, field(name, typed))

    assert (answer.status_code, set(answer.json())) == (422, {"field", "message"})
    assert sentence in answer.json()["message"]
    assert Answer.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "null",
        "[]",
        "3",
        b"\xff\xfe",
        "[" * 100_000,
        {},
        {"field": "need", "value": "a"},
        field("need", None),
        field("need", ["a"]),
        field("need", {"a": 1}),
        field("start", 5),
        field("fee", 1.5),
        field(["need"], "a"),
        field("need", "a", "1"),
        field("need", "a", None),
        field("need", "a", True),
        '{"field": "need", "value": "a", "version": 1e400}',
        '{"field": "need", "value": "a", "version": NaN}',
    ],
    ids=lambda body: str(body)[:40],
)
def test_what_the_page_never_sends_is_refused(home: Client, draft: Application, body: Any) -> None:
    answer = say(home, draft, body)

    assert answer.status_code == 422
    assert answer.json()["message"].startswith("Il salvataggio non è leggibile")


def test_more_than_the_portal_reads_at_all_is_refused(home: Client, draft: Application) -> None:
    assert say(home, draft, b"a" * 6_000_000).status_code == 400


def test_after_the_deadline_the_field_is_told_that_it_is_closed(
    home: Client, draft: Application, clock: Clock
) -> None:
    clock.set(draft.call.windows.get().closes_at)

    answer = say(home, draft, field("need", "Casa"))

    assert (answer.status_code, answer.json()["closed"]) == (409, True)
    assert answer.json()["message"].startswith("Il bando è chiuso dal ")
    assert Answer.objects.count() == 0


def test_a_sent_application_is_closed_too(home: Client, ready: Application) -> None:
    sent(ready)

    answer = say(home, ready, field("need", "Altro", 1))

    assert (answer.status_code, answer.json()["closed"]) == (409, True)


def test_others_find_nothing(stranger: Client, client: Client, draft: Application) -> None:
    assert say(stranger, draft, field("need", "Mio")).status_code == 404
    assert say(client, draft, field("need", "Mio")).status_code == 302
    assert Answer.objects.count() == 0


def test_the_same_text_sent_again_after_a_lost_answer_is_saved(
    home: Client, draft: Application
) -> None:
    draft = answered(draft, need="Casa")

    assert say(home, draft, field("need", "Casa", 0)).json()["version"] == 1
