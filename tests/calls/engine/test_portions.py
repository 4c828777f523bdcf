"""What one page of the editor writes of a draft, and what it leaves alone."""

from typing import Any

from calls.engine.portions import DocumentTemplate, FormQuestions, Portion, documents, form_sections
from calls.enums import EditorSection
from tests.factories.rules import draft

NEED = {"code": "need", "label": "Bisogno"}
WHO = {"code": "who", "label": "Chi?"}


def form(**questions: list[dict[str, Any]]) -> dict[str, Any]:
    """A draft whose form has these sections."""
    return {
        "sections": [
            {"code": code, "title": code, "questions": held} for code, held in questions.items()
        ]
    }


def test_a_section_is_written_whole() -> None:
    portion = Portion(EditorSection.LOTS)

    assert portion.held(draft())[0]["code"] == "T"
    assert portion.put(draft(), []) == []


def test_the_mark_of_a_section_does_not_change_with_the_others() -> None:
    portion = Portion(EditorSection.LOTS)

    assert portion.mark(draft()) == portion.mark(draft(costs=[]))
    assert portion.mark(draft()) != portion.mark(draft(lots=[]))
    assert portion.mark({}) != portion.mark({"lots": []})


def test_questions_follow_the_sections_that_change_places_and_codes() -> None:
    written = [
        {"code": "b", "title": "B", "was": "a"},
        {"code": "a", "title": "A", "was": "b"},
        {"code": "c", "title": "C", "was": ""},
    ]

    put = form_sections().put(form(a=[NEED], b=[WHO]), written)

    assert [(row["code"], row["questions"]) for row in put] == [
        ("b", [NEED]),
        ("a", [WHO]),
        ("c", []),
    ]
    assert all("was" not in row for row in put)


def test_a_page_that_does_not_know_of_its_own_renaming_loses_no_question() -> None:
    """The answer to a save was lost: the page sends again what is stored already."""
    portion = form_sections()
    written = [{"code": "idea", "title": "Idea", "was": "project"}]
    stored = {"sections": portion.put(form(project=[NEED]), written)}

    assert portion.put(stored, written) == stored["sections"]


def test_the_questions_of_a_section_are_written_among_the_others() -> None:
    portion = FormQuestions(code="a")

    put = portion.put(form(a=[NEED], b=[WHO]), [])

    assert [(row["code"], row["questions"]) for row in put] == [("a", []), ("b", [WHO])]
    assert portion.mark(form(a=[NEED], b=[])) == portion.mark(form(a=[NEED], b=[WHO]))
    assert portion.mark(form(a=[NEED])) != portion.mark(form(a=[]))


def test_a_section_that_was_taken_away_has_no_place_to_write() -> None:
    assert FormQuestions(code="a").is_there(form(a=[]))
    assert not FormQuestions(code="a").is_there(form(b=[]))
    assert not FormQuestions(code="a").is_there({})


def test_templates_follow_the_documents_and_are_written_apart() -> None:
    deed = {"code": "deed", "title": "Atto", "template": "ab", "template_name": "atto.pdf"}
    held = {"attachments": [deed]}

    put = documents().put(held, [{"code": "act", "title": "Atto", "was": "deed"}])
    written = DocumentTemplate(code="deed").put(held, {"template": "", "template_name": ""})

    assert put == [{**deed, "code": "act"}]
    assert written == [{**deed, "template": "", "template_name": ""}]
    assert not DocumentTemplate(code="act").is_there(held)
    renamed = {"attachments": [{**deed, "title": "Atto costitutivo"}]}
    assert DocumentTemplate(code="deed").mark(held) == DocumentTemplate(code="deed").mark(renamed)
