"""Can we apply together? The rules on groups asked of somebody who has written nothing yet."""

from collections.abc import Iterator

from applicants.engine.eligibility import Point
from applicants.enums import Verdict
from calls.engine.facts import fact
from calls.engine.partnership import LeadCondition, Partnership
from calls.engine.rulebook import Rulebook
from calls.enums import OrganisationKind


def asks_count(rules: Rulebook) -> bool:
    """Whether it matters how many partners there are."""
    group = rules.partnership
    bounded = group is not None and (group.minimum > 0 or group.maximum is not None)
    return bounded or any(each.in_group for each in rules.conditions)


def asks_kinds(rules: Rulebook) -> bool:
    """Whether it matters of which kinds they are."""
    return rules.partnership is not None and bool(rules.partnership.compulsory)


def group_points(
    rules: Rulebook,
    *,
    kind: OrganisationKind | None,
    count: int | None,
    kinds: frozenset[OrganisationKind] | None,
) -> Iterator[Point]:
    """An answer for each thing asked of the group; `kinds` are those of the partners."""
    group = rules.partnership
    if group is not None:
        if group.minimum or group.maximum is not None:
            yield _count(group, count)
        yield from _compulsory(group, kinds)
    for place, condition in enumerate(rules.conditions, start=1):
        if kind in condition.kinds:
            yield _condition(condition, rules, count, place)


def _count(group: Partnership, count: int | None) -> Point:
    article, low, high = group.count_article, group.minimum, group.maximum
    if count is None:
        code = "partners_unsaid_at_least" if high is None else "partners_unsaid"
        verdict, stated = Verdict.PERHAPS, fact(code, low=low, high=high, article=article)
    elif count < low:
        facts = {"count": count, "limit": low, "lacking": low - count, "article": article}
        verdict, stated = Verdict.NO, fact("partners_too_few", **facts)
    elif high is not None and count > high:
        facts = {"count": count, "limit": high, "excess": count - high, "article": article}
        verdict, stated = Verdict.NO, fact("partners_too_many", **facts)
    else:
        verdict, stated = Verdict.YES, fact("partners_fit", count=count)
    return Point("partnership.count", verdict, article, stated)


def _compulsory(group: Partnership, kinds: frozenset[OrganisationKind] | None) -> Iterator[Point]:
    for place, need in enumerate(group.compulsory, start=1):
        facts = {
            "limit": need.least,
            "needed_kinds": tuple(kind.value for kind in need.kinds),
            "article": need.article,
        }
        if kinds is None:
            verdict, code = Verdict.PERHAPS, "partner_kinds_unsaid"
        elif kinds & {*need.kinds}:
            verdict, code = Verdict.YES, "partner_kinds_fit"
        else:
            verdict, code = Verdict.NO, "partner_kinds_lack"
        yield Point(f"partnership.compulsory.{place}", verdict, need.article, fact(code, **facts))


def _condition(condition: LeadCondition, rules: Rulebook, count: int | None, place: int) -> Point:
    facts = {
        "own_kinds": tuple(kind.value for kind in condition.kinds),
        "article": condition.article,
    }
    code = f"partnership.condition.{place}"
    if condition.in_group and count == 0:
        stated = fact("lead_only_in_group", **facts)
        return Point(code, Verdict.NO, condition.article, stated)
    if condition.question:
        facts |= {
            "question": rules.question(condition.question).label,
            "wanted": condition.answers,
        }
        stated = fact("lead_on_condition", **facts)
        return Point(code, Verdict.PERHAPS, condition.article, stated)
    if count is None:
        stated = fact("lead_only_in_group_unsaid", **facts)
        return Point(code, Verdict.PERHAPS, condition.article, stated)
    return Point(code, Verdict.YES, condition.article, fact("lead_condition_kept", **facts))
