"""What was written, question by question, as people read it before sending."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from applicants.engine.display import partner_answers
from applicants.engine.snapshot import Member, Snapshot
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


@dataclass(frozen=True, slots=True)
class PartnerPart:
    """A partner with the parts it filled."""

    name: str
    fiscal_code: str
    parts: tuple[Part, ...]


def partners_summary(snapshot: Snapshot, rules: Rulebook) -> list[PartnerPart]:
    """Each partner with what it answered, empty where it answered nothing."""
    return [_partner(each, snapshot, rules) for each in snapshot.partners]


def _partner(member: Member, snapshot: Snapshot, rules: Rulebook) -> PartnerPart:
    files = dict.fromkeys(member.attachments, _("File caricato"))
    answers = partner_answers(rules, snapshot.answers, member.answers)
    parts = tuple(
        Part(each.code, each.title, tuple(said(each, rules, answers, files=files)))
        for each in rules.partner_sections
    )
    return PartnerPart(member.name, member.fiscal_code, parts)
