"""Macro-items where people write expenses, send them, print them and read them."""

import io
import json
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from applicants.documents import receipt_said
from applicants.models import Application
from applicants.queries.blank_forms import blank_form_of
from applicants.tasks import prepare_blank_form
from calls.models import Call
from evaluation.views.reading import reading_of
from tests.calls.views.test_calls_in_the_browser import enter, look
from tests.calls.views.typed import text_of
from tests.factories.applicants import a_draft, answered, costed, sent, with_file
from tests.factories.calls import a_complete_draft, published_call
from tests.factories.macro_items import SPENT, macro_items
from wecare.accounts.models import Person
from wecare.core import printing, store
from wecare.core.models import Document

pytestmark = pytest.mark.django_db
HOSTILE = "<b>{{ settings.SECRET_KEY }}</b>"
READ = [
    ("1. Preparazione", "10000.00", True, False),
    ("Personale", "6000.00", False, True),
    ("Altre spese", "4000.00", False, True),
    ("2. Realizzazione", "86080.00", True, False),
    ("Personale", "50000.00", False, True),
    ("Altre spese", "36080.00", False, True),
    ("3. Costi indiretti", "3920.00", False, False),
]


def spending(call: Call, owner: Person) -> Application:
    """An application that can be sent, with expenses in macro-items."""
    begun = answered(a_draft(call, actor=owner), need="Case per tutti")
    return with_file(costed(begun, SPENT))


def text_on(document: Document) -> str:
    """What a document says on paper, without spaces."""
    printed = printing.render_document(document=document)
    assert printed.file is not None, printed.error
    pages = pypdf.PdfReader(io.BytesIO(store.read(printed.file))).pages
    return "".join("".join(page.extract_text() for page in pages).split())


@pytest.fixture
def call(db: None) -> Call:
    return published_call(draft=a_complete_draft(costs=macro_items()))


@pytest.fixture
def ready(call: Call, owner: Person) -> Application:
    return spending(call, owner)


def address(name: str, application: Application) -> str:
    return reverse(f"applicants:{name}", args=[application.public_id])


def words(response: Any) -> str:
    return " ".join(text_of(response).split())


def test_each_macro_item_has_its_fields_and_its_sum(home: Client, ready: Application) -> None:
    page = words(home.get(address("costs", ready)))

    assert page.count('<tr class="wc-group" data-costs-sum="1">') == 1
    assert page.count('<tr class="wc-inside" data-costs-line="row" data-costs-group="2">') == 2
    for said in (
        "Prima di cominciare.",
        "10.000,00 €",
        "86.080,00 €",
        "86,08 %",
        "a forfait fino a",
    ):
        assert said in page


def test_what_breaks_a_macro_item_is_computed_again_and_said(
    home: Client, ready: Application
) -> None:
    typed = (
        {f"cost_{code}": euro.replace(".", ",") for code, euro in SPENT.items()}
        | {
            "cost_1.other": "4000,01",
            "cost_2.other": "36079,99",
            "own_funding": "20000",
        }
        | {f"was_cost_{code}": euro.replace(".", ",") for code, euro in SPENT.items()}
    )
    typed["was_own_funding"] = "20.000,00"
    said = "1. Preparazione: le sue voci sommano 10.000,01 €, cioè 10,00 % del totale"

    page = words(home.post(address("costs", ready), typed | {"stay": "1"}, follow=True))

    assert said in page
    assert said in words(home.get(address("missing", ready)))
    assert said in words(home.get(address("review", ready)))


def test_an_amount_that_is_none_stays_in_its_macro_item(home: Client, ready: Application) -> None:
    typed = {"cost_1.staff": "tanto", "version": ready.version}

    answer = home.post(address("costs", ready), typed)

    assert answer.status_code == 422
    assert 'value="tanto"' in text_of(answer)
    assert "data-errors" in text_of(answer)


def test_a_title_is_never_read_as_a_template(home: Client, owner: Person) -> None:
    written = macro_items(groups={"1": {"title": HOSTILE}})
    application = spending(published_call(draft=a_complete_draft(costs=written)), owner)

    page = home.get(address("costs", application)).content.decode()

    assert "&lt;b&gt;{{ settings.SECRET_KEY }}&lt;/b&gt;" in page
    assert HOSTILE not in page


def test_the_receipt_and_those_who_read_have_a_sum_for_each_macro_item(
    ready: Application,
) -> None:
    submission = sent(ready)

    context = receipt_said(submission, signature=None)

    names = ("title", "amount", "is_group", "is_inside")
    assert [tuple(each[name] for name in names) for each in context["costs"]] == READ
    assert reading_of(submission).costs == context["costs"]
    assert json.loads(json.dumps(context["costs"])) == context["costs"]
    assert submission.content["costs"] == SPENT


def test_on_paper_the_kinds_of_a_macro_item_stand_under_it(ready: Application) -> None:
    receipt = sent(ready).receipt
    prepare_blank_form(rulebook_id=ready.call.rulebooks.get().pk)
    blank = blank_form_of(ready.call.rulebooks.get())
    assert receipt is not None
    assert blank is not None

    paper = [text_on(Document.objects.get(pk=each.pk)) for each in (receipt, blank)]

    assert "1.Preparazione10.000,00€Personale6.000,00€Altrespese4.000,00€2." in paper[0]
    assert "1.Preparazione(art.6)Primadicominciare.–10,00%Personale––Altrespese––2." in paper[1]


def test_the_whole_form_tells_macro_items_above_their_kinds(client: Client, call: Call) -> None:
    page = words(client.get(f"/bandi/{call.code}/modulo/"))

    assert page.count('<tr class="wc-group">') == 2
    assert page.count('<tr class="wc-inside">') == 4
    assert "di: 1. Preparazione › Personale, 2. Realizzazione › Personale" in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_with_macro_items_break_no_rule(
    new_page: Callable[..., Any], axe: Callable[[Any], list[str]], owner: Person
) -> None:
    call = published_call(draft=a_complete_draft(costs=macro_items()))
    application = spending(call, owner)
    page = enter(new_page(), owner)

    for shown in (
        address("costs", application),
        address("review", application),
        reverse("calls:rules", args=[call.code]),
        f"/bandi/{call.code}/modulo/",
    ):
        look(page, axe, shown)
