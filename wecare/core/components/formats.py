"""How amounts, instants, shares and sizes are written. One filter each, the same on page and print."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wecare.core import money

register = template.Library()

NO_BREAK = "\N{NO-BREAK SPACE}"
ABSENT = "–"
_ITALIAN_SIGNS = str.maketrans(",.", ".,")


@register.filter
def euro(amount: Decimal | int | str | None) -> str:
    """`1.234,50 €`; a dash when there is no amount."""
    if amount is None or amount == "":
        return ABSENT
    return money.format_amount(amount)


@register.filter
def figure(amount: Decimal | int | str | None) -> str:
    """An amount without its sign, for the cells of a table whose head says euro."""
    return ABSENT if amount is None or amount == "" else money.format_plain(amount)


@register.filter
def measure(value: Decimal | int | str | None) -> str:
    """What was counted or measured: `12` and `1.250`, `12,50` where there are cents of it."""
    said = figure(value)
    return said.removesuffix(",00")


@register.filter
def percent(share: Decimal | int | str | None) -> str:
    """`12,50 %` from 12.5."""
    if share is None or share == "":
        return ABSENT
    return f"{_decimal(Decimal(share))}{NO_BREAK}%"


@register.filter
def points(value: Decimal | int | str | None) -> str:
    """`68,50` from 68.5."""
    if value is None or value == "":
        return ABSENT
    return _decimal(Decimal(value))


def _decimal(value: Decimal) -> str:
    rounded = value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{rounded:,.2f}".translate(_ITALIAN_SIGNS)


@register.filter
def integer(value: int | None) -> str:
    """`12.345`."""
    return ABSENT if value is None else f"{value:,}".replace(",", ".")


@register.filter
def weight(size: int | None) -> str:
    """`240 kB` from a number of bytes."""
    if size is None:
        return ABSENT
    for unit, step in (("GB", 1000**3), ("MB", 1000**2), ("kB", 1000)):
        if size >= step:
            tenths = Decimal(size) / step
            digits = Decimal("0.1") if tenths < 10 and unit != "kB" else Decimal(1)  # noqa: PLR2004 - one decimal below ten
            return (
                f"{tenths.quantize(digits, rounding=ROUND_HALF_UP)}".replace(".", ",")
                + f"{NO_BREAK}{unit}"
            )
    return f"{size}{NO_BREAK}byte"


@register.filter
def day(value: date | datetime | None) -> str:
    """`23 novembre 2026`."""
    if value is None:
        return ABSENT
    return _small(date_format(localtime(value) if isinstance(value, datetime) else value, "j F Y"))


def _small(name: str) -> str:
    """Italian writes months and weekdays with a small letter."""
    return name.lower() if (get_language() or "").startswith("it") else name


@register.filter
def day_short(value: date | datetime | None) -> str:
    """`23/11/2026`, for tables."""
    if value is None:
        return ABSENT
    return date_format(localtime(value) if isinstance(value, datetime) else value, "d/m/Y")


@register.filter
def instant(value: datetime | None) -> str:
    """`23 novembre 2026, ore 12:00`."""
    if value is None:
        return ABSENT
    return _("%(day)s, ore %(hour)s") % {
        "day": day(value),
        "hour": date_format(localtime(value), "H:i"),
    }


@register.filter
def instant_limit(value: datetime | None) -> str:
    """`23 novembre 2026, ore 12:00`, and `ore 23:59:59` where the seconds count."""
    if value is None:
        return ABSENT
    pattern = "H:i:s" if value.second or value.microsecond else "H:i"
    hour = date_format(localtime(value), pattern)
    return _("%(day)s, ore %(hour)s") % {"day": day(value), "hour": hour}


@register.filter
def instant_exact(value: datetime | None) -> str:
    """`20 novembre 2026, ore 17:42:08,314159`: what is written on receipts."""
    if value is None:
        return ABSENT
    hour = f"{localtime(value):%H:%M:%S},{value.microsecond:06d}"
    return _("%(day)s, ore %(hour)s") % {"day": day(value), "hour": hour}


@register.filter
def instant_short(value: datetime | None) -> str:
    """`23/11/2026 12:00`, for tables."""
    if value is None:
        return ABSENT
    return date_format(localtime(value), "d/m/Y H:i")


@register.filter
def instant_due(value: datetime | None) -> str:
    """`lunedì 23 novembre 2026, ore 12:00`: how a deadline is said."""
    if value is None:
        return ABSENT
    return f"{_small(date_format(localtime(value), 'l'))} {instant_limit(value)}"


@register.filter
def hour(value: datetime | None) -> str:
    """`08:58:03`."""
    return ABSENT if value is None else date_format(localtime(value), "H:i:s")


def remaining(left: timedelta) -> str:
    """`2 giorni e 3 ore`: at most two units, the smaller only beside its neighbour."""
    seconds = max(int(left.total_seconds()), 0)
    days, seconds = divmod(seconds, 86_400)
    hours, seconds = divmod(seconds, 3_600)
    minutes, seconds = divmod(seconds, 60)
    said = [
        ngettext("%(n)d giorno", "%(n)d giorni", days) % {"n": days},
        ngettext("%(n)d ora", "%(n)d ore", hours) % {"n": hours},
        ngettext("%(n)d minuto", "%(n)d minuti", minutes) % {"n": minutes},
        ngettext("%(n)d secondo", "%(n)d secondi", seconds) % {"n": seconds},
    ]
    counts = (days, hours, minutes, seconds)
    first = next((at for at, count in enumerate(counts) if count), len(counts) - 1)
    pair = [said[first]]
    if first + 1 < len(counts) and counts[first + 1]:
        pair.append(said[first + 1])
    return _(" e ").join(pair)
