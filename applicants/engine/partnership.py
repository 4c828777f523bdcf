"""Who takes part together: how many partners, of which kinds, and who leads on which condition."""

from collections.abc import Iterable, Iterator

from applicants.engine.eligibility import Point, partner_points
from applicants.engine.grants import Limit
from applicants.engine.snapshot import Member, Snapshot
from calls.engine.facts import Fact, fact
from calls.engine.partnership import LeadCondition, Partnership
from calls.engine.rulebook import Rulebook


def group_limits(rules: Rulebook, snapshot: Snapshot) -> Iterator[Limit]:
    """Every limit on the group as a whole, and every condition on its lead."""
    if rules.partnership is not None:
        yield from _counts(rules.partnership, snapshot.partners)
        yield from _compulsory(rules.partnership, snapshot.partners)
    for place, condition in enumerate(rules.conditions, start=1):
        if snapshot.organisation.kind in condition.kinds:
            broken = _condition_refusal(condition, rules, snapshot)
            yield Limit(f"partnership.condition.{place}", condition.article, broken)


def partners_asked(
    group: Partnership | None, partners: Iterable[Member]
) -> Iterator[tuple[Member, Point]]:
    """What is asked of each partner, with how it stands."""
    if group is None:
        return
    for member in partners:
        for point in partner_points(group, member.profile):
            yield member, point


def _counts(group: Partnership, partners: tuple[Member, ...]) -> Iterator[Limit]:
    count, article = len(partners), group.count_article
    if group.minimum:
        broken = None
        if count < group.minimum:
            broken = fact(
                "partners_too_few",
                count=count,
                limit=group.minimum,
                lacking=group.minimum - count,
                article=article,
            )
        yield Limit("partnership.minimum", article, broken)
    if group.maximum is not None:
        broken = None
        if count > group.maximum:
            broken = fact(
                "partners_too_many",
                count=count,
                limit=group.maximum,
                excess=count - group.maximum,
                article=article,
            )
        yield Limit("partnership.maximum", article, broken)


def _compulsory(group: Partnership, partners: tuple[Member, ...]) -> Iterator[Limit]:
    for place, need in enumerate(group.compulsory, start=1):
        found = [each.name for each in partners if each.profile.kind in need.kinds]
        broken = None
        if len(found) < need.least:
            broken = fact(
                "partner_compulsory",
                count=len(found),
                limit=need.least,
                needed_kinds=tuple(kind.value for kind in need.kinds),
                article=need.article,
            )
        yield Limit(f"partnership.compulsory.{place}", need.article, broken)


def _condition_refusal(
    condition: LeadCondition, rules: Rulebook, snapshot: Snapshot
) -> Fact | None:
    stated = {
        "own_kinds": tuple(kind.value for kind in condition.kinds),
        "article": condition.article,
    }
    if condition.in_group and not snapshot.partners:
        return fact("lead_only_in_group", **stated)
    if not condition.question:
        return None
    answer = snapshot.answers.get(condition.question)
    if answer in condition.answers:
        return None
    return fact(
        "lead_only_if_answered",
        **stated,
        question=rules.question(condition.question).label,
        wanted=condition.answers,
        read=str(answer)[:40] if answer else "–",
    )
