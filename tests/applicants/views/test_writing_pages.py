"""The pages that go with writing: versions, comments, conflicts without a script, deleted drafts, prints."""

import io
from typing import Any

import pikepdf
import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from applicants.actions import applications, comments, deletions, drafts, headings
from applicants.models import Answer, Application, Comment, WrittenVersion
from applicants.queries.applications import content_of
from calls.models import Call
from tests.applicants.views.conftest import logged_in
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, answered, sent
from tests.factories.calls import a_complete_draft, published_call
from tests.factories.mandates import a_mandate
from tests.fixtures.database import Clock
from tests.fixtures.verapdf import Verdict
from wecare.accounts.models import Person
from wecare.core import clock as now
from wecare.core import printing, store
from wecare.core.models import Document

pytestmark = pytest.mark.django_db


def page(name: str, application: Application, *more: Any) -> str:
    return reverse(f"applicants:{name}", args=[application.public_id, *more])


def said(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def another(application: Application) -> Person:
    person: Person = PersonFactory(given_name="Luca", family_name="Verdi")
    a_mandate(person, application.organisation)
    return person


def test_the_versions_of_an_answer_are_shown_and_one_comes_back(
    home: Client, draft: Application
) -> None:
    answered(answered(draft, need="Prima"), need="Seconda")
    url = page("versions", draft, "project")
    assert "2 versioni" in said(home, url)
    shown = said(home, f"{url}?domanda=need")
    assert "Prima" in shown
    assert "È la risposta di adesso." in shown
    first = WrittenVersion.objects.earliest("id")

    answer = home.post(
        page("version_restored", draft, "project", first.pk), {"base": "2"}, follow=True
    )

    assert "Versione ripristinata" in answer.content.decode()
    assert Answer.objects.get().value == "Prima"


def test_a_version_restored_over_another_is_refused_with_a_sentence(
    home: Client, draft: Application
) -> None:
    answered(answered(draft, need="Prima"), need="Seconda")
    first = WrittenVersion.objects.earliest("id")

    for base in ("1", "", "x", "9" * 30):
        url = page("version_restored", draft, "project", first.pk)
        answer = home.post(url, {"base": base}, follow=True)
        assert "ha appena salvato un altro testo" in answer.content.decode()

    assert Answer.objects.get().value == "Seconda"


def test_versions_of_another_section_or_application_do_not_exist(
    home: Client, draft: Application, call: Call
) -> None:
    other = answered(a_draft(call), need="Altrui")
    theirs = other.written_versions.get()

    assert home.post(page("version_restored", draft, "project", theirs.pk)).status_code == 404
    assert home.get(page("versions", draft, "project") + "?domanda=zzz").status_code == 404
    assert home.get(page("versions", draft, "zzz")).status_code == 404


def test_many_versions_ask_no_more_of_the_database(home: Client, draft: Application) -> None:
    url = page("versions", draft, "project") + "?domanda=need"
    draft = answered(answered(draft, need="0"), need="1")
    few = queries(home, url)

    for number in range(2, 20):
        draft = answered(draft, need=str(number))

    assert queries(home, url) == few


def queries(browser: Client, url: str) -> int:
    browser.get(url)
    with CaptureQueriesContext(connection) as found:
        assert browser.get(url).status_code == 200
    return len(found.captured_queries)


def test_a_comment_is_written_counted_resolved_reopened_and_taken_away(
    home: Client, draft: Application
) -> None:
    url = page("comments", draft, "project")
    assert home.post(url, {"text": ""}).status_code == 422
    assert home.post(url, {"text": "Manca <b>un</b> dato"}).status_code == 302
    assert escape("Manca <b>un</b> dato") in said(home, url)
    assert "1 commento aperto" in said(home, page("application", draft))
    comment = Comment.objects.get()

    home.post(page("comment_resolved", draft, "project", comment.pk))
    assert "Risolto da Ada Bo" in said(home, url)
    assert "commento aperto" not in said(home, page("application", draft))
    home.post(page("comment_reopened", draft, "project", comment.pk))
    assert "1 commento aperto" in said(home, page("application", draft))
    home.post(page("comment_removed", draft, "project", comment.pk))

    shown = said(home, url)
    assert "Manca" not in shown
    assert "Ada Bo aveva scritto un commento" in shown
    assert "commento aperto" not in said(home, page("application", draft))


def test_nobody_takes_away_the_comment_of_another(home: Client, draft: Application) -> None:
    luca = another(draft)
    comment = comments.write(application=draft, section="project", text="Ehi", actor=luca)

    answer = home.post(page("comment_removed", draft, "project", comment.pk), follow=True)

    assert "solo i commenti che hai scritto tu" in answer.content.decode()
    assert Comment.objects.get().text == "Ehi"


def test_comments_are_no_part_of_what_is_sent(ready: Application) -> None:
    comments.write(
        application=ready, section="project", text="SEGRETO DI CHI SCRIVE", actor=ready.created_by
    )
    rules = ready.call.rulebooks.latest("version").rules

    submission = sent(ready)

    assert "SEGRETO" not in str(submission.content)
    assert submission.receipt is not None
    assert "SEGRETO" not in str(submission.receipt.context)
    assert "SEGRETO" not in str(content_of(ready, rules, at=now.now()))


def test_many_comments_ask_no_more_of_the_database(home: Client, draft: Application) -> None:
    def comment() -> None:
        comments.write(application=draft, section="project", text="Ehi", actor=draft.created_by)

    comment()
    few = queries(home, page("comments", draft, "project"))

    for _number in range(19):
        comment()

    assert queries(home, page("comments", draft, "project")) == few


def test_without_a_script_both_answers_are_side_by_side_and_one_is_chosen(
    home: Client, draft: Application
) -> None:
    draft = answered(draft, need="Prima")
    luca = another(draft)
    applications.save_answers(application=draft, answers={"need": ("Loro", 1)}, actor=luca)
    url = page("section", draft, "project")

    answer = home.post(url, {"need": "Mia", "need__version": "1"})

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Due versioni: Bisogno" in shown
    assert "Tieni il testo di Luca Verdi" in shown
    kept = WrittenVersion.objects.filter(origin="set_aside")
    assert list(kept.values_list("value", flat=True)) == ["Mia"]
    chosen = {"need": "Mia", "need__version": "2", "need__choice": "theirs"}
    assert home.post(url, chosen).status_code == 302
    assert Answer.objects.get().value == "Loro"
    merged = {"need": "Mia e loro", "need__version": "2", "need__choice": "mine"}
    assert home.post(url, merged).status_code == 302
    assert Answer.objects.get().value == "Mia e loro"


def test_the_heading_says_which_field_two_people_wrote(home: Client, draft: Application) -> None:
    luca = another(draft)
    headings.save_heading(application=draft, title="Di Luca", lot="T", base_version=1, actor=luca)
    url = page("heading", draft)
    was = {"title__was": "Una casa per tutti", "lot__was": "T"}

    answer = home.post(url, {"title": "Di Ada", "lot": "R", "version": "1", **was})

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Due versioni: Titolo del progetto" in shown
    assert "Due versioni: Lotto" not in shown
    again = {"title": "Di Ada", "lot": "R", "version": "2", "title__was": "Di Luca"}
    theirs = again | {"lot__was": "T", "title__choice": "theirs"}
    assert home.post(url, theirs).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.lot) == ("Di Luca", "R")
    assert "Di Ada" in said(home, page("heading_versions", draft))


