"""Can we apply for this lot? Its own rules asked of somebody who has written nothing yet."""

from collections.abc import Iterator
from decimal import Decimal

from applicants.engine.eligibility import Point, Profile
from applicants.engine.lots import aid_form_refusal, chosen_lot, lead_points, value_limits
from applicants.enums import Verdict
from calls.engine.facts import Fact, fact
from calls.engine.rulebook import Lot, Rulebook


def asks_lot(rules: Rulebook) -> bool:
    """Whether it matters which lot one thinks of."""
    return any(lot.asks_something or lot.aid_forms for lot in rules.lots)


def lot_points(
    rules: Rulebook, *, code: str, profile: Profile, value: Decimal | None, aid_form: str
) -> Iterator[Point]:
    """An answer for each thing the lot asks; without a lot, that it must be chosen."""
    if not asks_lot(rules):
        return
    lot = chosen_lot(rules, code)
    if lot is None:
        titles = tuple(each.title for each in rules.lots)
        yield Point("lot", Verdict.PERHAPS, "", fact("lot_unsaid", lots=titles))
        return
    yield from lead_points(lot, profile)
    if lot.bounds_value:
        yield _value(lot, value)
    if lot.aid_forms:
        yield _aid_form(lot, aid_form)


def _value(lot: Lot, value: Decimal | None) -> Point:
    if not value:
        return Point("lot.value", Verdict.PERHAPS, lot.article, _unknown(lot))
    broken = [each.fact for each in value_limits(lot, value) if each.fact is not None]
    fits = fact("lot_value_fits", lot=lot.title, value_amount=value)
    verdict = Verdict.NO if broken else Verdict.YES
    return Point("lot.value", verdict, lot.article, broken[0] if broken else fits)


def _unknown(lot: Lot) -> Fact:
    low, high = lot.minimum_value, lot.maximum_value
    code = "lot_value_unknown_between"
    if high is None:
        code = "lot_value_unknown"
    elif low is None:
        code = "lot_value_unknown_most"
    return fact(code, lot=lot.title, low_amount=low, high_amount=high, article=lot.article)


def _aid_form(lot: Lot, read: str) -> Point:
    refused = aid_form_refusal(lot, read)
    if refused is None:
        fits = fact("aid_form_fits", lot=lot.title, own_forms=(read,))
        return Point("lot.aid_form", Verdict.YES, lot.article, fits)
    verdict = Verdict.NO if refused.code == "aid_form_refused" else Verdict.PERHAPS
    return Point("lot.aid_form", verdict, lot.article, refused)
