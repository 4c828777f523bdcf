"""The Distretti of a project against what the call asks of them."""

from collections.abc import Iterator
from decimal import Decimal

from applicants.engine.grants import Limit
from applicants.engine.snapshot import Body, Covered, Member, Snapshot
from calls.engine.access import same_place
from calls.engine.districts import Districts
from calls.engine.facts import Fact, fact


def district_limits(asked: Districts | None, snapshot: Snapshot) -> Iterator[Limit]:
    """Everything that is asked of the Distretti besides their money."""
    if asked is None:
        return
    covered = snapshot.districts
    missing = None if covered else fact("districts_missing")
    yield Limit("districts.chosen", asked.most_article, missing)
    if not covered:
        return
    if asked.most is not None:
        yield Limit("districts.most", asked.most_article, _too_many(asked, covered))
    if asked.grants:
        yield Limit("districts.table", asked.grants_article, _untabled(asked, covered))
    if asked.lead_manages:
        yield Limit("districts.lead", asked.lead_article, _foreign_lead(asked, snapshot))
    if asked.all_bodies:
        for district in covered:
            broken = _absent(asked, district, snapshot.members)
            yield Limit(f"districts.{district.code}.bodies", asked.bodies_article, broken)


def district_grant_limit(
    asked: Districts | None, covered: tuple[Covered, ...], requested: Decimal
) -> Iterator[Limit]:
    """What is requested holds within the table's sum for the Distretti of the project."""
    if asked is None or not asked.grants or not covered or _untabled(asked, covered):
        return
    most = asked.most_granted(each.code for each in covered)
    broken = None
    if most is not None and requested > most:
        broken = fact(
            "district_grant_over",
            requested_amount=requested,
            limit_amount=most,
            districts=tuple(each.title for each in covered),
            difference_amount=requested - most,
            article=asked.grants_article,
        )
    yield Limit("amounts.districts", asked.grants_article, broken)


def is_body(member: Member, body: Body) -> bool:
    """Whether a member is this managing body: by fiscal code, by name where that is not known."""
    if body.fiscal_code:
        return member.fiscal_code == body.fiscal_code
    return same_place(member.name, body.name)


def _too_many(asked: Districts, covered: tuple[Covered, ...]) -> Fact | None:
    if asked.most is None or len(covered) <= asked.most:
        return None
    return fact(
        "districts_too_many",
        count=len(covered),
        limit=asked.most,
        article=asked.most_article,
    )


def _untabled(asked: Districts, covered: tuple[Covered, ...]) -> Fact | None:
    table = {each.code for each in asked.grants}
    outside = tuple(each.title for each in covered if each.code not in table)
    if not outside:
        return None
    return fact("districts_untabled", districts=outside, article=asked.grants_article)


def _foreign_lead(asked: Districts, snapshot: Snapshot) -> Fact | None:
    lead = snapshot.members[0]
    bodies = [body for district in snapshot.districts for body in district.bodies]
    if any(is_body(lead, body) for body in bodies):
        return None
    return fact(
        "lead_manages_none",
        lead=lead.name,
        districts=tuple(each.title for each in snapshot.districts),
        bodies=tuple(body.name for body in bodies) or ("–",),
        article=asked.lead_article,
    )


def _absent(asked: Districts, district: Covered, members: tuple[Member, ...]) -> Fact | None:
    absent = tuple(
        body.name
        for body in district.bodies
        if not any(is_body(member, body) for member in members)
    )
    if district.bodies and not absent:
        return None
    return fact(
        "district_bodies",
        district=district.title,
        absent=absent or ("–",),
        count=len(district.bodies) - len(absent),
        limit=len(district.bodies),
        article=asked.bodies_article,
    )