def test_a_draft_is_deleted_and_restored_from_its_pages(home: Client, draft: Application) -> None:
    another(draft)
    assert "Luca Verdi" in said(home, page("deletion", draft))

    answer = home.post(page("deletion", draft), follow=True)

    shown = answer.content.decode()
    assert "Bozza eliminata: per 30 giorni" in shown
    assert draft.title in shown
    assert home.get(page("application", draft)).status_code == 404
    assert home.get(page("section", draft, "project")).status_code == 404
    assert home.post(page("restoration", draft), follow=True).status_code == 200
    assert said(home, page("application", draft))


def test_what_was_sent_has_no_button_to_delete_it(home: Client, ready: Application) -> None:
    sent(ready)

    assert "Questa domanda non si può eliminare" in said(home, page("deletion", ready))
    answer = home.post(page("deletion", ready), follow=True)
    assert "non si può eliminare" in answer.content.decode()
    ready.refresh_from_db()
    assert ready.deleted_at is None


def test_the_list_of_the_deleted_asks_no_more_for_many(
    home: Client, owner: Person, call: Call
) -> None:
    url = reverse("applicants:deleted")
    deletions.delete(application=a_draft(call, actor=owner), actor=owner)
    few = queries(home, url)

    for _number in range(19):
        deletions.delete(application=a_draft(call, actor=owner), actor=owner)

    assert queries(home, url) == few


def test_others_restore_nothing(stranger: Client, draft: Application) -> None:
    deletions.delete(application=draft, actor=draft.created_by)

    assert stranger.post(page("restoration", draft)).status_code == 404


def printed(application: Application) -> bytes:
    rulebook = application.call.rulebooks.select_related("call").latest("version")
    document = drafts.print_draft(application=application, rulebook=rulebook)
    made = printing.render_document(document=Document.objects.get(pk=document.pk))
    assert made.file is not None, made.error
    return store.read(made.file)


