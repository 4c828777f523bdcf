"""What an application still lacks: one source for the list people see and for the refusal to send."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from applicants.engine.answers import answer_refusal, is_blank
from applicants.engine.budget import bounded_by, budget
from applicants.engine.display import partner_answers, shown
from applicants.engine.districts import district_grant_limit, district_limits
from applicants.engine.duration import duration_limits
from applicants.engine.eligibility import points
from applicants.engine.lots import aid_form_refusal, chosen_lot, lead_points, member_points
from applicants.engine.partnership import group_limits, partners_asked
from applicants.engine.snapshot import Member, Snapshot
from applicants.enums import RequirementSection, RequirementState, Verdict
from calls.engine.asking import AttachmentRule, Question, Section
from calls.engine.facts import Fact, fact
from calls.engine.rulebook import Rulebook
from calls.enums import Filler, Obligation, QuestionKind

_MISSING = frozenset(
    {
        "answer_missing",
        "file_missing",
        "attachment_missing",
        "attachment_later",
        "title_missing",
        "lot_missing",
        "months_missing",
        "start_missing",
        "seat_unknown",
        "size_unknown",
        "nonprofit_unknown",
        "register_unknown",
        "partners_too_few",
        "partner_compulsory",
        "partner_kind_unknown",
        "districts_missing",
        "district_bodies",
        "lot_kind_unknown",
        "lot_size_unknown",
        "lot_nonprofit_unknown",
        "aid_form_missing",
    }
)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing the call asks for: how it stands, and the fact to say when it is not in order.

    `part` is the code of the form's section, question's section or rule in which to answer it;
    `code` is unique in an application and stable, such as ``question.need``. `partner` is the partner
    who owes it, none where it is the lead.
    """

    code: str
    section: RequirementSection
    part: str
    title: str
    obligation: Obligation
    state: RequirementState
    article: str = ""
    fact: Fact | None = None
    partner: Member | None = None

    @property
    def ok(self) -> bool:
        return self.state in {RequirementState.OK, RequirementState.NOT_NEEDED}

    @property
    def blocks(self) -> bool:
        """Whether the application cannot be sent as long as it stands like this."""
        return not self.ok and self.obligation is Obligation.EXCLUSION


def requirements(rules: Rulebook, snapshot: Snapshot) -> tuple[Requirement, ...]:
    """List everything the call asks for, in the order of the form.

    :raises KeyError: if the snapshot has a cost in a category the rulebook does not have.
    """
    return (
        *_organisation(rules, snapshot),
        *_partnership(rules, snapshot),
        *_project(rules, snapshot),
        *_answers(rules, snapshot),
        *_costs(rules, snapshot),
        *_attachments(rules, snapshot),
        *_of_partners(rules, snapshot),
    )


def missing(rules: Rulebook, snapshot: Snapshot) -> tuple[Requirement, ...]:
    """List what refuses the send; empty when the application may be sent."""
    return tuple(each for each in requirements(rules, snapshot) if each.blocks)


def _state(found: Fact | None) -> RequirementState:
    if found is None:
        return RequirementState.OK
    return RequirementState.MISSING if found.code in _MISSING else RequirementState.ERROR


def _stated(
    code: str,
    section: RequirementSection,
    found: Fact | None,
    *,
    part: str = "",
    title: str = "",
    article: str = "",
) -> Requirement:
    return Requirement(
        code=code,
        section=section,
        part=part,
        title=title,
        obligation=Obligation.EXCLUSION,
        state=_state(found),
        article=article,
        fact=found,
    )


def _organisation(rules: Rulebook, snapshot: Snapshot) -> Iterator[Requirement]:
    for point in points(rules, snapshot.organisation):
        broken = None if point.verdict is Verdict.YES else point.fact
        yield _stated(point.code, RequirementSection.ORGANISATION, broken, article=point.article)


def _partnership(rules: Rulebook, snapshot: Snapshot) -> Iterator[Requirement]:
    section = RequirementSection.PARTNERSHIP
    for limit in (*group_limits(rules, snapshot), *district_limits(rules.districts, snapshot)):
        yield _stated(limit.code, section, limit.fact, article=limit.article)
    for member, point in partners_asked(rules.partnership, snapshot.partners):
        broken = None if point.verdict is Verdict.YES else point.fact
        yield _owed(_stated(point.code, section, broken, article=point.article), member)


def _of_partners(rules: Rulebook, snapshot: Snapshot) -> Iterator[Requirement]:
    """What each partner fills by itself."""
    for member in snapshot.partners:
        asked = shown(rules, partner_answers(rules, snapshot.answers, member.answers))
        for section in rules.partner_sections:
            for each in _section(section, asked, member.answers, member.attachments):
                yield _owed(each, member)
        for rule in rules.attachments:
            if rule.filled_by is Filler.EACH:
                there = rule.code in member.attachments
                yield _owed(_attachment(rule, present=there), member)


def _owed(requirement: Requirement, member: Member) -> Requirement:
    code = f"partner.{member.fiscal_code}.{requirement.code}"
    return replace(requirement, code=code, partner=member)


