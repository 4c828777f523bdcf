"""What changed of an application between two of its contents, as people read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applicants.engine.comparing import Change, Piece, by_key, change_of, pieces
from applicants.engine.display import shown
from applicants.labels.answers import answer_text
from calls.engine.rulebook import Rulebook
from calls.enums import QuestionKind
from wecare.core.money import ZERO, euro, format_amount, total

Words = str | Promise
CHANGES: dict[Change, tuple[Words, str, str]] = {
    Change.SAME: (_("uguale"), "info", "it-check"),
    Change.CHANGED: (_("cambiata"), "warning", "it-pencil"),
    Change.ADDED: (_("nuova"), "done", "it-plus-circle"),
    Change.REMOVED: (_("non c'è più"), "closed", "it-minus-circle"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing before and after; `pieces` tells a text word by word."""

    label: Words
    change: Change
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()

    @property
    def mark(self) -> tuple[Words, str, str]:
        """What became of it, as word, tone and icon."""
        return CHANGES[self.change]


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the application with what became of it."""

    title: Words
    rows: tuple[Row, ...]

    @property
    def changed(self) -> tuple[Row, ...]:
        return tuple(each for each in self.rows if each.change is not Change.SAME)


@dataclass(frozen=True, slots=True)
class Sent:
    """A content with the rules under which it is read."""

    content: Mapping[str, Any]
    rules: Rulebook


def compared(before: Sent, after: Sent, *, blind: bool = False) -> list[Group]:
    """Project, answers, money, partners and Distretti; `blind` as those who judge read them."""
    groups = (
        Group(_("Progetto"), tuple(_project(before, after))),
        Group(_("Risposte"), tuple(_answers(before, after, blind=blind))),
        Group(_("Spese e contributo"), tuple(_money(before, after))),
        Group(_("Partner"), tuple(_named(before, after, "partners", "fiscal_code", "name"))),
        Group(_("Distretti"), tuple(_named(before, after, "districts", "code", "title"))),
    )
    return [each for each in groups if each.rows]


def _row(label: Words, before: str | None, after: str | None, *, is_text: bool = False) -> Row:
    change = change_of(before, after)
    told = pieces(before or "", after or "") if is_text and change is Change.CHANGED else ()
    return Row(label, change, before or "", after or "", told)


def _project(before: Sent, after: Sent) -> Iterable[Row]:
    yield _row(_("Titolo"), before.content["title"], after.content["title"], is_text=True)
    months = (str(each.content.get("months") or "") or None for each in (before, after))
    row = _row(_("Durata in mesi"), *months)
    if row.before or row.after:
        yield row


def _answers(before: Sent, after: Sent, *, blind: bool) -> Iterable[Row]:
    old, new = _said(before, blind=blind), _said(after, blind=blind)
    labels = {code: label for code, (label, _text) in (old | new).items()}
    texts = ({code: text for code, (_label, text) in said.items()} for said in (old, new))
    for code, earlier, later in by_key(*texts):
        if earlier or later:  # a question that nobody has answered yet is no news
            yield _row(labels[code], earlier or None, later or None, is_text=True)


def _said(sent: Sent, *, blind: bool) -> dict[str, tuple[str, str]]:
    """Code of each question asked and answered in words → its label and the answer."""
    answers = sent.content["answers"]
    asked = shown(sent.rules, answers)
    return {
        question.code: (question.label, answer_text(question, answers.get(question.code)))
        for section in sent.rules.sections
        for question in section.questions
        if question.code in asked
        and question.kind not in {QuestionKind.FILE, QuestionKind.TABLE}
        and not (blind and question.blind)
    }


def _money(before: Sent, after: Sent) -> Iterable[Row]:
    titles = {
        each.code: each.title for sent in (before, after) for each in sent.rules.cost_categories
    }
    old, new = (
        {
            each.code: format_amount(euro(sent.content["costs"].get(each.code, ZERO)))
            for each in sent.rules.cost_categories
        }
        for sent in (before, after)
    )
    for code, earlier, later in by_key(old, new):
        yield _row(titles[code], earlier, later)
    if titles:
        yield _row(_("Contributo richiesto"), *(_requested(each) for each in (before, after)))


def _requested(sent: Sent) -> str | None:
    if not sent.rules.cost_categories:
        return None
    costs = total(euro(amount) for amount in sent.content["costs"].values())
    return format_amount(costs - euro(sent.content["own_funding"]))


def _named(before: Sent, after: Sent, part: str, key: str, name: str) -> Iterable[Row]:
    old, new = (
        {each[key]: each[name] for each in sent.content.get(part, ())} for sent in (before, after)
    )
    for code, earlier, later in by_key(old, new):
        yield _row(later or earlier or code, earlier, later)
