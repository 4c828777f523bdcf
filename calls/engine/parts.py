"""Read each section of a draft into its part of the rulebook; who may apply, money and time apart."""

from decimal import Decimal
from typing import Any

from calls.engine.asking import AttachmentRule, Question, Section
from calls.engine.computing_parts import computation
from calls.engine.desk import Desk
from calls.engine.judging_parts import judging
from calls.engine.lots_parts import lot
from calls.engine.phases import EVERY, MOST_PHASES
from calls.engine.reading import Draft, Part
from calls.engine.rulebook import (
    Criterion,
    CriterionClass,
    Level,
    Lot,
    TieRule,
    Window,
)
from calls.enums import (
    Aggregation,
    EditorSection,
    Filler,
    Obligation,
    Procedure,
    QuestionKind,
    Signer,
    TieKind,
)

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
WHOLE = Decimal("100.00")
MOST_WORDS = 20_000
MOST_ROWS = 200
MOST_ASSESSORS = 15
DEFAULT_ASSESSORS = 3
MOST_REQUESTED = Decimal("1000.00")  # per cent of a lot's money, before its desk stops
POINTED_TIES = frozenset({TieKind.CRITERION, TieKind.CLASS})


def identity(draft: Draft) -> dict[str, str]:
    part = draft.part(EditorSection.IDENTITY)
    names = ("title", "summary", "responsible_office", "contact")
    read = {name: part.text(name, required=True) for name in names}
    part.finish()
    return read


def receiving(draft: Draft) -> tuple[tuple[Window, ...], str, dict[str, Any]]:
    """When applications are received and in which way: windows, their article, procedure and desk.

    A window that cannot be read is noted, and is none of them.
    """
    part = draft.part(EditorSection.WINDOW)
    rows = [(part.instant("opens_at"), part.instant("closes_at"))]
    for each in part.parts("more", required=False):
        rows.append((each.instant("opens_at"), each.instant("closes_at")))
        each.finish()
    windows = tuple(Window(opens, closes) for opens, closes in rows if opens and closes)
    procedure = part.choice("procedure", Procedure, Procedure.RANKED)
    desk = Desk(
        stop_percent=part.number("stop_percent", low=CENT, high=MOST_REQUESTED) or WHOLE,
        article=part.text("desk_article"),
    )
    article = part.text("article")
    part.finish()
    is_desk = procedure is Procedure.DESK
    return windows, article, {"procedure": procedure, "desk": desk if is_desk else None}


def lots(draft: Draft, *, fund: str) -> tuple[Lot, ...]:
    whole = draft.listed(EditorSection.LOTS)
    found = tuple(lot(part, fund=fund) for part in whole.parts("lots"))
    whole.unique([lot.code for lot in found])
    return found


def sections(draft: Draft) -> tuple[Section, ...]:
    whole = draft.listed(EditorSection.SECTIONS)
    found = tuple(_section(part) for part in whole.parts("sections"))
    whole.unique([section.code for section in found])
    whole.unique([question.code for section in found for question in section.questions])
    return found


def attachments(draft: Draft) -> tuple[AttachmentRule, ...]:
    whole = draft.listed(EditorSection.ATTACHMENTS)
    found = tuple(_attachment(part) for part in whole.parts("attachments", required=False))
    whole.unique([rule.code for rule in found])
    return found


def criteria(draft: Draft) -> dict[str, Any]:
    part = draft.part(EditorSection.CRITERIA)
    classes = tuple(_class(each) for each in part.parts("classes"))
    found = tuple(_criterion(each) for each in part.parts("criteria"))
    part.unique([each.code for each in classes])
    part.unique([each.code for each in found])
    read = {
        "classes": classes,
        "criteria": found,
        "total_threshold": part.number("total_threshold", low=NOTHING),
        "aggregation": part.choice("aggregation", Aggregation, Aggregation.MEAN),
        "assessors": part.count("assessors", low=1, high=MOST_ASSESSORS) or DEFAULT_ASSESSORS,
        "judging": judging(part),
        "article": part.text("article"),
    }
    part.finish()
    return read