def _project(rules: Rulebook, snapshot: Snapshot) -> Iterator[Requirement]:
    untitled = None if snapshot.title.strip() else fact("title_missing")
    yield _stated("project.title", RequirementSection.PROJECT, untitled)
    yield _stated("project.lot", RequirementSection.PROJECT, _lot_refusal(rules, snapshot.lot))
    yield from _lot(rules, snapshot)
    for limit in duration_limits(
        rules.duration, months=snapshot.months, starts_on=snapshot.starts_on
    ):
        yield _stated(limit.code, RequirementSection.PROJECT, limit.fact, article=limit.article)


def _lot(rules: Rulebook, snapshot: Snapshot) -> Iterator[Requirement]:
    """What the chosen lot asks of those who take part, and in which form the aid is asked for."""
    lot = chosen_lot(rules, snapshot.lot)
    if lot is None:
        return
    for point in lead_points(lot, snapshot.organisation):
        broken = None if point.verdict is Verdict.YES else point.fact
        yield _stated(point.code, RequirementSection.PROJECT, broken, article=point.article)
    if lot.aid_forms:
        refused = aid_form_refusal(lot, snapshot.aid_form)
        yield _stated("lot.aid_form", RequirementSection.PROJECT, refused, article=lot.article)
    for member in snapshot.partners:
        for point in member_points(lot, member.profile):
            broken = None if point.verdict is Verdict.YES else point.fact
            asked = _stated(
                point.code, RequirementSection.PARTNERSHIP, broken, article=point.article
            )
            yield _owed(asked, member)


def _lot_refusal(rules: Rulebook, code: str) -> Fact | None:
    if code in {lot.code for lot in rules.lots}:
        return None
    titles = tuple(lot.title for lot in rules.lots)
    return fact("lot_unknown", read=code, lots=titles) if code else fact("lot_missing", lots=titles)


def _answers(rules: Rulebook, snapshot: Snapshot) -> Iterator[Requirement]:
    asked = shown(rules, snapshot.answers)
    for section in rules.sections:
        yield from _section(section, asked, snapshot.answers, snapshot.attachments)


def _section(
    section: Section, asked: frozenset[str], answers: Mapping[str, Any], files: frozenset[str]
) -> Iterator[Requirement]:
    for question in section.questions:
        if question.code in asked:
            yield _answer(section, question, answers.get(question.code), files)
        else:
            yield _unasked(section, question)


def _answer(
    section: Section, question: Question, answer: Any, files: frozenset[str]
) -> Requirement:
    if question.kind is QuestionKind.FILE:
        is_there = question.code in files
        lacks = not is_there and question.required
        found = fact("file_missing", question=question.label) if lacks else None
    else:
        is_there, found = not is_blank(answer), answer_refusal(question, answer)
    unneeded = not question.required and not is_there
    return Requirement(
        code=f"question.{question.code}",
        section=RequirementSection.QUESTIONS,
        part=section.code,
        title=question.label,
        obligation=Obligation.OPTIONAL if unneeded else Obligation.EXCLUSION,
        state=RequirementState.NOT_NEEDED if unneeded else _state(found),
        article=question.article,
        fact=found,
    )


def _unasked(section: Section, question: Question) -> Requirement:
    """A question whose condition is not met: nothing is asked, and no answer counts."""
    return Requirement(
        code=f"question.{question.code}",
        section=RequirementSection.QUESTIONS,
        part=section.code,
        title=question.label,
        obligation=Obligation.OPTIONAL,
        state=RequirementState.NOT_NEEDED,
        article=question.article,
    )


def _costs(rules: Rulebook, snapshot: Snapshot) -> Iterator[Requirement]:
    if not rules.cost_categories:  # a phase that asks no expenses
        return
    found = budget(
        rules,
        snapshot.costs,
        snapshot.own_funding,
        in_kind=snapshot.own_in_kind,
        lot=snapshot.lot,
    )
    table = district_grant_limit(rules.districts, snapshot.districts, found.requested)
    for limit in (*found.all_limits, *table):
        part, title = bounded_by(limit, rules)
        yield _stated(
            limit.code,
            RequirementSection.COSTS,
            limit.fact,
            part=part,
            title=title,
            article=limit.article,
        )


def _attachments(rules: Rulebook, snapshot: Snapshot) -> Iterator[Requirement]:
    for rule in rules.attachments:
        yield _attachment(rule, present=rule.code in snapshot.attachments)


def _attachment(rule: AttachmentRule, *, present: bool) -> Requirement:
    found, state = None, RequirementState.OK
    if not present and rule.obligation is Obligation.OPTIONAL:
        state = RequirementState.NOT_NEEDED
    elif not present:
        later = rule.obligation is Obligation.COMPLETABLE
        code = "attachment_later" if later else "attachment_missing"
        found = fact(code, attachment=rule.title, article=rule.article)
        state = RequirementState.MISSING
    return Requirement(
        code=f"attachment.{rule.code}",
        section=RequirementSection.ATTACHMENTS,
        part=rule.code,
        title=rule.title,
        obligation=rule.obligation,
        state=state,
        article=rule.article,
        fact=found,
    )
