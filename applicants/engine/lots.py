"""What a lot asks of those who choose it, beside what the call asks of all."""

from collections.abc import Iterator
from decimal import Decimal

from applicants.engine.eligibility import Point, Profile, among, stated
from applicants.engine.grants import Limit
from applicants.enums import Verdict
from calls.engine.facts import Fact, fact
from calls.engine.rulebook import Lot, Rulebook
from calls.enums import AidForm


def chosen_lot(rules: Rulebook, code: str) -> Lot | None:
    """The lot of this code; none while it is not chosen, or is none of the call's."""
    return next((lot for lot in rules.lots if lot.code == code), None)


def asks_aid_form(rules: Rulebook) -> bool:
    """Whether in some lot one says in which form the aid is asked for."""
    return any(lot.aid_forms for lot in rules.lots)


def lead_points(lot: Lot, profile: Profile) -> Iterator[Point]:
    """What the lot asks of who leads."""
    if lot.kinds:
        said = {
            "own_kinds": () if profile.kind is None else (profile.kind.value,),
            "eligible_kinds": tuple(kind.value for kind in lot.kinds),
        }
        yield _point(lot, "kind", among(profile.kind, lot.kinds), **said)
    yield from member_points(lot, profile)


def member_points(lot: Lot, profile: Profile) -> Iterator[Point]:
    """What the lot asks of whoever takes part, lead or partner."""
    if lot.sizes:
        size = profile.known_size
        said = {
            "own_sizes": () if size is None else (size.value,),
            "allowed_sizes": tuple(each.value for each in lot.sizes),
        }
        yield _point(lot, "size", among(size, lot.sizes), **said)
    if lot.nonprofit:
        yield _point(lot, "nonprofit", among(profile.nonprofit, (True,)))


def value_limits(lot: Lot, value: Decimal) -> Iterator[Limit]:
    """The bounds of a project's value in the lot; nothing while nothing is spent."""
    if not value:
        return
    low, high = lot.minimum_value, lot.maximum_value
    said = {"lot": lot.title, "value_amount": value, "article": lot.article}
    if low is not None:
        facts = {**said, "limit_amount": low, "difference_amount": low - value}
        yield _limit(lot, "minimum_value", "lot_value_below", is_broken=value < low, **facts)
    if high is not None:
        facts = {**said, "limit_amount": high, "difference_amount": value - high}
        yield _limit(lot, "maximum_value", "lot_value_above", is_broken=value > high, **facts)


def aid_form_refusal(lot: Lot, read: str) -> Fact | None:
    """Why the form of the aid does not do in the lot; none if it does, or is not asked."""
    if not lot.aid_forms or read in lot.aid_forms:
        return None
    known = {form.value for form in AidForm}
    said = {
        "lot": lot.title,
        "allowed_forms": tuple(form.value for form in lot.aid_forms),
        "article": lot.article,
    }
    if read not in known:
        return fact("aid_form_missing", **said)
    return fact("aid_form_refused", **said, own_forms=(read,))


def _limit(own: Lot, name: str, code: str, *, is_broken: bool, **facts: object) -> Limit:
    return Limit(f"lot.{name}", own.article, fact(code, **facts) if is_broken else None)


def _point(lot: Lot, name: str, verdict: Verdict, **facts: object) -> Point:
    found = stated(f"lot_{name}", verdict, lot=lot.title, article=lot.article, **facts)
    return Point(f"lot.{name}", verdict, lot.article, found)