def ties(draft: Draft) -> tuple[TieRule, ...]:
    whole = draft.listed(EditorSection.TIES)
    found = tuple(_tie(part) for part in whole.parts("ties", required=False))
    if not found:
        whole.note("ties_missing")
    return found


def _section(part: Part) -> Section:
    section = Section(
        code=part.code(),
        title=part.text("title", required=True),
        intro=part.text("intro"),
        questions=tuple(_question(each) for each in part.parts("questions")),
        filled_by=part.choice("filled_by", Filler, Filler.LEAD),
        phase=phase_of(part),
    )
    part.finish()
    return section


def _question(part: Part) -> Question:
    kind = part.choice("kind", QuestionKind, QuestionKind.TEXT)
    max_words = part.count("max_words", low=1, high=MOST_WORDS)
    choices, columns = part.words("choices"), part.words("columns")
    shown_if, shown_values = part.text("shown_if"), part.words("shown_values")
    max_rows = part.count("max_rows", low=1, high=MOST_ROWS)
    question = Question(
        code=part.code(),
        label=part.text("label", required=True),
        help=part.text("help"),
        kind=kind,
        required=part.flag("required", default=True),
        max_words=max_words if kind is QuestionKind.TEXT else None,
        choices=choices if kind is QuestionKind.CHOICE else (),
        article=part.text("article"),
        shown_if=shown_if,
        shown_values=shown_values if shown_if else (),
        columns=columns if kind is QuestionKind.TABLE else (),
        max_rows=max_rows if kind is QuestionKind.TABLE else None,
        blind=part.flag("blind", default=False),
        example=part.text("example"),
    )
    part.finish()
    return question


def _attachment(part: Part) -> AttachmentRule:
    rule = AttachmentRule(
        code=part.code(),
        title=part.text("title", required=True),
        help=part.text("help"),
        obligation=part.choice("obligation", Obligation, Obligation.EXCLUSION),
        article=part.text("article"),
        filled_by=part.choice("filled_by", Filler, Filler.LEAD),
        signed_by=part.choice("signed_by", Signer, Signer.NOBODY),
        template=part.text("template"),
        template_name=part.text("template_name"),
        phase=phase_of(part),
    )
    part.finish()
    return rule


def _class(part: Part) -> CriterionClass:
    found = CriterionClass(
        code=part.code(),
        title=part.text("title", required=True),
        threshold=part.number("threshold", low=NOTHING),
        phase=phase_of(part),
    )
    part.finish()
    return found


def _criterion(part: Part) -> Criterion:
    found = Criterion(
        code=part.code(),
        class_code=part.text("class_code", required=True),
        title=part.text("title", required=True),
        help=part.text("help"),
        maximum=part.number("maximum", required=True, low=CENT) or NOTHING,
        weight=part.number("weight", low=CENT) or Decimal("1.00"),
        threshold=part.number("threshold", low=NOTHING),
        levels=tuple(_level(each) for each in part.parts("levels", required=False)),
        computed=computation(part),
        subject=part.text("subject"),
    )
    part.finish()
    return found


def _level(part: Part) -> Level:
    level = Level(
        points=part.number("points", required=True, low=NOTHING) or NOTHING,
        name=part.text("name", required=True),
    )
    part.finish()
    return level


def _tie(part: Part) -> TieRule:
    kind = part.choice("kind", TieKind, TieKind.EARLIER_INSTANT)
    if "kind" not in part.data:
        part.note("lacks", what_field="kind")
    reference = part.text("reference", required=kind in POINTED_TIES)
    article = part.text("article")
    part.finish()
    return TieRule(kind, reference if kind in POINTED_TIES else "", article)


def phase_of(part: Part) -> int:
    """The phase in which a part of the form is asked; zero is every one."""
    return part.count("phase", low=EVERY, high=MOST_PHASES) or EVERY
