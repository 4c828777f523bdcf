"""What nobody types by accident: a sentence, 4xx, and what was typed is still there."""

from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from applicants.actions import applications
from applicants.models import Answer, Application, Attachment, Cost, Organisation
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_fiscal_code, a_pdf, answered, costed, fresh
from tests.fixtures.database import Clock

pytestmark = pytest.mark.django_db
AMOUNTS = [
    ("1e400", 'Scrivi un numero come 1.250,00. Abbiamo letto "1e400".'),
    ("NaN", 'Abbiamo letto "NaN".'),
    ("-0.01", 'Abbiamo letto "-0.01".'),
    ("-0,01", "L'importo non può essere negativo."),
    ("Infinity", "Scrivi un numero come 1.250,00."),
    ("9" * 60, "L'importo è troppo grande"),
    ("1" * 1_000_000, "L'importo è troppo grande"),
    ("<b>1</b>", "Scrivi un numero come 1.250,00."),
]
TEXTS = [
    ("a\x00b", "carattere nullo (NUL)"),
    ("a\x07b", "carattere di controllo (U+0007)"),
    ("a" * 1_000_000, "Hai scritto 1000000 caratteri"),
]


def short(value: object) -> str:
    return ascii(value)[:20]


def address(name: str, application: Application, *more: Any) -> str:
    return reverse(f"applicants:{name}", args=[application.public_id, *more])


def refused(answer: Any, sentence: str, *typed: str, status: int = 422) -> None:
    """The page says the sentence, with the status, and what was typed is still in its fields."""
    body = answer.content.decode()
    assert answer.status_code == status
    assert sentence in unescape(body)
    for text in typed:
        assert escape(text) in body


@pytest.mark.parametrize(("typed", "sentence"), AMOUNTS, ids=short)
def test_an_amount_that_is_none(
    home: Client, draft: Application, typed: str, sentence: str
) -> None:
    form = {"cost_work": typed, "cost_spread": "1.000,00", "own_funding": "5", "version": 1}

    answer = home.post(address("costs", draft), form)

    refused(answer, sentence, typed, "1.000,00")
    assert Cost.objects.count() == 0


def test_an_amount_with_points_of_thousands_is_read(home: Client, draft: Application) -> None:
    answer = home.post(address("costs", draft), {"cost_work": "1.000,00", "version": 1})

    assert answer.status_code == 302
    assert str(Cost.objects.get(category="work").amount) == "1000.00"


def test_amounts_that_no_sum_can_hold_are_said(home: Client, draft: Application) -> None:
    huge = "999.999.999.999,99"

    answer = home.post(
        address("costs", draft), {"cost_work": huge, "cost_spread": huge, "version": 1}
    )

    refused(answer, "La somma delle spese è troppo grande", huge)


def test_the_largest_amounts_are_shown_and_reviewed(home: Client, draft: Application) -> None:
    costed(draft, {"work": "0.01", "spread": "0.00"}, own="999999999999.99")

    assert home.get(address("costs", draft)).status_code == 200
    assert home.get(address("review", draft)).status_code == 200


@pytest.mark.parametrize(("typed", "sentence"), TEXTS, ids=short)
def test_a_title_that_is_no_text(
    home: Client, draft: Application, typed: str, sentence: str
) -> None:
    answer = home.post(address("heading", draft), {"title": typed, "lot": "R", "version": 1})

    refused(answer, sentence, typed)
    assert fresh(draft).title == "Una casa per tutti"


@pytest.mark.parametrize(("typed", "sentence"), TEXTS, ids=short)
def test_an_answer_that_is_no_text_keeps_the_others_typed(
    home: Client, draft: Application, typed: str, sentence: str
) -> None:
    form = {"need": typed, "need__version": 0, "fee": "1e400", "people": "due"}

    answer = home.post(address("section", draft, "project"), form)

    refused(answer, sentence, typed, "1e400", "due")
    assert Answer.objects.count() == 0


def test_marks_that_turn_the_reading_are_taken_away(home: Client, draft: Application) -> None:
    home.post(address("heading", draft), {"title": "a\u202eb\u2066c", "lot": "T", "version": 1})

    assert fresh(draft).title == "abc"


