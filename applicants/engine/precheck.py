"""Can we apply? The rules of a call asked of somebody who has written nothing yet.

Each thing the call asks gets an answer; what was not said is "perhaps", never "no".
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from applicants.engine import shares
from applicants.engine.duration import duration_limits
from applicants.engine.eligibility import Point, Profile, points
from applicants.engine.grants import Limit, grant_limits
from applicants.engine.lots import asks_aid_form
from applicants.engine.precheck_groups import asks_count, asks_kinds, group_points
from applicants.engine.precheck_lots import asks_lot, lot_points
from applicants.enums import Verdict
from calls.engine.facts import Fact, fact
from calls.engine.rulebook import Rulebook
from calls.enums import OrganisationKind
from wecare.core.money import ZERO

_OF_VALUE = frozenset({"amounts.minimum_value", "amounts.maximum_value"})


@dataclass(frozen=True, slots=True)
class Idea:
    """Who would apply, with which project; None where it was not said."""

    profile: Profile = field(default_factory=Profile)
    value: Decimal | None = None
    own: Decimal | None = None
    months: int | None = None
    starts_on: date | None = None
    sent: int | None = None
    partners: int | None = None
    partner_kinds: frozenset[OrganisationKind] | None = None
    lot: str = ""
    aid_form: str = ""


def asked(rules: Rulebook) -> tuple[str, ...]:
    """The questions this call makes sense of, in the order in which they are put."""
    access, duration = rules.access, rules.duration
    wanted = {
        "lot": asks_lot(rules),
        "aid_form": asks_aid_form(rules),
        "kind": True,
        "province": bool(access.provinces),
        "municipality": bool(access.municipalities),
        "size": bool(access.sizes) or any(lot.sizes for lot in rules.lots),
        "nonprofit": access.nonprofit or any(lot.nonprofit for lot in rules.lots),
        "registers": bool(access.registers),
        "sent": access.most_as_lead is not None,
        "partners": asks_count(rules),
        "partner_kinds": asks_kinds(rules),
        "value": _bounds_value(rules)
        or _bounds_own(rules)
        or any(lot.bounds_value for lot in rules.lots),
        "own": _bounds_own(rules),
        "months": duration is not None
        and (duration.minimum_months is not None or duration.maximum_months is not None),
        "starts_on": duration is not None
        and (duration.starts_from is not None or duration.starts_by is not None),
    }
    return tuple(name for name, is_asked in wanted.items() if is_asked)


def can_we_apply(rules: Rulebook, idea: Idea) -> tuple[Point, ...]:
    """An answer for each thing the call asks of who applies and of the project."""
    return (
        *points(rules, idea.profile),
        *lot_points(
            rules, code=idea.lot, profile=idea.profile, value=idea.value, aid_form=idea.aid_form
        ),
        *_cap(rules, idea.sent),
        *group_points(rules, kind=idea.profile.kind, count=idea.partners, kinds=idea.partner_kinds),
        *_value(rules, idea.value),
        *_own(rules, idea),
        *_time(rules, idea),
    )


def verdict_of(found: tuple[Point, ...]) -> Verdict:
    """No if anything is no, else perhaps if anything is perhaps, else yes."""
    said = {point.verdict for point in found}
    return next(each for each in (Verdict.NO, Verdict.PERHAPS, Verdict.YES) if each in said)


def _cap(rules: Rulebook, sent: int | None) -> Iterator[Point]:
    most, article = rules.access.most_as_lead, rules.access.cap_article
    if most is None:
        return
    if sent is None:
        verdict, stated = Verdict.PERHAPS, fact("cap_unknown", limit=most, article=article)
    else:
        verdict = Verdict.YES if sent < most else Verdict.NO
        code = "cap_free" if sent < most else "cap_reached"
        stated = fact(code, sent=sent, limit=most, article=article)
    yield Point("cap", verdict, article, stated)


def _bounds_value(rules: Rulebook) -> bool:
    return rules.amounts.minimum_value > 0 or rules.amounts.maximum_value is not None


def _bounds_own(rules: Rulebook) -> bool:
    amounts = rules.amounts
    bounds = (
        amounts.minimum_own_share,
        amounts.maximum_rate,
        amounts.minimum_rate,
        amounts.maximum_grant,
        amounts.minimum_grant,
    )
    return bool(amounts.own_share_brackets) or any(bound is not None for bound in bounds)


def _value(rules: Rulebook, value: Decimal | None) -> Iterator[Point]:
    if not _bounds_value(rules):
        return
    amounts, article = rules.amounts, rules.amounts.article
    if not value:
        low, high = amounts.minimum_value, amounts.maximum_value
        code = "value_unknown" if high is None else "value_unknown_between"
        stated = fact(code, low_amount=low, high_amount=high or ZERO, article=article)
        yield Point("project.value", Verdict.PERHAPS, article, stated)
        return
    broken = [each for each in grant_limits(amounts, value, ZERO, ZERO) if each.code in _OF_VALUE]
    yield _judged("project.value", broken, article, fact("value_fits", value_amount=value))


def _own(rules: Rulebook, idea: Idea) -> Iterator[Point]:
    if not _bounds_own(rules):
        return
    amounts, article, value, own = rules.amounts, rules.amounts.article, idea.value, idea.own
    if not value:
        stated = fact("own_unknown", article=article)
        yield Point("project.own", Verdict.PERHAPS, article, stated)
    elif own is None:
        bracket = amounts.bracket_of(value)
        share = amounts.minimum_own_share if bracket is None else bracket.minimum_percent
        least = ZERO if share is None else shares.shortage(ZERO, share, value)
        facts = {"value_amount": value, "least_amount": least, "article": article}
        yield Point("project.own", Verdict.PERHAPS, article, fact("own_unsaid", **facts))
    else:
        limits = grant_limits(amounts, value, own, ZERO)
        others = [each for each in limits if each.code not in _OF_VALUE]
        fits = fact("own_fits", own_amount=own, requested_amount=value - own)
        yield _judged("project.own", others, article, fits)


def _time(rules: Rulebook, idea: Idea) -> Iterator[Point]:
    for limit in duration_limits(rules.duration, months=idea.months, starts_on=idea.starts_on):
        said = idea.months if limit.code == "project.months" else idea.starts_on
        if said is None and limit.fact is not None:
            yield Point(limit.code, Verdict.PERHAPS, limit.article, limit.fact)
        else:
            code = "months_fit" if limit.code == "project.months" else "start_fits"
            yield _judged(limit.code, [limit], limit.article, fact(code))


def _judged(code: str, limits: list[Limit], article: str, fits: Fact) -> Point:
    """No with the first limit that is broken, yes with what fits."""
    for limit in limits:
        if limit.fact is not None:
            return Point(code, Verdict.NO, article, limit.fact)
    return Point(code, Verdict.YES, article, fits)
