"""Whether a lot can keep what it reserves, and leave what it leaves."""

from calls.engine.lots import LeftoverRefused, Reserve, giving_order
from calls.engine.reading import Missing, Part
from calls.engine.rulebook import Lot, Rulebook
from calls.enums import AllocationPolicy, EditorSection, QuestionKind
from wecare.core.money import total


def lots_problems(rules: Rulebook) -> list[Missing]:
    """Say every way in which the lots contradict themselves or one another."""
    problems: list[Missing] = []
    for lot in rules.lots:
        part = Part({}, EditorSection.LOTS, problems, lot.code)
        if lot.minimum_offer is not None and lot.allocation is not AllocationPolicy.OFFER_REST:
            part.note("offer_never_made", least_percent=lot.minimum_offer)
        for each in lot.reserves:
            _check_reserve(
                each, rules, Part({}, EditorSection.LOTS, problems, f"{lot.code}/{each.code}")
            )
        kept = total(each.of(lot.amount) for each in lot.reserves)
        if kept > lot.amount:
            part.note("reserves_over_lot", kept_amount=kept, lot_amount=lot.amount)
        _check_leftover(lot, rules, part)
    if not problems:
        _check_circle(rules, problems)
    return problems


def _check_reserve(reserve: Reserve, rules: Rulebook, part: Part) -> None:
    if (reserve.amount is None) == (reserve.percent is None):
        part.note("reserve_how_much")
    if bool(reserve.kinds) == bool(reserve.question):
        part.note("reserve_for_whom")
    if bool(reserve.question) != bool(reserve.answers):
        part.note("reserve_answers")
    questions = {each.code: each for each in rules.questions if each.kind is QuestionKind.CHOICE}
    if not reserve.question:
        return
    if reserve.question not in questions:
        part.note("reserve_question_unknown", read=reserve.question, known=list(questions))
        return
    known = list(questions[reserve.question].choices)
    for answer in reserve.answers:
        if answer not in known:
            part.note("word_unknown", read=answer, known=known)


def _check_leftover(lot: Lot, rules: Rulebook, part: Part) -> None:
    if not lot.leftover_to:
        return
    others = {each.code: each for each in rules.lots if each.code != lot.code}
    if lot.leftover_to not in others:
        part.note("leftover_unknown", read=lot.leftover_to, known=list(others))
    elif others[lot.leftover_to].fund != lot.fund:
        fund = others[lot.leftover_to].fund
        part.note("leftover_other_fund", read=lot.leftover_to, own=lot.fund, other=fund)


def _check_circle(rules: Rulebook, problems: list[Missing]) -> None:
    try:
        giving_order(rules.lots)
    except LeftoverRefused as refusal:
        Part({}, EditorSection.LOTS, problems).note("leftover_circle", read=list(refusal.codes))
