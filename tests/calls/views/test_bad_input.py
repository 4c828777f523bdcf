"""What nobody types by accident: each of the office's forms answers with a sentence and 4xx."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from calls.models import Call
from tests.calls.views.typed import part, rows, save, text_of
from tests.factories.calls import CallFactory, LineFactory, allocated, funded

pytestmark = pytest.mark.django_db

AMOUNTS = [
    pytest.param("1e400", 'Scrivi un numero come 1.250,00. Abbiamo letto "1e400".', id="1e400"),
    pytest.param("NaN", 'Scrivi un numero come 1.250,00. Abbiamo letto "NaN".', id="NaN"),
    pytest.param("Infinity", "Scrivi un numero come 1.250,00.", id="infinity"),
    pytest.param("-0,01", "L'importo non può essere negativo.", id="-0,01"),
    pytest.param("-0.01", "Scrivi un numero come 1.250,00.", id="-0.01"),
    pytest.param("0,00", "Il minimo è 0,01\xa0€. Hai scritto 0,00\xa0€.", id="nothing"),
    pytest.param("9" * 60, "L'importo è troppo grande", id="sixty digits"),
    pytest.param("1" * 1_000_000, "L'importo è troppo grande", id="1 MB"),
    pytest.param("٣٤", "Scrivi un numero come 1.250,00.", id="other digits"),
]
POINTS = [
    pytest.param("1e400", 'Scrivi un numero come 60,00. Abbiamo letto "1e400".', id="1e400"),
    pytest.param("NaN", 'Scrivi un numero come 60,00. Abbiamo letto "NaN".', id="NaN"),
    pytest.param("-0,01", 'Non può essere negativo. Hai scritto "-0,01".', id="-0,01"),
    pytest.param("1000,01", "Il massimo è 1.000,00. Hai scritto 1.000,01.", id="too many"),
    pytest.param("9" * 60, "Scrivi un numero come 60,00.", id="sixty digits"),
]
WORDS = ["1e400", "NaN", "-1", "0", "2,5", "9" * 5000]
TEXTS = [
    pytest.param("a\x00b", "carattere nullo (NUL)", id="NUL"),
    pytest.param("a\x07b", "un carattere di controllo (U+0007)", id="bell"),
    pytest.param("a" * 1_000_000, "Hai scritto 1000000 caratteri", id="1 MB"),
]


@pytest.mark.parametrize(("typed", "sentence"), AMOUNTS)
def test_an_amount_that_is_none(office: Client, typed: str, sentence: str) -> None:
    call = CallFactory()
    lot = {"code": "T", "title": "Territoriale", "amount": typed, "allocation": "stop"}

    response = save(office, _editor(call, "lots"), rows("lots", lot))

    _refused(response, call, sentence, typed)


@pytest.mark.parametrize(("typed", "sentence"), POINTS)
def test_points_that_are_none(office: Client, typed: str, sentence: str) -> None:
    call = CallFactory()
    panel = part(total_threshold=typed, assessors="3", aggregation="mean")

    response = save(office, _editor(call, "criteria"), panel | rows("classes") | rows("criteria"))

    _refused(response, call, sentence, typed)


@pytest.mark.parametrize("typed", WORDS, ids=lambda typed: typed[:6])
def test_a_count_that_is_none(office: Client, typed: str) -> None:
    call = CallFactory()
    address = reverse("calls:editor_questions", args=[call.code, "project"])
    question = {"code": "q", "label": "Domanda", "kind": "text", "required": "yes"}

    response = save(office, address, rows("questions", question | {"max_words": typed}))

    _refused(response, call, "Scrivi un numero intero da 1 a 20000.", typed)


@pytest.mark.parametrize(("typed", "sentence"), TEXTS)
@pytest.mark.parametrize(
    ("section", "fill"),
    [
        ("identity", lambda text: _identity(title=text)),
        ("identity", lambda text: _identity(summary=text)),
        ("sections", lambda text: rows("sections", {"code": "a", "title": "A", "intro": text})),
        ("attachments", lambda text: rows("attachments", _attachment(help=text))),
        ("ties", lambda text: rows("ties", {"kind": "earlier_instant", "article": text})),
    ],
    ids=["title", "summary", "intro", "help", "article"],
)
def test_a_text_that_cannot_be_kept(
    office: Client, section: str, fill: Any, typed: str, sentence: str
) -> None:
    call = CallFactory()

    response = save(office, _editor(call, section), fill(typed))

    _refused(response, call, sentence, typed)


def test_half_a_character_does_not_get_in(office: Client) -> None:
    call = CallFactory()
    body = "version=1&parte-title=a%ED%A0%80b&parte-summary=s&parte-responsible_office=u&parte-contact=c"

    response = office.post(
        _editor(call, "identity"), body, content_type="application/x-www-form-urlencoded"
    )

    call.refresh_from_db()
    assert response.status_code in (302, 400, 422)
    assert "\ud800" not in call.title


def test_marks_that_turn_the_reading_direction_are_taken_out(office: Client) -> None:
    call = CallFactory()

    save(office, _editor(call, "identity"), _identity(title="Case \u202eche aiutano\u2066"))

    call.refresh_from_db()
    assert call.title == "Case che aiutano"


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "{{ settings }}{% now 'Y' %}"])
def test_html_and_template_syntax_are_only_text(office: Client, typed: str) -> None:
    call = CallFactory()

    save(office, _editor(call, "identity"), _identity(title=typed))

    for name in ("desk_call", "preview", "publication"):
        page = office.get(reverse(f"calls:{name}", args=[call.code])).content.decode()
        assert escape(typed) in page
        assert "<script>alert" not in page


@pytest.mark.parametrize("typed", ["x", "-1", "9" * 30, ""])
def test_a_version_that_is_none_is_an_old_one(office: Client, typed: str) -> None:
    call = CallFactory()

    response = save(office, _editor(call, "identity"), _identity(), version=typed)

    assert response.status_code == 409
    assert "Un'altra persona ha salvato" in text_of(response)


@pytest.mark.parametrize("count", ["x", "-1", "1e9", "9" * 30, "100000"])
def test_a_count_of_rows_that_is_none_is_no_fault(office: Client, count: str) -> None:
    call = CallFactory()
    typed = {"lots-TOTAL_FORMS": count, "lots-INITIAL_FORMS": "0"}

    saved = save(office, _editor(call, "lots"), typed)
    added = save(office, _editor(call, "lots"), typed | {"rows": "lots:add"})

    assert saved.status_code in (302, 422)
    assert added.status_code == 200


@pytest.mark.parametrize(("typed", "sentence"), TEXTS)
@pytest.mark.parametrize("field", ["code", "title"])
def test_a_new_call_with_such_a_text(office: Client, field: str, typed: str, sentence: str) -> None:
    allocated(LineFactory(), "3600000.00")
    whole = {"code": "FSE2-2026", "title": "Case", "purse": "FSE/FSE2/unica"}

    response = office.post(reverse("calls:call_new"), whole | {field: typed})

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Call.objects.exists()


@pytest.mark.parametrize(("typed", "sentence"), TEXTS)
@pytest.mark.parametrize("field", ["number_text", "subject"])
def test_an_act_with_such_a_text(office: Client, field: str, typed: str, sentence: str) -> None:
    call = funded(CallFactory())
    act = {"kind": "DD", "number_text": "DD 1", "adopted_on": "02/01/2020", "subject": "Atto"}

    response = office.post(reverse("calls:publication", args=[call.code]), act | {field: typed})

    call.refresh_from_db()
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert call.state == "draft"


def _editor(call: Call, section: str) -> str:
    return reverse("calls:editor", args=[call.code, section])


def _identity(**typed: str) -> dict[str, Any]:
    whole = {"title": "Case", "summary": "S", "responsible_office": "U", "contact": "C"}
    return part(**(whole | typed))


def _attachment(**typed: str) -> dict[str, str]:
    return {"code": "deed", "title": "Atto", "obligation": "exclusion", **typed}


def _refused(response: Any, call: Call, sentence: str, typed: str) -> None:
    """Said at the field, kept as typed, stored nowhere."""
    assert response.status_code == 422
    page = text_of(response)
    assert sentence in page
    assert typed in page
    assert Call.objects.get(pk=call.pk).draft == call.draft
