"""Whether a lot can keep what it reserves, and leave what it leaves."""

from calls.engine.lots import LeftoverRefused, Reserve, giving_order
from calls.engine.lots_parts import WHOLE
from calls.engine.reading import Missing, Part
from calls.engine.rulebook import Lot, Rulebook
from calls.enums import AllocationPolicy, EditorSection, QuestionKind
from wecare.core.money import total

FEWEST_FUNDS = 2
MOST_FUNDS = 10


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
        _check_shares(lot, part)
        _check_leftover(lot, rules, part)
        _check_who(lot, rules, part)
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


def _check_shares(lot: Lot, part: Part) -> None:
    """Several funds pay the whole together, and the lot's money stands on one of them."""
    if not lot.shares:
        return
    if not FEWEST_FUNDS <= len(lot.shares) <= MOST_FUNDS:
        part.note("shares_count", read=len(lot.shares), low=FEWEST_FUNDS, high=MOST_FUNDS)
    together = total(each.percent for each in lot.shares)
    if together != WHOLE:
        part.note("shares_not_whole", sum_percent=together)


def _check_leftover(lot: Lot, rules: Rulebook, part: Part) -> None:
    if not lot.leftover_to:
        return
    others = {each.code: each for each in rules.lots if each.code != lot.code}
    if lot.leftover_to not in others:
        part.note("leftover_unknown", read=lot.leftover_to, known=list(others))
    elif others[lot.leftover_to].fund != lot.fund:
        fund = others[lot.leftover_to].fund
        part.note("leftover_other_fund", read=lot.leftover_to, own=lot.fund, other=fund)
    elif others[lot.leftover_to].line != lot.line:
        part.note("leftover_other_line", read=lot.leftover_to)
    elif set(others[lot.leftover_to].shares) != set(lot.shares):
        part.note("leftover_other_shares", read=lot.leftover_to)


def _check_who(lot: Lot, rules: Rulebook, part: Part) -> None:
    """Somebody can ask for the lot, and some project fits it."""
    strangers = [kind for kind in lot.kinds if kind not in rules.eligible_kinds]
    if strangers:
        part.note("lot_kinds_not_eligible", other_kinds=strangers)
    low, high = lot.minimum_value, lot.maximum_value
    most, least = rules.amounts.maximum_value, rules.amounts.minimum_value
    if low is not None and high is not None and low > high:
        part.note("lot_value_crossed", low_amount=low, high_amount=high)
    if low is not None and most is not None and low > most:
        part.note("lot_value_over_call", low_amount=low, high_amount=most)
    if high is not None and high < least:
        part.note("lot_value_under_call", high_amount=high, low_amount=least)


def _check_circle(rules: Rulebook, problems: list[Missing]) -> None:
    try:
        giving_order(rules.lots)
    except LeftoverRefused as refusal:
        Part({}, EditorSection.LOTS, problems).note("leftover_circle", read=list(refusal.codes))
