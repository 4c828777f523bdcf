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

WAS = "was"  # the code a row of the form's sections was read under

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
class FormSections(Portion):
    """The sections of the form; the questions of each follow it when it is renamed or moved.

    Its mark counts the questions too, for taking a section away takes them along.
    """

    section: EditorSection = EditorSection.SECTIONS

    def put(self, draft: Draft, written: Any) -> Any:
        """The rows, each with the questions that stand under the code it had or has."""
        questions = {row.get("code"): row.get("questions") or [] for row in _rows(draft)}
        return [
            {name: value for name, value in row.items() if name != WAS}
            | {"questions": questions.get(row.get(WAS), questions.get(row["code"], []))}
            for row in written
        ]


@dataclass(frozen=True, slots=True)
class FormQuestions(Portion):
    """The questions of one section of the form."""

    section: EditorSection = EditorSection.SECTIONS
    code: str = ""

    def is_there(self, draft: Draft) -> bool:
        """Whether the form has this section."""
        return any(row.get("code") == self.code for row in _rows(draft))

    def held(self, draft: Draft) -> Any:
        """Its questions."""
        found = [row for row in _rows(draft) if row.get("code") == self.code]
        return found[0].get("questions") or [] if found else None

    def put(self, draft: Draft, written: Any) -> Any:
        """All the sections, this one with its new questions."""
        return [
            {**row, "questions": written} if row.get("code") == self.code else row
            for row in _rows(draft)
        ]


def _rows(draft: Draft) -> list[dict[str, Any]]:
    return list(draft.get(EditorSection.SECTIONS.value) or [])
