"""What of an earlier application fits a new one: the same question asks the same thing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from calls.engine.asking import AttachmentRule, Question
from calls.enums import QuestionKind


class Left(StrEnum):
    """Why something is not copied."""

    NOT_ASKED = "not_asked"
    ASKED_OTHERWISE = "asked_otherwise"
    NOT_OFFERED = "not_offered"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Copying:
    """Codes that are copied, and what is left with its label and why."""

    answers: tuple[str, ...]
    files: tuple[str, ...]
    left: tuple[tuple[str, Left], ...]


def copying(
    *,
    asked_then: Collection[Question],
    asked_now: Collection[Question],
    answers: Mapping[str, Any],
    written: Mapping[str, Any],
    files_then: Mapping[str, AttachmentRule],
    files_now: Mapping[str, AttachmentRule],
    uploaded: Collection[str],
) -> Copying:
    """Say what is copied: where code, kind and text of the question agree, and nothing is written yet.

    `files_then` are the places that have a file in the earlier application; `uploaded` those that
    have one in the new.
    """
    now = {each.code: each for each in asked_now}
    copied, files, left = [], [], []
    for question in asked_then:
        value = answers.get(question.code)
        if question.kind is QuestionKind.FILE or value in (None, ""):
            continue
        why = _why_not(question, now.get(question.code), value, written)
        if why is None:
            copied.append(question.code)
        else:
            left.append((question.label, why))
    for code, rule in files_then.items():
        place = files_now.get(code)
        if place is None or place.title != rule.title:
            left.append((rule.title, Left.NOT_ASKED))
        elif code in uploaded:
            left.append((rule.title, Left.WRITTEN))
        else:
            files.append(code)
    return Copying(tuple(copied), tuple(files), tuple(left))


def _why_not(
    then: Question, now: Question | None, value: Any, written: Mapping[str, Any]
) -> Left | None:
    if now is None:
        return Left.NOT_ASKED
    if (now.kind, now.label, now.columns) != (then.kind, then.label, then.columns):
        return Left.ASKED_OTHERWISE
    if now.kind is QuestionKind.CHOICE and value not in now.choices:
        return Left.NOT_OFFERED
    return Left.WRITTEN if written.get(now.code) not in (None, "") else None
