"""The printed list and the printed decree: what their PDF says, and what it carries."""

import io
import json
from typing import Any

import pikepdf
import pypdf
import pytest

from evaluation.engine.published import recompute
from evaluation.enums import AdmissibilityOutcome
from evaluation.models import RankedList
from funding.actions import decrees
from funding.models import Decree
from tests.factories.evaluation import (
    GOOD,
    POOR,
    call_under_evaluation,
    decided,
    judged,
    manager,
    officer,
    published_list,
    submitted,
)
from tests.factories.funding import written_decree
from tests.factories.rules import rules
from wecare.core import printing, store
from wecare.core.models import Document

pytestmark = pytest.mark.django_db

HOSTILE = "<b>Oltre & {{ secret }}</b> {% now %} \N{LATIN SMALL LETTER E WITH GRAVE}"
LOT = [{"code": "T", "title": "Territoriale", "amount": "130000.00", "allocation": "offer_rest"}]


@pytest.fixture
def ranked_list() -> RankedList:
    """One whole, one in part with a hostile name, one without funds, one below, one out."""
    call = call_under_evaluation(rules=rules(lots=LOT))
    rows = {
        submitted(call, name="Alfa"): {**GOOD, "A1": "20.00"},
        submitted(call, name=HOSTILE): GOOD,
        submitted(call, name="Gamma", requested="90000.00", total_cost="120000.00"): GOOD,
        submitted(call, name="Delta"): POOR,
    }
    decided(submitted(call, name="Epsilon"), AdmissibilityOutcome.INADMISSIBLE)
    judged(call, rows)
    return published_list(call)


def pdf_of(document: Document | None) -> bytes:
    assert document is not None
    rendered = printing.render_document(document=document)
    assert rendered.is_rendered, rendered.error
    return store.read(rendered.file)


def text_of(content: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.fixture
def decree(ranked_list: RankedList) -> Decree:
    """A decree whose proof was really printed, adopted."""
    decree = decrees.freeze(decree=written_decree(ranked_list), by=officer())
    assert "BOZZA" in text_of(pdf_of(decree.act.proof)).upper()
    return decrees.adopt(decree=decree, by=manager())


def test_the_list_says_places_amounts_and_ties_and_carries_its_data(
    ranked_list: RankedList,
) -> None:
    content = pdf_of(ranked_list.document)

    text = text_of(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        data = json.loads(pdf.attachments["graduatoria.json"].get_file().read_bytes())
    assert "50.000,00" in text
    assert HOSTILE in text
    assert "precede perché chiede meno" in text
    assert "Sotto la soglia: 30,00 punti, ne servono 60,00" in text
    assert ranked_list.data_digest in text.replace(" ", "")
    assert "Manca lo statuto" not in text
    assert recompute(data, expected_digest=ranked_list.data_digest) == ()


def test_the_decree_says_what_it_grants_in_figures_and_words(decree: Decree) -> None:
    text = text_of(pdf_of(decree.act.document))

    assert decree.act.number_text in text
    assert "130.000,00 €" in text
    assert "centotrentamila/00" in text
    assert HOSTILE in text
    assert "verbale n. 4 del 20/11/2026" in text
    assert decree.act.context["facts"]["audit_head"] in text.replace(" ", "")
    assert "BOZZA" not in text


def test_list_and_decree_are_archival_and_accessible(decree: Decree, verapdf: Any) -> None:
    for document in (decree.ranked_list.document, decree.act.document):
        content = pdf_of(document)

        assert (verapdf(content, "3a"), verapdf(content, "ua1")) == ([], [])
