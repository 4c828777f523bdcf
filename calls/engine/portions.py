"""What one page of the editor writes of a draft: two people meet only where they write the same.

A page remembers the mark of its portion as it read it. Whoever writes over another version of the draft
is let in while the portion still bears that mark: what changed lies elsewhere.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calls.enums import EditorSection
from wecare.core.digests import sha256

WAS = "was"  # the code a row was read under

Draft = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Portion:
    """A whole section of the draft."""

    section: EditorSection

    def is_there(self, draft: Draft) -> bool:
        """Whether the draft has the place to be written."""
        return True

    def held(self, draft: Draft) -> Any:
        """What the draft holds there."""
        return draft.get(self.section.value)

    def put(self, draft: Draft, written: Any) -> Any:
        """The section once this is written."""
        return written

    def mark(self, draft: Draft) -> str:
        """The digest of what is held there."""
        held = json.dumps(self.held(draft), sort_keys=True, ensure_ascii=True)
        return sha256(held.encode())


@dataclass(frozen=True, slots=True)
class CodedRows(Portion):
    """Rows known by a code; what hangs on each, written elsewhere, follows it when it is renamed or moved.

    `hanging` names what hangs there, with the value of who has none. The mark of the portion counts it
    too, for taking a row away takes it along.
    """

    hanging: tuple[tuple[str, Any], ...] = ()

    def put(self, draft: Draft, written: Any) -> Any:
        """The rows, each with what hangs under the code it had or has."""
        stored = {row.get("code"): row for row in _rows(draft, self.section)}
        return [
            {name: value for name, value in row.items() if name != WAS}
            | self._hung(stored.get(row.get(WAS), stored.get(row["code"], {})))
            for row in written
        ]

    def _hung(self, row: Draft) -> dict[str, Any]:
        return {name: row.get(name) or blank for name, blank in self.hanging}


def form_sections() -> CodedRows:
    """The sections of the form, with their questions."""
    return CodedRows(EditorSection.SECTIONS, (("questions", []),))


def documents() -> CodedRows:
    """The documents to attach, with the templates to fill."""
    return CodedRows(EditorSection.ATTACHMENTS, (("template", ""), ("template_name", "")))


@dataclass(frozen=True, slots=True)
class DocumentTemplate(Portion):
    """The template of one document to attach."""

    section: EditorSection = EditorSection.ATTACHMENTS
    code: str = ""

    def is_there(self, draft: Draft) -> bool:
        """Whether the call asks for this document."""
        return self.held(draft) is not None

    def held(self, draft: Draft) -> Any:
        """The digest and the name of the file; blanks where there is none."""
        found = [row for row in _rows(draft, self.section) if row.get("code") == self.code]
        names = ("template", "template_name")
        return {name: found[0].get(name, "") for name in names} if found else None

    def put(self, draft: Draft, written: Any) -> Any:
        """All the documents, this one with its new template."""
        return [
            {**row, **written} if row.get("code") == self.code else row
            for row in _rows(draft, self.section)
        ]


@dataclass(frozen=True, slots=True)
class FormQuestions(Portion):
    """The questions of one section of the form."""

    section: EditorSection = EditorSection.SECTIONS
    code: str = ""

    def is_there(self, draft: Draft) -> bool:
        """Whether the form has this section."""
        return any(row.get("code") == self.code for row in _rows(draft, self.section))

    def held(self, draft: Draft) -> Any:
        """Its questions."""
        found = [row for row in _rows(draft, self.section) if row.get("code") == self.code]
        return found[0].get("questions") or [] if found else None

    def put(self, draft: Draft, written: Any) -> Any:
        """All the sections, this one with its new questions."""
        return [
            {**row, "questions": written} if row.get("code") == self.code else row
            for row in _rows(draft, self.section)
        ]


def _rows(draft: Draft, section: EditorSection) -> list[dict[str, Any]]:
    return list(draft.get(section.value) or [])
