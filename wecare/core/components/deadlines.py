"""A deadline as people must read it: weekday, date, hour, zone, what is left, the server's hour."""

import json
from datetime import datetime, timedelta

from django import template
from django.template.context import Context
from django.utils.translation import gettext as _

from wecare.core import clock
from wecare.core.components import formats

register = template.Library()

LAST_HOURS = timedelta(hours=24)


def _state(at: datetime, opens_at: datetime | None, closes_at: datetime) -> str:
    if opens_at and at < opens_at:
        return "coming"
    if at >= closes_at:
        return "closed"
    return "last" if closes_at - at <= LAST_HOURS else "open"


def _words() -> str:
    """The words the script needs to say what is left."""
    words = {
        "day": [_("giorno"), _("giorni")],
        "hour": [_("ora"), _("ore")],
        "minute": [_("minuto"), _("minuti")],
        "second": [_("secondo"), _("secondi")],
        "and": _(" e "),
        "left": _("mancano"),
        "over": _("Il termine è passato."),
        "begun": _("Il bando è aperto."),
        "stop": _("Ferma i secondi"),
        "go": _("Fai ripartire i secondi"),
    }
    return json.dumps(words, ensure_ascii=False)


@register.inclusion_tag("components/deadline.html", takes_context=True)
def deadline(
    context: Context,
    instant: datetime,
    *,
    opens_at: datetime | None = None,
    extended_from: datetime | None = None,
    act: str = "",
    effect: str = "",
    compact: bool = False,
    at: datetime | None = None,
) -> dict[str, object]:
    """The deadline and what is left of it, by the server's clock."""
    at = at or _page_instant(context) or clock.now()
    return {
        "state": _state(at, opens_at, instant),
        "instant": instant,
        "opens_at": opens_at,
        "extended_from": extended_from,
        "act": act,
        "effect": effect,
        "compact": compact,
        "at": at,
        "left": formats.remaining(instant - at),
        "words": _words(),
    }


def _page_instant(context: Context) -> datetime | None:
    """The instant the whole page was made, so that a list of calls asks the clock once."""
    page = context.get("page")
    return getattr(page, "now", None)
