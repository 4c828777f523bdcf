"""Read the phases of a draft, and whether every part belongs to one that exists."""

from collections.abc import Iterator
from datetime import datetime

from calls.engine.phases import EVERY, MOST_PHASES, Phase, is_asked
from calls.engine.reading import Draft, Missing, Part
from calls.engine.rulebook import Rulebook
from calls.enums import EditorSection

FEWEST = 2


def phases(draft: Draft) -> tuple[Phase, ...]:
    """The phases in their order; none where the call has just one."""
    whole = draft.listed(EditorSection.PHASES)
    return tuple(_phase(each) for each in whole.parts("phases", required=False))


def _phase(part: Part) -> Phase:
    phase = Phase(
        title=part.text("title", required=True),
        asks_costs=part.flag("asks_costs", default=True),
        opens_at=_instant(part, "opens_at"),
        closes_at=_instant(part, "closes_at"),
        article=part.text("article"),
    )
    part.finish()
    return phase


def _instant(part: Part, name: str) -> datetime | None:
    return part.instant(name) if part.text(name) else None


def phases_problems(rules: Rulebook) -> list[Missing]:
    """Say every part of no phase, every phase without parts, and windows that do not follow."""
    problems: list[Missing] = []
    count = len(rules.phases)
    part = Part({}, EditorSection.PHASES, problems)
    if 0 < count < FEWEST:
        part.note("one_phase")
    if count > MOST_PHASES:
        part.note("phases_too_many", read=count, limit=MOST_PHASES)
    for section, code, asked in _parts(rules):
        if asked > count:
            Part({}, section, problems, code).note("phase_unknown", read=asked, count=count)
    for number, phase in enumerate(rules.phases, start=1):
        if not any(is_asked(each.phase, number) for each in rules.sections):
            part.note("phase_without_questions", phase=phase.title)
    _check_conditions(rules, problems)
    _check_windows(rules, part)
    return problems


def _parts(rules: Rulebook) -> Iterator[tuple[EditorSection, str, int]]:
    for each in rules.sections:
        yield EditorSection.SECTIONS, each.code, each.phase
    for rule in rules.attachments:
        yield EditorSection.ATTACHMENTS, rule.code, rule.phase
    for group in rules.classes:
        yield EditorSection.CRITERIA, group.code, group.phase


def _check_conditions(rules: Rulebook, problems: list[Missing]) -> None:
    """A question is not asked after the answer to one that its phase does not ask."""
    home = {question.code: each.phase for each in rules.sections for question in each.questions}
    for section in rules.sections:
        for question in section.questions:
            asked = home.get(question.shown_if, EVERY)
            if question.shown_if and asked not in {EVERY, section.phase}:
                part = Part({}, EditorSection.SECTIONS, problems, question.code)
                part.note("condition_of_other_phase", read=question.shown_if)


def _check_windows(rules: Rulebook, part: Part) -> None:
    before = rules.deadline
    for phase in rules.phases[1:]:
        opens, closes = phase.opens_at, phase.closes_at
        if (opens is None) != (closes is None):
            part.note("phase_half_dated", phase=phase.title)
        elif opens is not None and closes is not None:
            if closes <= opens:
                part.note("window_reversed", opens_at=opens, closes_at=closes)
            if opens < before:
                part.note("phase_too_early", phase=phase.title, opens_at=opens, closes_at=before)
            before = closes
