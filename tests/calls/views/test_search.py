"""Calls are found by what they say, by their code, by measure and by who may apply."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.enums import EditorSection
from calls.models import Call
from tests.calls.views.typed import text_of
from tests.factories.calls import (
    CallFactory,
    LineFactory,
    MeasureFactory,
    a_complete_draft,
    published_call,
)
from tests.factories.rules import draft
from tests.factories.versions import corrected, with_correction

pytestmark = pytest.mark.django_db


def a_call(code: str, title: str, summary: str = "", **values: Any) -> Call:
    identity = draft()["identity"] | {"title": title, "summary": summary or title}
    sections = values.pop("sections", {})
    whole = a_complete_draft(identity=identity, **sections)
    return published_call(code=code, title=title, draft=whole, **values)


def found(client: Client, **words: str) -> list[str]:
    response = client.get(reverse("calls:calls"), words)
    assert response.status_code == 200
    return [row.call.code for row in response.context["rows"]]


@pytest.fixture
def calls(db: None) -> None:
    a_call("FSE2-2026", "Case per gli anziani", "Contributi per l'assistenza domiciliare.")
    a_call("FSE3-2026", "Welfare nelle imprese", "Servizi per chi lavora in azienda.")
    other = LineFactory(measure=MeasureFactory(code="FESR", title="Imprese a impatto sociale"))
    firms = {"eligibility": {"eligible_kinds": ["micro_firm"], "article": "art. 3"}}
    a_call("FESR-A1", "Macchine e prestiti", "Prestiti.", line=other, sections=firms)
    CallFactory(code="bozza", title="Case per gli anziani, in bozza")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("anziano", ["FSE2-2026"]),
        ("anziani", ["FSE2-2026"]),
        ("ANZIANI", ["FSE2-2026"]),
        ("casa anziano", ["FSE2-2026"]),
        ("anzian", ["FSE2-2026"]),
        ("aziende", ["FSE3-2026"]),
        ("lavorare", ["FSE3-2026"]),
        ("prestito", ["FESR-A1"]),
        ("impresa sociale", ["FESR-A1", "FSE3-2026"]),
        ("impatto sociale", ["FESR-A1"]),
        ("anziano prestito", []),
        ("microimpresa", ["FESR-A1"]),
        ("fse2-2026", ["FSE2-2026"]),
        ("FESR", ["FESR-A1"]),
        ("zzz", []),
        ("di", []),
    ],
)
@pytest.mark.usefixtures("calls")
def test_words_are_found_whatever_their_ending(client: Client, text: str, codes: list[str]) -> None:
    assert sorted(found(client, q=text)) == sorted(codes)


@pytest.mark.usefixtures("calls")
def test_the_call_whose_code_it_is_comes_first(client: Client) -> None:
    a_call("altro", "Chiarimenti sul bando FSE2-2026", "Vedi FSE2-2026.")

    assert found(client, q="FSE2-2026") == ["FSE2-2026", "altro"]


@pytest.mark.usefixtures("calls")
def test_filters_narrow_together_and_stay_in_the_address(client: Client) -> None:
    assert found(client, misura="FESR") == ["FESR-A1"]
    assert found(client, chi="micro_firm") == ["FESR-A1"]
    assert found(client, chi="ets_aps", misura="FESR") == []
    assert sorted(found(client, chi="inventato", misura="", q=" ")) == [
        "FESR-A1",
        "FSE2-2026",
        "FSE3-2026",
    ]

    page = text_of(client.get(reverse("calls:calls"), {"chi": "ets_aps", "q": "anziano"}))

    assert "?stato=aperti&chi=ets_aps&q=anziano" in page
    assert '<option value="ets_aps" selected>' in page


@pytest.mark.usefixtures("calls")
def test_who_may_apply_is_read_from_the_rules_in_force(client: Client) -> None:
    call = Call.objects.get(code="FESR-A1")
    kinds = {"eligible_kinds": ["ets_odv"], "article": "art. 3"}
    with_correction(call, EditorSection.ELIGIBILITY, kinds)
    corrected(call)

    assert found(client, chi="micro_firm") == []
    assert "FESR-A1" in found(client, chi="ets_odv")
    assert found(client, q="microimpresa") == []


@pytest.mark.usefixtures("calls")
def test_nothing_found_says_what_was_looked_for(client: Client) -> None:
    page = text_of(client.get(reverse("calls:calls"), {"q": "<b>zzz</b>"}))

    assert 'Nessun risultato per "<b>zzz</b>" con questi filtri' in page
    assert "Togli i filtri" in page


@pytest.mark.parametrize(
    "text", ["%", "' OR 1=1 --", "&|!():*", "\ud800", "a" * 5000, "<->", "è " * 90]
)
@pytest.mark.usefixtures("calls")
def test_whatever_is_typed_gets_a_list(client: Client, text: str) -> None:
    address = reverse("calls:calls")

    response = client.get(address, {"q": text.encode("utf-8", "replace").decode()})

    assert response.status_code == 200
