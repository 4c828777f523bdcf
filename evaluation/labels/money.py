"""What reserves, leftovers and several funds mean for a row and for its lot."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wecare.core.components import formats
from wecare.core.money import format_amount

SENTENCES: dict[str, str | Promise] = {
    "reserve_drawn": _("Dalla riserva «%(title)s»: %(drawn_amount)s%(article)s."),
    "reserve_ended": _(
        "Ha diritto alla riserva «%(title)s»: dopo chi precede non ne resta abbastanza%(article)s."
    ),
    "reserve_not_enough": _(
        "Ha diritto alla riserva «%(title)s», ma anche così le risorse non bastano%(article)s."
    ),
    "reserves_kept": _(
        "Altri %(kept_amount)s sono riservati (%(titles)s): vanno a chi segue e ne ha diritto."
    ),
    "general_ended": _(
        "Le risorse non riservate del lotto sono finite con chi precede%(article)s."
    ),
    "money_ended_with_more": _(
        "Le risorse del lotto (%(lot_amount)s, più %(received_amount)s arrivati da altri lotti) sono "
        "finite con chi precede%(article)s."
    ),
    "asks_less": _(
        "Ha accettato un progetto ridotto: chiede %(asked_amount)s invece di %(requested_amount)s."
    ),
    "held": _("Ha già %(held_amount)s dalla versione precedente, e li conserva."),
    "held_over_money": _(
        "Lotto %(lot)s: mancano %(lacking_amount)s per quanto è già stato concesso a chi resta."
    ),
    "entry_asks_outside": _(
        "Prot. %(protocol)s: il contributo accettato è %(asked_amount)s, deve stare tra zero e il "
        "richiesto (%(requested_amount)s)."
    ),
    "entry_held_outside": _(
        "Prot. %(protocol)s: ha già %(held_amount)s, più di quanto chiede (%(asked_amount)s)."
    ),
    "entry_cents_outside": _(
        "Prot. %(protocol)s: i centesimi del lotto che conserva non sono quanti ne ha già avuti."
    ),
    "cents_held_twice": _("Lotto %(lot)s: due domande conservano lo stesso centesimo."),
    "entry_parts_outside": _(
        "Prot. %(protocol)s: quello che conserva sui fondi del lotto non sta in quanto ha già avuto."
    ),
    "free_parts_outside": _(
        "Lotto %(lot)s: quello che è libero sui suoi fondi non torna con i fondi che lo pagano."
    ),
    "funds_short": _(
        "Lotto %(lot)s: fino al prot. %(protocol)s servono %(needed_amount)s, sui fondi ci sono "
        "%(there_amount)s."
    ),
    "entry_reserve_unknown": _(
        "Prot. %(protocol)s: il lotto %(lot)s non ha la riserva “%(read)s”."
    ),
}


def parts_said(parts: Mapping[str, Any]) -> list[str]:
    """What each fund pays of a grant; `parts` is fund → euro, nothing where one fund pays it whole."""
    return [f"{fund}: {format_amount(amount)}" for fund, amount in sorted(parts.items())]


def lot_said(summary: Mapping[str, Any], lots: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Which funds paid a lot, what came to it, what went, and what became of its reserves.

    `summary` is the lot in `lots` of a published document, `lots` its `rules.lots` by code; documents
    of earlier formats say nothing of it.
    """
    rules = lots[summary["code"]]
    shares = {each["fund"]: each["percent"] for each in rules.get("shares", [])}
    for each in summary.get("funds", []):
        yield gettext("Il fondo %(fund)s (%(percent)s) paga %(amount)s.") % {
            "fund": each["fund"],
            "percent": formats.percent(Decimal(shares[each["fund"]])),
            "amount": format_amount(each["granted"]),
        }
    for each in summary.get("received", []):
        facts = {"amount": format_amount(each["amount"]), "lot": lots[each["lot"]]["title"]}
        yield gettext("Arrivano %(amount)s dal lotto «%(lot)s».") % facts
    given = Decimal(summary.get("given", "0.00"))
    if given:
        facts = {"amount": format_amount(given), "lot": lots[rules["leftover_to"]]["title"]}
        yield gettext("Passano %(amount)s al lotto «%(lot)s».") % facts
    for rule, each in zip(rules.get("reserves", []), summary.get("reserves", []), strict=True):
        amount, drawn = Decimal(each["amount"]), Decimal(each["drawn"])
        article = (
            gettext(" (%(article)s)") % {"article": rule["article"]} if rule["article"] else ""
        )
        yield gettext(
            "Riserva «%(title)s»%(article)s di %(amount)s: %(drawn)s a chi ne ha diritto, %(rest)s a tutti."
        ) % {
            "title": rule["title"],
            "article": article,
            "amount": format_amount(amount),
            "drawn": format_amount(drawn),
            "rest": format_amount(amount - drawn),
        }
