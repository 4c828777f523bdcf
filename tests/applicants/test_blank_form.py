"""The blank form on paper: every question with its room, and never the look of a sent application."""

import io
import json
from typing import Any

import pikepdf
import pypdf
import pytest

from applicants.actions import blank_forms
from applicants.documents import blank_form_context
from applicants.forms.whole import whole_form
from applicants.queries.blank_forms import blank_form_of, key_of, versions_without
from applicants.tasks import prepare_blank_form
from calls.models import Call, Rulebook
from tests.applicants.views.test_whole import full_call
from tests.factories.calls import a_complete_draft, published_call
from tests.factories.versions import extended
from tests.fixtures.verapdf import Verdict
from wecare.core import dispatch, printing, store
from wecare.core.models import Document

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> {{ request }} {% load x %} <img src='http://127.0.0.1:1/'>"
SIGN = "FAC-SIMILE – non è una domanda e non si può inviare"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """The messages that would wake a worker up."""
    found: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(
        dispatch, "_send", lambda task, ids, **_options: found.append((task, dict(ids)))
    )
    return found


def rulebook_of(call: Call) -> Rulebook:
    return call.rulebooks.select_related("call", "act").latest("version")


def context_of(call: Call) -> dict[str, Any]:
    rulebook = rulebook_of(call)
    return blank_form_context(rulebook, whole_form(rulebook.rules))


def printed(call: Call) -> bytes:
    prepare_blank_form(rulebook_id=rulebook_of(call).pk)
    asked = blank_form_of(rulebook_of(call))
    assert asked is not None
    document = printing.render_document(document=Document.objects.get(pk=asked.pk))
    assert document.file is not None, document.error
    return store.read(document.file)


def asking(*questions: dict[str, Any], **values: Any) -> Call:
    """A call that asks these questions."""
    named = [{"code": f"q{n}", "label": f"Domanda {n}"} | each for n, each in enumerate(questions)]
    return full_call(sections=[{"code": "s", "title": "Sezione", "questions": named}], **values)


def pages_of(content: bytes) -> list[str]:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return ["".join(page.extract_text().split()) for page in pages]


def test_each_page_says_that_it_is_no_application() -> None:
    content = printed(asking({"max_words": 600}))

    pages = pages_of(content)
    sign = "".join(SIGN.split())
    assert len(pages) > 2
    assert [number for number, text in enumerate(pages) if sign not in text] == []
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert all(
            "/Pattern" in page.Resources or "/XObject" in page.Resources for page in opened.pages
        )


def test_nothing_on_it_looks_like_a_receipt() -> None:
    content = printed(full_call())

    text = "".join(pages_of(content))
    document = blank_form_of(rulebook_of(Call.objects.get()))
    assert document is not None
    for never in (document.check_code, "Ricevuta", "Protocollo", "Comeverificare", "Inviatada"):
        assert never not in text, never


def test_every_question_is_on_it_with_its_limits() -> None:
    text = "".join(pages_of(printed(full_call())))

    for said in (
        "Come?",
        "Si risponde solo se a «Come?» hai scelto: gruppo.",
        "Tabella, massimo 20 righe. Chi valuta non legge questa risposta.",
        "Personale",
        "A forfait, fino a 7,00 % di: Personale",
        "Atto costitutivo. A pena di esclusione (art. 7)",
        "Codice fiscale dell'ente",
        "Titolo del progetto",
        "Quota propria",
        "L'ente è senza scopo di lucro. (art. 3 c. 4)",
        "D.P.R. 445/2000",
    ):
        assert "".join(said.split()) in text, said


def test_room_follows_the_limit_of_words_and_of_rows() -> None:
    call = asking(
        {"max_words": 5},
        {"max_words": 300},
        {"max_words": 20_000},
        {},
        {"kind": "table", "columns": ["Ente"], "max_rows": 3},
        {"kind": "table", "columns": ["Ente"]},
        {"kind": "table", "columns": ["Ente"], "max_rows": 200},
    )

    questions = context_of(call)["form"]["sections"][0]["questions"]

    assert [each["lines"] for each in questions[:4]] == [3, 34, 150, 12]
    assert [each["rows"] for each in questions[4:]] == [3, 8, 25]


def test_more_words_are_more_pages() -> None:
    asked = [{"code": "q", "label": "Domanda", "kind": "text", "max_words": 900}]
    long = {"sections": [{"code": "s", "title": "Sezione", "questions": asked}]}

    few = printed(published_call(code="breve"))
    many = printed(published_call(code="lunga", draft=a_complete_draft(**long)))

    assert len(pages_of(many)) > len(pages_of(few))


def test_hostile_texts_come_out_as_plain_text(verapdf: Verdict) -> None:
    content = printed(
        asking(
            {"label": HOSTILE, "help": HOSTILE, "kind": "choice", "choices": [HOSTILE, "no"]},
            {"kind": "table", "columns": [HOSTILE]},
            identity={
                "title": HOSTILE,
                "summary": HOSTILE,
                "responsible_office": HOSTILE,
                "contact": HOSTILE,
            },
        )
    )

    text = "".join(pages_of(content))
    assert text.count("".join(HOSTILE.split())) >= 5
    assert verapdf(content, "3a") == []
    assert verapdf(content, "ua1") == []


def test_verapdf_accepts_the_form_with_all_its_parts(verapdf: Verdict) -> None:
    kinds = ["text", "number", "money", "date", "file"]
    content = printed(asking(*({"kind": kind} for kind in kinds), attachments=[]))

    assert verapdf(content, "3a") == []
    assert verapdf(content, "ua1") == []


def test_it_carries_what_it_asks_as_data() -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed(full_call())))

    (data,) = reader.attachments["modulo.json"]
    assert json.loads(data)["form"]["sections"][0]["questions"][0]["label"] == "Come?"


def test_it_is_asked_for_at_each_publication(
    asked: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        call = published_call()
        extended(call)

    found = [ids for task, ids in asked if task == "applicants.prepare_blank_form"]
    pks = call.rulebooks.order_by("version").values_list("pk", flat=True)
    assert found == [{"rulebook_id": pk} for pk in pks]


def test_the_sweep_asks_for_the_versions_that_have_none(asked: list[Any]) -> None:
    call = published_call(code="a.b-1")
    extended(call)
    first, second = call.rulebooks.order_by("version")
    prepare_blank_form(rulebook_id=first.pk)

    assert list(versions_without()) == [{"rulebook_id": second.pk}]
    dispatch.sweep()
    assert ("applicants.prepare_blank_form", {"rulebook_id": second.pk}) in asked
    prepare_blank_form(rulebook_id=second.pk)
    assert list(versions_without()) == []


def test_asked_for_twice_it_is_made_once_even_if_the_words_of_the_portal_changed() -> None:
    rulebook = rulebook_of(published_call())
    form = whole_form(rulebook.rules)

    first = blank_forms.prepare(rulebook=rulebook, form=form)
    again = blank_forms.prepare(rulebook=rulebook, form={**form, "declarations": ["Altro"]})

    assert first == again
    assert Document.objects.filter(key=key_of(rulebook)).count() == 1


def test_the_same_form_gives_the_same_bytes() -> None:
    rulebook = rulebook_of(full_call())
    document = blank_forms.prepare(rulebook=rulebook, form=whole_form(rulebook.rules))
    claimed = printing._claim(document.pk)

    assert claimed is not None
    assert printing._compose(claimed) == printing._compose(claimed)