def test_every_page_of_a_printed_draft_says_that_it_was_not_sent(
    ready: Application, verapdf: Verdict
) -> None:
    applications.save_answers(
        application=ready,
        answers={"need": ("parola " * 3000, 1)},
        actor=ready.created_by,
    )

    content = printed(ready)

    sign = "BOZZA–nonèunadomandainviata"
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    texts = ["".join(each.extract_text().split()) for each in pages]
    assert len(texts) > 2
    assert [number for number, text in enumerate(texts) if sign not in text] == []
    assert not [text for text in texts if "Protocollo" in text or "WCR-" in text]
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert all(
            "/Pattern" in each.Resources or "/XObject" in each.Resources for each in opened.pages
        )
    assert verapdf(content, "3a") == []


def test_the_pdf_of_a_draft_is_asked_for_made_once_and_taken(
    home: Client, stranger: Client, draft: Application
) -> None:
    url = page("draft_print", draft)
    shown = said(home, url)
    assert "Una bozza non è una domanda inviata" in shown

    first = home.post(url)
    again = home.post(url)
    assert first["Location"] == again["Location"]
    pdf = first["Location"].replace("/bozza/", "/bozza/pdf/")
    assert home.get(pdf).status_code == 404
    assert "Stiamo preparando il PDF" in said(home, first["Location"])
    printing.render_document(document=Document.objects.get())

    assert home.get(pdf).getvalue().startswith(b"%PDF")
    assert stranger.get(pdf).status_code == 404
    assert home.get(page("draft_pdf", draft) + "?pdf=" + "a" * 64).status_code == 404


def test_what_was_sent_has_a_receipt_and_no_draft(home: Client, ready: Application) -> None:
    sent(ready)

    assert home.get(page("draft_print", ready)).status_code == 404
    assert home.post(page("draft_print", ready)).status_code == 404


def test_copying_shows_what_comes_before_it_does(
    home: Client, owner: Person, draft: Application, ready: Application
) -> None:
    target = a_draft(draft.call, organisation=ready.organisation, actor=owner)
    url = page("copy", target)
    assert ready.title in said(home, url)
    shown = said(home, f"{url}?da={ready.public_id}")
    assert "Bisogno" in shown

    answer = home.post(f"{url}?da={ready.public_id}", follow=True)

    assert "Copiate 2 cose." in answer.content.decode()
    for name in ("x", str(draft.public_id), str(target.public_id)):
        assert home.get(f"{url}?da={name}").status_code == 404
        assert home.post(f"{url}?da={name}").status_code == 404


def test_the_responsibility_passes_through_the_pages(home: Client, draft: Application) -> None:
    luca = another(draft)
    url = page("handover", draft)
    assert home.post(url, {"person": "0"}).status_code == 422
    assert home.post(url, {"person": str(luca.pk)}).status_code == 302
    waiting = draft.handovers.get()
    theirs = logged_in(luca)
    assert "Accetta: ne divento responsabile" in said(theirs, url)
    assert "Accetta: ne divento responsabile" not in said(home, url)

    assert theirs.post(page("handover_answered", draft, waiting.pk, "boh")).status_code == 404
    theirs.post(page("handover_answered", draft, waiting.pk, "accettazione"))

    assert "Ne è responsabile Luca Verdi" in said(home, url)


def test_when_the_call_is_closed_the_versions_are_still_read(
    home: Client, draft: Application, clock: Clock
) -> None:
    draft = answered(answered(draft, need="Prima"), need="Seconda")
    first = WrittenVersion.objects.earliest("id")
    clock.set(draft.call.windows.get().closes_at)

    assert "Prima" in said(home, page("versions", draft, "project") + "?domanda=need")
    answer = home.post(
        page("version_restored", draft, "project", first.pk), {"base": "2"}, follow=True
    )

    assert "Il bando è chiuso dal" in answer.content.decode()
    assert said(home, page("draft_print", draft))


def test_the_example_of_a_question_is_read_where_it_is_answered(owner: Person) -> None:
    asked = {"code": "need", "label": "Bisogno", "kind": "text", "example": "Case <b>vuote</b>"}
    sections = [{"code": "project", "title": "Progetto", "questions": [asked]}]
    call = published_call(code="con-esempio", draft=a_complete_draft(sections=sections))
    draft = a_draft(call, actor=owner)

    shown = said(logged_in(owner), page("section", draft, "project"))

    example = escape("Esempio: Case <b>vuote</b>")
    assert example in shown
    assert example in said(Client(), reverse("applicants:whole_form", args=[call.code]))
    assert example in said(Client(), reverse("calls:rules", args=[call.code]))
