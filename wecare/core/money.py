"""The only arithmetic on amounts: euros as Decimal, rounded half up to the cent.

It refuses floats, and whatever has no finite value below a thousand billion.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

from num2words import num2words

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
LIMIT = 10**12  # the absolute value of an amount stays below
_ITALIAN_SIGNS = str.maketrans(",.", ".,")
_MACHINE = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?")
_ITALIAN = re.compile(r"([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]{1,2})?")
_GROUPS = (
    (10**9, "unmiliardo", "miliardi"),
    (10**6, "unmilione", "milioni"),
    (10**3, "mille", "mila"),
)
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


class AmountRefused(ValueError):
    """What was typed is not an amount; `reason` is empty, form, negative or size."""

    def __init__(self, reason: str, typed: str) -> None:
        self.reason = reason
        self.typed = typed
        super().__init__(f'Scrivi un numero come 1.250,00. Abbiamo letto "{typed[:40]}".')


def euro(value: Decimal | int | str) -> Decimal:
    """The amount rounded half up to the cent.

    :raises TypeError: if the value is a float, or no number at all.
    :raises ValueError: if it is not a finite number, or as large as LIMIT.
    """
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise TypeError(f"An amount is a Decimal, an int or a str, not {type(value).__name__}.")
    if isinstance(value, str) and not _MACHINE.fullmatch(value):
        raise ValueError(f"{value[:40]!r} is not an amount.")
    exact = Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"{exact} is not an amount.")
    if abs(exact) >= LIMIT:
        raise ValueError(f"The amount is not below {LIMIT}.")
    try:
        rounded = exact.quantize(CENT, rounding=ROUND_HALF_UP)
    except InvalidOperation as problem:  # more digits than a context holds
        raise ValueError(f"{exact} has too many digits.") from problem
    if abs(rounded) >= LIMIT:
        raise ValueError(f"The amount is not below {LIMIT}.")
    return rounded or ZERO  # never a negative zero


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, to the cent; of nothing it is 0.00."""
    return euro(sum((euro(amount) for amount in amounts), ZERO))


def share_out(amount: Decimal, weights: Sequence[Decimal | int]) -> tuple[Decimal, ...]:
    """The amount in parts proportional to the weights, which add up to it exactly.

    Each part is rounded down to the cent, and the cents left go to the largest remainders; between
    equal remainders, to the first.

    :raises ValueError: if the amount or a weight is negative, or all weights are zero.
    """
    cents = _cents(amount)
    shares = [Fraction(weight) for weight in weights]
    whole = sum(shares, Fraction(0))
    if cents < 0 or any(share < 0 for share in shares) or whole == 0:
        raise ValueError("Unable to share out: amount and weights are not negative, not all zero.")
    exact = [cents * share / whole for share in shares]
    parts = [int(each) for each in exact]
    order = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: cents - sum(parts)]:
        parts[place] += 1
    return tuple(euro(Decimal(part) * CENT) for part in parts)


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    """How many hundredths of the whole the part is, half up to two places.

    :raises ValueError: if the whole is zero.
    """
    if whole == 0:
        raise ValueError("There is no percentage of zero.")
    return _half_up(Fraction(part) / Fraction(whole) * 100)


def portion(amount: Decimal, percent: Decimal | int) -> Decimal:
    """The given percentage of the amount, half up to the cent."""
    return euro(_half_up(Fraction(euro(amount)) * Fraction(percent) / 100))


def parse_amount(text: str) -> Decimal:
    """The amount a person typed: `1234,5`, `1.234,50`, with spaces or €; never negative.

    The point only separates thousands and the comma only cents, so nothing is guessed.

    :raises AmountRefused: if it is not such a number.
    """
    bare = _SPACES.sub("", text).removeprefix("€").removesuffix("€")
    if not bare:
        raise AmountRefused("empty", text)
    if bare[0] in "-\u2212" and _ITALIAN.fullmatch(bare[1:]):
        raise AmountRefused("negative", text)
    if not _ITALIAN.fullmatch(bare):
        raise AmountRefused("form", text)
    digits = bare.replace(".", "").replace(",", ".")
    if len(digits.partition(".")[0].lstrip("0")) >= len(str(LIMIT)):
        raise AmountRefused("size", text)
    return euro(Decimal(digits))


def format_amount(amount: Decimal | int | str) -> str:
    """The amount as Italians read it: `1.234,50 €`, with a no-break space."""
    return f"{format_plain(amount)}\u00a0€"


def format_plain(amount: Decimal | int | str) -> str:
    """The amount without the sign of the euro: `1.234,50`."""
    return f"{euro(amount):,.2f}".translate(_ITALIAN_SIGNS)


def in_words(amount: Decimal) -> str:
    """The amount in Italian words, as acts write it: `duemilioninovecentomila/00`.

    :raises ValueError: if it is negative.
    """
    cents = _cents(amount)
    if cents < 0:
        raise ValueError("A negative amount is not written in words.")
    units, rest = divmod(cents, 100)
    words = _spelled(units) or "zero"
    if words.endswith("tre") and words != "tre":  # the accent is on the end of the word alone
        words = f"{words.removesuffix('tre')}tré"
    return f"{words}/{rest:02d}"


def _spelled(units: int) -> str:
    """A whole number in one word, nothing for zero; the library is right only below a hundred."""
    for size, one, many in _GROUPS:
        count, rest = divmod(units, size)
        if count:
            return (one if count == 1 else _spelled(count) + many) + _spelled(rest)
    hundreds, rest = divmod(units, 100)
    hundred = "cento" if hundreds == 1 else _spelled(hundreds) + "cento" if hundreds else ""
    if hundred and (rest == 8 or rest // 10 == 8):  # noqa: PLR2004 -- centotto, centottanta
        hundred = hundred[:-1]
    return hundred + (num2words(rest, lang="it").replace("tré", "tre") if rest else "")


def _cents(amount: Decimal) -> int:
    return int(euro(amount).scaleb(2))


def _half_up(exact: Fraction) -> Decimal:
    cents = int(abs(exact) * 100 + Fraction(1, 2))
    rounded = Decimal(cents) * CENT
    return -rounded if exact < 0 and cents else rounded
