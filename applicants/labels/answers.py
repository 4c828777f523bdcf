"""An answer as people type it and read it: `1250,00`, `23/11/2026`, a table by rows."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from applicants.engine.display import partner_answers, shown
from applicants.engine.tables import rows_of
from calls.engine.asking import Question, Section
from calls.engine.rulebook import Rulebook
from calls.enums import QuestionKind
from calls.labels import ORGANISATION_KINDS
from wecare.core.money import euro, format_plain


def answer_text(question: Question, stored: Any) -> str:
    """The stored value of an answer as its field shows it; empty where there is none."""
    if stored is None or stored == "":
        return ""
    match question.kind:
        case QuestionKind.MONEY:
            return format_plain(euro(stored))
        case QuestionKind.DATE:
            return f"{date.fromisoformat(stored):%d/%m/%Y}"
        case _text:
            return str(stored)


def sections_said(
    content: Mapping[str, Any], rules: Rulebook, *, blind: bool = False
) -> list[dict[str, Any]]:
    """The sections that the lead filled, each with its answers; see `said`."""
    files = _files(content)
    return [
        {
            "title": section.title,
            "answers": list(said(section, rules, content["answers"], files=files, blind=blind)),
        }
        for section in rules.sections
    ]


def partners_said(
    content: Mapping[str, Any], rules: Rulebook, *, blind: bool = False
) -> list[dict[str, Any]]:
    """Each partner with who it is and the sections it filled: name, fiscal_code, kind, seat, sections."""
    kinds = {kind.value: str(name) for kind, name in ORGANISATION_KINDS.items()}
    return [
        {
            "name": each["name"],
            "fiscal_code": each["fiscal_code"],
            "kind": kinds[each["kind"]],
            "seat": f"{each['seat']['municipality']} ({each['seat']['province']})",
            "sections": _partner_sections(content, each, rules, blind=blind),
            "attachments": each["attachments"],
        }
        for each in content.get("partners", ())
    ]


def _partner_sections(
    content: Mapping[str, Any], partner: Mapping[str, Any], rules: Rulebook, *, blind: bool
) -> list[dict[str, Any]]:
    answers = partner_answers(rules, content["answers"], partner["answers"])
    files = _files(partner)
    return [
        {
            "title": section.title,
            "answers": list(said(section, rules, answers, files=files, blind=blind)),
        }
        for section in rules.partner_sections
    ]


def _files(part: Mapping[str, Any]) -> dict[str, str]:
    return {each["requirement"]: each["filename"] for each in part["attachments"]}


def files_said(content: Mapping[str, Any], rules: Rulebook) -> Iterator[dict[str, Any]]:
    """Every file of lead and partners: who, title, filename, digest."""
    titles = {each.code: each.title for each in (*rules.uploads, *rules.partner_uploads)}
    members = [(content["organisation"]["name"], content), *_named_partners(content)]
    for who, part in members:
        for each in part["attachments"]:
            title = titles.get(each["requirement"], each["requirement"])
            yield {
                "who": who,
                "title": title,
                "filename": each["filename"],
                "digest": each["digest"],
            }


def _named_partners(content: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return [(each["name"], each) for each in content.get("partners", ())]


def said(
    section: Section,
    rules: Rulebook,
    answers: Mapping[str, Any],
    *,
    files: Mapping[str, str],
    blind: bool = False,
) -> Iterator[dict[str, Any]]:
    """The questions of a section that are asked, each with its answer as plain values.

    Keys: label, value (text), columns and rows of a table. `files` names the file of each question
    answered by one; `blind` leaves out what those who judge do not read.
    """
    asked = shown(rules, answers)
    for question in section.questions:
        if question.code not in asked or (blind and question.blind):
            continue
        stored = answers.get(question.code)
        is_table = question.kind is QuestionKind.TABLE
        is_file = question.kind is QuestionKind.FILE
        yield {
            "label": question.label,
            "value": files.get(question.code, "") if is_file else answer_text(question, stored),
            "columns": list(question.columns),
            "rows": rows_of(stored) if is_table and isinstance(stored, str) else [],
        }
