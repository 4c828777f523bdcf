"""Whether the rules on groups and leads can be kept."""

from calls.engine.partnership import LeadCondition, Partnership
from calls.engine.reading import Missing, Part
from calls.engine.rulebook import Rulebook
from calls.enums import EditorSection, Filler, QuestionKind


def partnership_problems(rules: Rulebook) -> list[Missing]:
    """Say every way in which partners, caps and conditions contradict one another."""
    problems: list[Missing] = []
    part = Part({}, EditorSection.PARTNERSHIP, problems)
    if rules.partnership is not None:
        _check_group(rules.partnership, part)
    if rules.partnership is None:
        _check_alone(rules, problems)
    for place, condition in enumerate(rules.conditions, start=1):
        named = Part({}, EditorSection.PARTNERSHIP, problems, f"n. {place}")
        _check_condition(condition, rules, named)
    return problems


def _check_alone(rules: Rulebook, problems: list[Missing]) -> None:
    """Nothing is asked of each partner where there is none."""
    for section, parts in (
        (EditorSection.SECTIONS, rules.sections),
        (EditorSection.ATTACHMENTS, rules.attachments),
    ):
        for each in parts:
            if each.filled_by is Filler.EACH:
                Part({}, section, problems, each.code).note("filled_by_nobody_else")


def _check_group(group: Partnership, part: Part) -> None:
    least, most = group.minimum, group.maximum
    if most is not None and least > most:
        part.note("partners_reversed", minimum=least, maximum=most)
    asked = sum(each.least for each in group.compulsory)
    if most is not None and asked > most:
        part.note("partners_compulsory_over", asked=asked, maximum=most)
    for each in group.compulsory:
        outside = tuple(
            kind.value for kind in each.kinds if group.kinds and kind not in group.kinds
        )
        if len(outside) == len(each.kinds):
            part.note("partners_compulsory_outside", outside_kinds=outside)


def _check_condition(condition: LeadCondition, rules: Rulebook, part: Part) -> None:
    leading = {*rules.eligible_kinds}
    if not leading & {*condition.kinds}:
        part.note("condition_on_nobody", own_kinds=tuple(each.value for each in condition.kinds))
    if not condition.in_group and not condition.question:
        part.note("condition_says_nothing")
    if condition.in_group and rules.partnership is None:
        part.note("condition_without_groups")
    if not condition.question:
        return
    choices = {each.code: each for each in rules.questions if each.kind is QuestionKind.CHOICE}
    asked = choices.get(condition.question)
    if asked is None:
        part.note("lead_question_unknown", read=condition.question, known=list(choices))
        return
    if not condition.answers:
        part.note("lead_answers_missing", question=asked.label)
    for value in condition.answers:
        if value not in asked.choices:
            part.note("condition_value_unknown", read=value, known=list(asked.choices))
