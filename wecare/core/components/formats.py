"""How amounts, instants, shares and sizes are written. One filter each, the same on page and print."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wecare.core import money

register = template.Library()

NO_BREAK = "\N{NO-BREAK SPACE}"
ABSENT = "–"


@register.filter
def euro(amount: Decimal | int | str | None) -> str:
    """`1.234,50 €`; a dash when there is no amount."""
    if amount is None or amount == "":
        return ABSENT
    return money.format_amount(money.euro(amount))


@register.filter
def figure(amount: Decimal | int | str | None) -> str:
    """An amount without its sign, for the cells of a table whose head says euro."""
    return euro(amount).removesuffix(f"{NO_BREAK}€")


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
    return f"{rounded:,.2f}".translate(str.maketrans(",.", ".,"))


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
    return date_format(localtime(value) if isinstance(value, datetime) else value, "j F Y")


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
    return f"{date_format(localtime(value), 'l')} {instant(value)}"


@register.filter
def hour(value: datetime | None) -> str:
    """`08:58:03`."""
    return ABSENT if value is None else date_format(localtime(value), "H:i:s")


def remaining(left: timedelta) -> str:
    """`2 giorni e 3 ore`: the two largest units that are not zero."""
    seconds = max(int(left.total_seconds()), 0)
    days, seconds = divmod(seconds, 86_400)
    hours, seconds = divmod(seconds, 3_600)
    minutes, seconds = divmod(seconds, 60)
    units = [
        ngettext("%(n)d giorno", "%(n)d giorni", days) % {"n": days} if days else "",
        ngettext("%(n)d ora", "%(n)d ore", hours) % {"n": hours} if hours else "",
        ngettext("%(n)d minuto", "%(n)d minuti", minutes) % {"n": minutes}
        if minutes and not days
        else "",
        ngettext("%(n)d secondo", "%(n)d secondi", seconds) % {"n": seconds}
        if not days and not hours
        else "",
    ]
    said = [unit for unit in units if unit][:2]
    return _(" e ").join(said)
