"""What was written, question by question, as people read it before sending."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from applicants.engine.snapshot import Snapshot
from applicants.labels.answers import said
from calls.engine.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Part:
    """One section with the questions that are asked and their answers."""

    code: str
    title: str
    lines: tuple[dict[str, Any], ...]


def summary_of(snapshot: Snapshot, rules: Rulebook) -> list[Part]:
    """The sections of the rulebook with what was answered, empty where nothing was."""
    files = dict.fromkeys(snapshot.attachments, _("File caricato"))
    return [
        Part(
            section.code,
            section.title,
            tuple(said(section, rules, snapshot.answers, files=files)),
        )
        for section in rules.sections
    ]
