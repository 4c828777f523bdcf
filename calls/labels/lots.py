"""Reserves of a lot, in words."""

from django.utils.translation import gettext as _

from calls.engine.lots import Reserve
from calls.engine.rulebook import Lot, Rulebook
from calls.labels import ORGANISATION_KINDS
from wecare.core.components import formats


def reserve_said(reserve: Reserve, lot: Lot, rules: Rulebook) -> str:
    """How much is kept, for whom, and the article that says so."""
    much = formats.euro(reserve.of(lot.amount))
    if reserve.percent is not None:
        facts = {"amount": much, "percent": formats.percent(reserve.percent)}
        much = _("%(amount)s (%(percent)s del lotto)") % facts
    return _("%(title)s: %(much)s per %(whom)s%(article)s.") % {
        "title": reserve.title,
        "much": much,
        "whom": _whom(reserve, rules),
        "article": _(" (%(article)s)") % {"article": reserve.article} if reserve.article else "",
    }


def _whom(reserve: Reserve, rules: Rulebook) -> str:
    if reserve.question:
        return _("chi a «%(question)s» risponde: %(answers)s") % {
            "question": rules.question(reserve.question).label,
            "answers": ", ".join(reserve.answers),
        }
    return "; ".join(str(ORGANISATION_KINDS[kind]) for kind in reserve.kinds)
