"""The checklist of a formal check, as the rulebook and what was sent give it.

One line for everything that is asked on pain of exclusion, may be completed, or is optional. What the
portal sees by itself is beside each line; whether it is met is for an officer to say.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from applicants.engine.completeness import Requirement, requirements
from applicants.engine.snapshot import Member, Snapshot
from applicants.enums import RequirementSection, RequirementState
from calls.engine.facts import Fact
from calls.engine.rulebook import Rulebook
from calls.enums import ArticleTopic, Obligation, QuestionKind, SignaturePolicy
from evaluation.enums import AdmissibilityOutcome, LineGroup, LineState

_GROUPS = {
    RequirementSection.ORGANISATION: LineGroup.PROPONENT,
    RequirementSection.PARTNERSHIP: LineGroup.PROPONENT,
    RequirementSection.PROJECT: LineGroup.PROJECT,
    RequirementSection.COSTS: LineGroup.PROJECT,
    RequirementSection.QUESTIONS: LineGroup.APPLICATION,
    RequirementSection.ATTACHMENTS: LineGroup.APPLICATION,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to check: `code` is stable and unique in an application.

    `found` is what the portal saw, None where only a person can see. `document` is the place of the
    file that the line is about, of `partner` where it is a partner's; `integrated` says that it
    came, or came again, with an answer to a request.
    """

    code: str
    group: LineGroup
    consequence: Obligation
    title: str = ""
    article: str = ""
    found: RequirementState | None = None
    fact: Fact | None = None
    document: str = ""
    partner: Member | None = None
    integrated: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """What an officer said of a line."""

    code: str
    state: LineState


@dataclass(frozen=True, slots=True)
class Balance:
    """What the ticks of a checklist say together, by the codes of the lines."""

    failed: tuple[str, ...]  # not met, on pain of exclusion
    open: tuple[str, ...]  # to be clarified
    unread: tuple[str, ...]  # nobody has said anything

    @property
    def speaks_against(self) -> bool:
        """Whether admitting needs a reason."""
        return bool(self.failed or self.open)


def checklist(
    rules: Rulebook,
    snapshot: Snapshot,
    *,
    is_signed: bool = False,
    integrated: Collection[tuple[str, str]] = (),
) -> tuple[Line, ...]:
    """Every line, by group and then in the order of the form.

    `integrated` are the files that came later: (place, fiscal code of the partner or blank).
    """
    lines = [*_receivability(rules, is_signed=is_signed), *_stamp(rules)]
    for each in requirements(rules, snapshot):
        lines += _line(rules, each, frozenset(integrated))
    order = list(LineGroup)
    return tuple(sorted(lines, key=lambda line: order.index(line.group)))


def balance(lines: Iterable[Line], ticks: Mapping[str, LineState]) -> Balance:
    """What the ticks say together; ticks of lines that are not there count nothing."""
    found = list(lines)
    return Balance(
        failed=tuple(
            line.code
            for line in found
            if ticks.get(line.code) is LineState.NOT_MET
            and line.consequence is Obligation.EXCLUSION
        ),
        open=tuple(line.code for line in found if ticks.get(line.code) is LineState.TO_CLARIFY),
        unread=tuple(line.code for line in found if line.code not in ticks),
    )


def contradicts(outcome: AdmissibilityOutcome, said: Balance) -> bool:
    """Whether the outcome says something else than the lines: then it needs a reason of its own.

    A negative outcome always has its reasons.
    """
    return outcome is AdmissibilityOutcome.ADMISSIBLE and said.speaks_against


def _receivability(rules: Rulebook, *, is_signed: bool) -> Iterator[Line]:
    """Arrived in time, by the right way, from somebody who may (what the portal itself has held)."""
    article = rules.article(ArticleTopic.WINDOW)
    yield Line(
        "receivability.time",
        LineGroup.RECEIVABILITY,
        Obligation.EXCLUSION,
        article=article,
        found=RequirementState.OK,
    )
    yield Line(
        "receivability.sender",
        LineGroup.RECEIVABILITY,
        Obligation.EXCLUSION,
        found=RequirementState.OK,
    )
    if rules.terms.signature is not None:
        asked = rules.terms.signature is SignaturePolicy.SIGNED_FILE
        yield Line(
            "receivability.signature",
            LineGroup.RECEIVABILITY,
            Obligation.EXCLUSION,
            article=rules.terms.signature_article,
            found=RequirementState.MISSING if asked and not is_signed else RequirementState.OK,
        )


def _stamp(rules: Rulebook) -> Iterator[Line]:
    if rules.terms.stamp_duty is not None:
        yield Line(
            "application.stamp",
            LineGroup.APPLICATION,
            Obligation.COMPLETABLE,
            article=rules.terms.stamp_article,
        )


def _line(
    rules: Rulebook, asked: Requirement, integrated: frozenset[tuple[str, str]]
) -> Iterator[Line]:
    document = _document(rules, asked)
    if asked.section is RequirementSection.QUESTIONS and not document:
        return  # no application is sent without its answers
    partner = asked.partner.fiscal_code if asked.partner else ""
    came = bool(document) and (document, partner) in integrated
    yield Line(
        code=asked.code,
        group=_GROUPS[asked.section],
        consequence=asked.obligation,
        title=asked.title,
        article=asked.article,
        found=RequirementState.OK if came else asked.state,
        fact=None if came else asked.fact,
        document=document,
        partner=asked.partner,
        integrated=came,
    )


def _document(rules: Rulebook, asked: Requirement) -> str:
    """The place of the file that a requirement is about; blank where it is about something else."""
    if asked.section is RequirementSection.ATTACHMENTS:
        return asked.part
    if asked.section is RequirementSection.QUESTIONS:
        code = asked.code.rpartition("question.")[2]
        if rules.question(code).kind is QuestionKind.FILE:
            return code
    return ""
