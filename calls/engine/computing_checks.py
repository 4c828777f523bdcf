"""Whether criteria whose points come from data can be computed, and reach their maximum."""

from decimal import Decimal

from calls.engine.computing import SHAPES, Computation
from calls.engine.reading import Missing, Part
from calls.engine.rulebook import Criterion, Rulebook
from calls.enums import ComputedFrom, EditorSection


def computing_problems(rules: Rulebook) -> list[Missing]:
    """Say every computed criterion that contradicts itself or looks at what is not asked."""
    problems: list[Missing] = []
    for criterion in rules.criteria:
        if criterion.computed is not None:
            part = Part({}, EditorSection.CRITERIA, problems, criterion.code)
            _check(criterion, criterion.computed, rules, part)
    if rules.criteria and not rules.judged:
        Part({}, EditorSection.CRITERIA, problems).note("nothing_judged", read=len(rules.criteria))
    return problems


def _check(criterion: Criterion, computed: Computation, rules: Rulebook, part: Part) -> None:
    if criterion.levels:
        part.note("computed_levels")
    given = [each.points for each in computed.steps] + [each.points for each in computed.words]
    if given and max(given) != criterion.maximum:
        part.note("computed_top", read_points=max(given), maximum_points=criterion.maximum)
    _check_repeated(computed, part)
    if SHAPES[computed.function].questions:
        _check_question(computed, rules, part)
    _check_words(computed, rules, part)
    if computed.function is ComputedFrom.DURATION_MONTHS and rules.duration is None:
        part.note("computed_duration")


def _check_repeated(computed: Computation, part: Part) -> None:
    values: list[Decimal | str] = [each.value for each in computed.steps]
    values += [each.word for each in computed.words]
    for each in dict.fromkeys(each for each in values if values.count(each) > 1):
        if isinstance(each, Decimal):
            part.note("step_repeated", read_points=each)
        else:
            part.note("word_repeated", read=each)


def _check_question(computed: Computation, rules: Rulebook, part: Part) -> None:
    kinds = SHAPES[computed.function].questions
    known = [each.code for each in rules.questions if each.kind in kinds]
    if computed.question not in known:
        part.note("computed_question_unknown", read=computed.question, known=known)


def _check_words(computed: Computation, rules: Rulebook, part: Part) -> None:
    words = SHAPES[computed.function].words
    known = [each.value for each in words] if words is not None else []
    if computed.function is ComputedFrom.ANSWER_CHOICE:
        questions = {each.code: each for each in rules.questions}
        if computed.question not in questions:
            return
        known = list(questions[computed.question].choices)
    for each in computed.words:
        if each.word not in known:
            part.note("word_unknown", read=each.word, known=known)
