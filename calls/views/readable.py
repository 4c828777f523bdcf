"""Rules in the order and the words in which people read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from calls.engine.asking import AttachmentRule, Question, Section
from calls.engine.cost_groups import cost_blocks, cost_name
from calls.engine.desk import Desk
from calls.engine.phases import Phase
from calls.engine.rulebook import (
    Criterion,
    CriterionClass,
    Lot,
    Rulebook,
    TieRule,
)
from calls.engine.spending import CostCategory, CostGroup
from calls.engine.subjects import by_subject
from calls.enums import ArticleTopic, Filler, QuestionKind, Signer, TieKind
from calls.labels import (
    ALLOCATION_POLICIES,
    OBLIGATIONS,
    ORGANISATION_KINDS,
    QUESTION_KINDS,
    TIE_KINDS,
    StateLabel,
    Words,
)
from calls.labels.access import access_said
from calls.labels.asking import condition_of
from calls.labels.computing import looks_at, scale_of
from calls.labels.groups import FILLERS, SIGNERS
from calls.labels.judging import assessors_said, judging_said
from calls.labels.lots import lot_said, reserve_said, shares_said
from calls.labels.participation import districts_said, group_said, partners_said
from calls.views.readable_terms import Said, terms_said
from wecare.core.money import total


@dataclass(frozen=True, slots=True)
class ReadLot:
    """A lot and what happens when its money ends."""

    lot: Lot
    when_it_ends: Words
    reserves: tuple[str, ...]
    leftover: str
    asked: tuple[str, ...]
    paying: str


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question with the kind of its answer."""

    question: Question
    kind: Words
    is_long: bool
    condition: str


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section of the form and its questions; `filler` where it is not the lead alone."""

    section: Section
    questions: tuple[ReadQuestion, ...]
    filler: Words


@dataclass(frozen=True, slots=True)
class ReadAttachment:
    """A document, what follows if it lacks, who attaches and who signs it where that is said."""

    rule: AttachmentRule
    mark: StateLabel
    filler: Words
    signer: Words


@dataclass(frozen=True, slots=True)
class ReadCost:
    """A kind of expense and the names of those its flat rate stands on, or a macro-item above its own."""

    part: CostCategory | CostGroup
    flat_rate: Decimal | None = None
    base: tuple[str, ...] = ()
    is_group: bool = False
    is_inside: bool = False


@dataclass(frozen=True, slots=True)
class ReadCriterion:
    """A criterion; of one that nobody judges, where its points come from and what is worth what."""

    criterion: Criterion
    looks_at: str
    scale: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadClass:
    """A class of criteria, by subject, and the most it can give."""

    group: CriterionClass
    subjects: tuple[tuple[str, tuple[ReadCriterion, ...]], ...]
    most: Decimal


@dataclass(frozen=True, slots=True)
class Readable:
    """A rulebook as its page shows it."""

    rules: Rulebook
    lots: tuple[ReadLot, ...]
    kinds: tuple[Words, ...]
    access: tuple[tuple[str, str], ...]
    group: tuple[tuple[str, str], ...]
    partners: tuple[tuple[str, str], ...]
    districts: tuple[tuple[str, str], ...]
    sections: tuple[ReadSection, ...]
    attachments: tuple[ReadAttachment, ...]
    costs: tuple[ReadCost, ...]
    classes: tuple[ReadClass, ...]
    ties: tuple[tuple[str, TieRule], ...]
    money: Decimal
    most: Decimal
    window_article: str
    eligibility_article: str
    thresholds_article: str
    assessors: str
    judging: tuple[tuple[str, str], ...]
    terms: tuple[Said, ...]
    desk: Desk | None
    phases: tuple[Phase, ...]


def readable(rules: Rulebook) -> Readable:
    """The rulebook with its codes turned into words."""
    classes = tuple(_class(each, rules) for each in rules.classes)
    return Readable(
        rules=rules,
        lots=tuple(_lot(lot, rules) for lot in rules.lots),
        access=tuple(access_said(rules.access)),
        group=group_said(rules),
        partners=partners_said(rules.partnership),
        districts=districts_said(rules.districts),
        kinds=tuple(ORGANISATION_KINDS[kind] for kind in rules.eligible_kinds),
        sections=tuple(_section(each, rules) for each in rules.sections),
        attachments=tuple(
            ReadAttachment(each, OBLIGATIONS[each.obligation], _filler(each), _signer(each))
            for each in rules.attachments
        ),
        costs=tuple(_costs(rules)),
        classes=classes,
        ties=tuple((_tie(each, rules), each) for each in rules.ties),
        money=total(lot.amount for lot in rules.lots),
        most=total(each.most for each in classes),
        window_article=rules.article(ArticleTopic.WINDOW),
        eligibility_article=rules.article(ArticleTopic.ELIGIBILITY),
        thresholds_article=rules.article(ArticleTopic.THRESHOLDS),
        assessors=assessors_said(rules),
        judging=tuple(judging_said(rules)),
        terms=terms_said(rules.terms),
        desk=rules.desk,
        phases=rules.phases,
    )


def _lot(lot: Lot, rules: Rulebook) -> ReadLot:
    reserves = tuple(reserve_said(each, lot, rules) for each in lot.reserves)
    leftover = rules.lot(lot.leftover_to).title if lot.leftover_to else ""
    return ReadLot(
        lot,
        ALLOCATION_POLICIES[lot.allocation],
        reserves,
        leftover,
        lot_said(lot),
        shares_said(lot),
    )


def _section(section: Section, rules: Rulebook) -> ReadSection:
    questions = tuple(
        ReadQuestion(
            each,
            QUESTION_KINDS[each.kind],
            each.kind is QuestionKind.TEXT,
            condition_of(each, rules),
        )
        for each in section.questions
    )
    return ReadSection(section, questions, _filler(section))


def _filler(part: Section | AttachmentRule) -> Words:
    return "" if part.filled_by is Filler.LEAD else FILLERS[part.filled_by]


def _signer(rule: AttachmentRule) -> Words:
    return "" if rule.signed_by is Signer.NOBODY else SIGNERS[rule.signed_by]


def _costs(rules: Rulebook) -> Iterator[ReadCost]:
    for block in cost_blocks(rules):
        if block.group is not None:
            yield ReadCost(block.group, is_group=True)
        for each in block.categories:
            base = tuple(cost_name(rules.cost_category(code), rules) for code in each.flat_base)
            yield ReadCost(each, each.flat_rate, base, is_inside=block.group is not None)


def _class(group: CriterionClass, rules: Rulebook) -> ReadClass:
    criteria = tuple(each for each in rules.criteria if each.class_code == group.code)
    subjects = tuple(
        (subject, tuple(_criterion(each, rules) for each in held))
        for subject, held in by_subject(criteria)
    )
    return ReadClass(group, subjects, total(each.maximum * each.weight for each in criteria))


def _criterion(criterion: Criterion, rules: Rulebook) -> ReadCriterion:
    by = criterion.computed
    if by is None:
        return ReadCriterion(criterion, "", ())
    return ReadCriterion(criterion, looks_at(by, rules), scale_of(by))


def _tie(rule: TieRule, rules: Rulebook) -> str:
    said = str(TIE_KINDS[rule.kind])
    if rule.kind is TieKind.CRITERION:
        said = _("%(rule)s: %(title)s") % {
            "rule": said,
            "title": rules.criterion(rule.reference).title,
        }
    if rule.kind is TieKind.CLASS:
        said = _("%(rule)s: %(title)s") % {
            "rule": said,
            "title": rules.criterion_class(rule.reference).title,
        }
    return said
