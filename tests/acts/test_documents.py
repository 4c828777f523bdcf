"""The printed act: what it says, that it can be read by machines, that the page says the same."""

import io
import json
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdf
import pytest
from django.test import Client

from tests.factories.accounts import PersonFactory
from tests.factories.acts import VARIABLES, frozen, rendered
from wecare.accounts.enums import Role
from wecare.acts.actions import acts
from wecare.acts.documents import text_of
from wecare.acts.enums import ActState
from wecare.acts.models import Act
from wecare.core import dispatch, printing, store
from wecare.core.digests import canonical, digest
from wecare.core.models import Document

HOSTILE = 'Coop. <script>alert(1)</script> {{ act.subject }} {% now "Y" %} "Àlfa" & figli'


def pdf_of(document: Document | None) -> bytes:
    assert document is not None
    done = printing.render_document(document=document)
    assert done.is_rendered, done.error
    return store.read(done.file)


def words_of(pdf: bytes) -> str:
    """The text of the PDF, its spaces made one."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text(extraction_mode="layout") for page in pages).split())


def attached_to(pdf: bytes) -> bytes:
    """The data that the PDF carries."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return document.attachments["atto.json"].get_file().read_bytes()


@pytest.mark.django_db
def test_the_proof_says_that_it_is_one() -> None:
    words = words_of(pdf_of(frozen().proof))

    assert "BOZZA: questo documento non ha valore" in words
    assert "ATTO DD …/A2203A/… (bozza: numero e data con l'adozione)" in words
    assert "(bozza: non adottata)" in words


@pytest.mark.django_db
def test_the_adopted_act_has_the_parts_of_a_determinazione_in_their_order(
    verapdf: Callable[[bytes, str], list[str]],
) -> None:
    manager = PersonFactory(given_name="Mario", family_name="Rossi")
    variables = VARIABLES | {
        "noted": "il nucleo ha chiuso i lavori;",
        "considered": f"{HOSTILE};",
        "held": "di approvare;",
        "annexes": "Bando\nManuale di valutazione",
    }
    act = acts.adopt(act=rendered(variables=variables), by=manager)

    pdf = pdf_of(act.document)

    words = words_of(pdf)
    parts = [
        f"ATTO {act} DEL {act.context['act']['adopted_on_text']}",
        "DETERMINAZIONE DIRIGENZIALE",
        "OGGETTO: FSE2: approvazione del bando per il terzo settore",
        "Visti",
        "la L. 241/1990, articolo 12;",
        "Premesso che",
        "Dato atto che",
        "Considerato che",
        HOSTILE,
        "Ritenuto di",
        "Attestata la regolarità amministrativa",
        "IL DIRIGENTE",
        "Determina",
        "1. di approvare il bando;",
        "2. di pubblicarlo.",
        "2.900.000,00 € (duemilioninovecentomila/00)",
        "Pubblicazione",
        "articolo 61 dello Statuto",
        "Ricorsi",
        "entro 60 giorni",
        "entro 120 giorni",
        "Allegati",
        "A. Bando",
        "B. Manuale di valutazione",
        "IL DIRIGENTE Mario Rossi",
        act.document.check_code,
    ]
    places = [words.find(part) for part in parts]
    assert -1 not in places, [part for part, at in zip(parts, places, strict=True) if at < 0]
    assert places[:-1] == sorted(places[:-1])
    assert "BOZZA" not in words
    assert verapdf(pdf, "3a") == []
    assert verapdf(pdf, "ua1") == []


@pytest.mark.django_db
def test_the_pdf_carries_the_frozen_context() -> None:
    act = acts.adopt(act=rendered(), by=PersonFactory())

    data = attached_to(pdf_of(act.document))

    assert data == canonical(act.context)
    assert digest(json.loads(data)) == act.context_digest


@pytest.mark.django_db
def test_the_page_says_what_the_pdf_says_and_nothing_hostile(client: Client) -> None:
    act = rendered(variables=VARIABLES | {"noted": HOSTILE})

    text = text_of(act)

    assert "<script>" not in text
    assert "Coop. &lt;script&gt;alert(1)&lt;/script&gt; {{ act.subject }}" in text
    assert all(point in text for point in act.context["variables"]["decision"])
    assert "<html" not in text
    assert "<h1" not in text


@pytest.mark.django_db
def test_an_act_without_context_has_no_text_yet() -> None:
    assert text_of(Act(kind="DD")) == ""


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_what_the_broker_loses_is_found_by_the_sweep(
    celery_worker_process: Any, eventually: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No message is ever sent: the proof, its note and the document come all the same."""
    monkeypatch.setattr(dispatch, "_send", lambda *_args, **_kwargs: None)
    act = frozen()

    eventually(lambda: Act.objects.get(pk=act.pk).state == ActState.RENDERED, 60)
    act = acts.adopt(act=act, by=PersonFactory(roles=[Role.MANAGER]))
    eventually(lambda: Document.objects.get(key=f"act-{act.pk}").is_rendered, 60)

    act.refresh_from_db()
    assert acts.publish(act=act, by=PersonFactory()).state == ActState.PUBLISHED
