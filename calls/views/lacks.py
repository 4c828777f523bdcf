"""What a draft lacks, each thing with the page where it is put right."""

from typing import Any

from django.urls import reverse

from calls.engine.missing import Missing, missing_for_publication
from calls.enums import EditorSection
from calls.labels import sentence
from calls.models import Call


def lacks_of(call: Call) -> list[dict[str, Any]]:
    """The rows of the list of what is missing, in the order of the editor."""
    return [
        {"ok": False, "sentence": sentence(missing), "url": _place(call, missing)}
        for missing in missing_for_publication(call.draft)
    ]


def _place(call: Call, missing: Missing) -> str:
    if missing.section is EditorSection.SECTIONS:
        home = _section_of(call, missing.item)
        if home:
            return reverse("calls:editor_questions", args=[call.code, home])
    return reverse("calls:editor", args=[call.code, missing.section.value])


def _section_of(call: Call, item: str) -> str:
    """The section whose question lacks something, or that has no questions at all."""
    for section in call.draft.get("sections") or []:
        codes = [question.get("code") for question in section.get("questions") or []]
        if item and item in codes:
            return str(section.get("code", ""))
        if item and item == section.get("code") and not codes:
            return item
    return ""
