"""Pictures of money, made on the server as SVG, each with the same figures in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django import template

from wecare.core import money
from wecare.core.components.facts import fact
from wecare.core.digests import sha256

register = template.Library()

WIDTH = Decimal(1000)
GAP = Decimal(4)
TONES = ("paid", "committed", "reserved", "available", "requested", "other")


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of the bar and one row of the table."""

    label: str
    amount: Decimal
    tone: str
    url: str
    share: Decimal
    x: str
    width: str


@register.inclusion_tag("components/moneybar.html")
def moneybar(
    parts: Sequence[object], *, title: str, total: Decimal | None = None
) -> dict[str, object]:
    """A bar of (label, amount, tone[, url]) parts and its table.

    The whole is the sum of the parts unless a larger `total` is given.
    """
    named = [_named(part) for part in parts]
    whole = max(total or Decimal(0), money.total(amount for _label, amount, _tone, _url in named))
    drawn = _draw(named, whole)
    mark = sha256(repr((str(title), [part.x for part in drawn])).encode())[:8]
    return {"title": title, "parts": drawn, "total": whole, "mark": f"wc-bar-{mark}"}


def _named(part: object) -> tuple[str, Decimal, str, str]:
    if isinstance(part, (tuple, list)):
        label, amount, tone, url = (*part, "other", "")[:4] if len(part) == 2 else (*part, "")[:4]  # noqa: PLR2004 - (label, amount)
    else:
        label, amount = fact(part, "label"), fact(part, "amount")
        tone, url = fact(part, "tone", "other"), fact(part, "url")
    if tone not in TONES:
        raise ValueError(f"no money tone {tone!r}; there are {', '.join(TONES)}")
    return str(label), Decimal(str(amount)), str(tone), str(url)


def _draw(named: Sequence[tuple[str, Decimal, str, str]], whole: Decimal) -> list[Part]:
    at = Decimal(0)
    drawn = []
    for label, amount, tone, url in named:
        width = WIDTH * amount / whole if whole else Decimal(0)
        gap = GAP if at + width < WIDTH else Decimal(0)
        seen = max(width - gap, Decimal(1)) if amount else Decimal(0)
        share = money.percent_of(amount, whole) if whole else Decimal(0)
        drawn.append(Part(label, amount, tone, url, share, f"{at:.2f}", f"{seen:.2f}"))
        at += width
    return drawn
