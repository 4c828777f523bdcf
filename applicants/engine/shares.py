"""Exact comparison of shares: in whole cents and hundredths of a per cent, nothing is rounded."""

from decimal import Decimal

from wecare.core.money import CENT, euro

_WHOLE = 10_000  # a hundred per cent, in hundredths of a per cent


def is_over(part: Decimal, percent: Decimal, whole: Decimal) -> bool:
    """Whether the part is more than the percentage of the whole."""
    return _cents(part) * _WHOLE > _cents(percent) * _cents(whole)


def is_under(part: Decimal, percent: Decimal, whole: Decimal) -> bool:
    """Whether the part is less than the percentage of the whole."""
    return _cents(part) * _WHOLE < _cents(percent) * _cents(whole)


def allowed(percent: Decimal, whole: Decimal) -> Decimal:
    """Say the most a part may be: the percentage of the whole, down to the cent."""
    return _euro(_cents(percent) * _cents(whole) // _WHOLE)


def excess(part: Decimal, percent: Decimal, whole: Decimal) -> Decimal:
    """Say how much must leave the part, the whole staying as it is, not to exceed the percentage."""
    return part - allowed(percent, whole)


def shortage(part: Decimal, percent: Decimal, whole: Decimal) -> Decimal:
    """Say how much must join the part, the whole staying as it is, to reach the percentage."""
    needed = _rounded_up(_cents(percent) * _cents(whole), _WHOLE)
    return _euro(needed - _cents(part))


def cut(part: Decimal, percent: Decimal, whole: Decimal) -> Decimal:
    """Say how much to take off the part, and so off the whole, not to exceed the percentage."""
    share = _cents(percent)
    over = _cents(part) * _WHOLE - share * _cents(whole)
    return _euro(_rounded_up(over, _WHOLE - share))


def cut_elsewhere(part: Decimal, percent: Decimal, whole: Decimal) -> Decimal:
    """Say how much to take off the rest of the whole for the part to reach the percentage."""
    share = _cents(percent)
    lacking = share * _cents(whole) - _cents(part) * _WHOLE
    return _euro(_rounded_up(lacking, share))


def _cents(value: Decimal) -> int:
    return int(value.scaleb(2))


def _euro(cents: int) -> Decimal:
    return euro(cents * CENT)


def _rounded_up(number: int, divisor: int) -> int:
    return -(-number // divisor)
