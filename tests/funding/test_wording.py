"""The concession in words says, word for word, what its own printed template said."""

import io
import re
from collections.abc import Callable
from copy import deepcopy
from html import unescape
from typing import Any

import pypdf
import pytest

from evaluation.enums import AdmissibilityOutcome
from funding.documents import CONCESSION
from tests.factories.evaluation import (
    GOOD,
    POOR,
    call_under_evaluation,
    decided,
    judged,
    published_list,
    submitted,
)
from tests.factories.funding import VARIABLES, adopted_decree
from tests.factories.rules import rules
from wecare.acts.documents import twin_of, written
from wecare.core import printing, store
from wecare.core.digests import digest

pytestmark = pytest.mark.django_db

LOTS = [{"code": "T", "title": "Territoriale", "amount": "130000.00", "allocation": "offer_rest"}]
HOSTILE = "Coop. <script>alert(1)</script> {importo} [fine] {{ settings }} <img src=x> % | & figli"
PASSAGE = {
    "amount": "1250.50",
    "amount_text": "1.250,50\u00a0€",
    "giver": "Territoriale",
    "taker": "Regionale & altri",
    "movement": "decree/1/leftover/T/R",
}


@pytest.fixture
def context(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Of a decree with rows in every annex, on one budget year: that template knows no others."""
    monkeypatch.setitem(VARIABLES, "budget_year", "2026")
    call = call_under_evaluation(rules=rules(lots=LOTS), code="fse2-parole")
    rows = {
        submitted(call, name="Alfa & figli"): {**GOOD, "A1": "20.00"},
        submitted(call, name="Beta"): {**GOOD, "A1": "18.00"},
        submitted(call, name="Gamma"): GOOD,
        submitted(call, name="Delta"): POOR,
    }
    decided(submitted(call, name="Epsilon"), AdmissibilityOutcome.INADMISSIBLE)
    judged(call, rows)
    return dict(adopted_decree(published_list(call)).act.context)


def scrolled(context: dict[str, Any]) -> dict[str, Any]:
    """The same decree, as if it scrolled the list."""
    facts = deepcopy(context)
    row = facts["facts"]["granted"][0]
    ended = {"protocol": row["protocol"], "organisation": "Uscita", "amount": "10.00"}
    facts["facts"]["scroll"] = {
        "follows": 1,
        "released": "50000.00",
        "released_text": "50.000,00\u00a0€",
        "movement": "decree/2/release",
        "ended": [ended | {"is_replaced": True}, ended | {"is_replaced": False}],
        "new": [row | {"before": "0.00", "amount": "80000.00"}],
    }
    facts["facts"]["passages"] = [
        PASSAGE,
        PASSAGE | {"amount": "2.00", "amount_text": "2,00\u00a0€"},
    ]
    return facts


def emptied(context: dict[str, Any]) -> dict[str, Any]:
    """The same decree, as if nobody had asked for anything."""
    facts = deepcopy(context)
    none = {"granted": [], "unfunded": [], "excluded": [], "panel": None, "demonstration": True}
    money = {"amount": "0.00", "amount_text": "0,00\u00a0€", "amount_words": "zero/00"}
    facts["facts"] |= none | money | {"granted_amount": "0.00"}
    facts["facts"]["received"] |= {"first": "", "last": ""}
    facts["facts"]["call"] |= {"act_on": ""}
    return facts


def words(html: str) -> list[str]:
    """What a reader sees, word by word."""
    return unescape(re.sub(r"<[^>]*>", " ", html)).split()


@pytest.mark.parametrize("change", [dict, scrolled, emptied], ids=["first", "scroll", "empty"])
def test_words_and_printed_template_say_the_same(context: dict[str, Any], change: Any) -> None:
    facts = change(context)
    template = "documents/funding/concession.html"

    before = words(twin_of(facts, template))
    after = words(twin_of(facts | written(CONCESSION, dict(CONCESSION.wording), facts)))

    assert after == before


def test_the_frozen_decree_names_its_words_by_number_and_digest(context: dict[str, Any]) -> None:
    parts = dict(CONCESSION.wording)

    assert context["wording"] == {"number": 1, "digest": digest(parts)}
    assert context["format"] == 2
    decision = next(part for part in context["text"] if part["code"] == "decision")
    assert "130.000,00\u00a0€ (centotrentamila/00)" in decision["blocks"][0]["items"][1]


def test_the_object_is_proposed_by_the_words(context: dict[str, Any]) -> None:
    assert context["act"]["subject"] == (
        "FSE2, bando «Progetti di innovazione sociale per il terzo settore» (fse2-parole): "
        "approvazione della graduatoria, versione 1, concessione dei contributi e impegno di spesa."
    )


def test_hostile_names_are_plain_words_in_page_and_pdf(
    verapdf: Callable[[bytes, str], list[str]],
) -> None:
    call = call_under_evaluation(rules=rules(lots=LOTS), code="fse2-ostile")
    judged(call, {submitted(call, name=HOSTILE): {**GOOD, "A1": "20.00"}})
    act = adopted_decree(published_list(call)).act

    page = twin_of(act.context)
    done = printing.render_document(document=act.document)
    assert done.is_rendered, done.error
    pdf = store.read(done.file)
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)

    assert "<script" not in page
    assert "<img" not in page
    assert unescape(page).count(HOSTILE) == 1
    assert "".join(HOSTILE.split()) in "".join(printed.split())
    for part in act.context["text"]:
        for block in part["blocks"]:
            for text in [*block.get("items", []), block.get("text", "")]:
                assert "".join(text.split()) in "".join(printed.split())
    assert verapdf(pdf, "3a") == []
    assert verapdf(pdf, "ua1") == []