def test_what_looks_like_code_is_only_text(home: Client, draft: Application) -> None:
    hostile = "<script>alert(1)</script>{{ request }}{% load x %}\"'"

    home.post(address("heading", draft), {"title": hostile, "lot": "T", "version": 1})

    for name in ("application", "heading", "costs", "attachments", "review", "missing"):
        body = home.get(address(name, draft)).content.decode()
        assert "<script>alert" not in body
        assert escape(hostile) in body


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"fiscal_code": "00000010018"}, "l'ultimo carattere di «00000010018» non corrisponde"),
        ({"fiscal_code": "0\x000"}, "carattere nullo (NUL)"),
        ({"vat_number": "12345678901"}, "non supera il controllo"),
        ({"seat_province": "T1"}, "Provincia: scrivi due lettere, per esempio TO."),
        ({"name": "a" * 1_000_000}, "Hai scritto 1000000 caratteri, il massimo è 200."),
        ({"kind": "pirates"}, "pirates"),
        ({"pec": "non una pec"}, "valido"),
        ({"email": "a\x00@b.it"}, ""),
    ],
    ids=short,
)
def test_an_organisation_that_is_none(home: Client, values: dict[str, str], sentence: str) -> None:
    form = {
        "fiscal_code": a_fiscal_code(),
        "name": "Associazione «Porte aperte»",
        "kind": "ets_aps",
        "seat_municipality": "Alba",
        "seat_province": "CN",
    }

    answer = home.post(reverse("applicants:organisation_new"), form | values)

    refused(answer, sentence, "Alba")
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("atto.pdf", b"", "Il file è vuoto."),
        ("atto.pdf", b"MZ" * 100, "Il nome dice PDF, il contenuto no."),
        ("atto.pdf", b"%PDF-" + b"0" * (20 * 1024**2), "Il file pesa 20,0 MB, il massimo è 20 MB."),
        ("atto.exe", b"MZ" * 100, "Il tuo file finisce in «.exe»."),
    ],
    ids=["empty", "disguised", "oversize", "other"],
)
def test_a_file_that_is_refused_says_why_at_its_place(
    home: Client, draft: Application, name: str, content: bytes, sentence: str
) -> None:
    form = {"requirement": "deed", "file": SimpleUploadedFile(name, content)}

    answer = home.post(address("attachments", draft), form)

    refused(answer, sentence)
    assert Attachment.objects.count() == 0


def test_a_file_for_no_place_of_the_call_is_refused_with_a_sentence(
    home: Client, draft: Application
) -> None:
    form = {"requirement": "diary", "file": SimpleUploadedFile("a.pdf", a_pdf())}

    answer = home.post(address("attachments", draft), form)

    refused(answer, "«diary» non è un allegato di questo bando", status=409)


def test_two_people_on_one_answer_can_both_go_on(home: Client, draft: Application) -> None:
    draft = answered(draft, need="Prima")
    other = PersonFactory(given_name="Ezio", family_name="Po")
    applications.save_answers(application=draft, answers={"need": ("Loro", 1)}, actor=other)
    url = address("section", draft, "project")

    answer = home.post(url, {"need": "Mia", "need__version": 1})

    refused(answer, "Ezio Po ha cambiato la stessa risposta in: «Loro»", "Mia", status=409)
    assert 'name="need__version" value="2"' in answer.content.decode()
    assert home.post(url, {"need": "Mia", "need__version": 2}).status_code == 302
    assert Answer.objects.get().value == "Mia"


@pytest.mark.parametrize(
    ("place", "form"),
    [
        (("section", "project"), {"need": "Le mie parole", "need__version": 0}),
        (("heading",), {"title": "Le mie parole", "lot": "T", "version": 1}),
        (("costs",), {"cost_work": "123,45", "version": 1}),
    ],
)
def test_what_was_typed_when_the_call_closed_is_still_on_the_page(
    home: Client, draft: Application, clock: Clock, place: tuple[str, ...], form: dict[str, Any]
) -> None:
    clock.set(draft.call.windows.get().closes_at)

    answer = home.post(address(place[0], draft, *place[1:]), form)

    refused(answer, "Il bando è chiuso dal", next(iter(form.values())), status=409)
