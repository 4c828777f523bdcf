"""The budget's words as people read them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from calls.engine.facts import Fact
from calls.engine.places import Place
from calls.enums import BudgetKind
from calls.labels.saying import Found, say

BUDGET_KINDS = {
    BudgetKind.ALLOCATION: _("Dotazione"),
    BudgetKind.INCREASE: _("Aumento"),
    BudgetKind.TRANSFER: _("Spostamento"),
    BudgetKind.REDUCTION: _("Riduzione"),
}
BUDGET_EXPLAINED = {
    BudgetKind.ALLOCATION: _("Un atto dà soldi di un fondo a una linea."),
    BudgetKind.INCREASE: _("Un atto dà altri soldi a una linea, o a un lotto già in gara."),
    BudgetKind.TRANSFER: _(
        "Un atto sposta soldi liberi da una linea a un'altra, da un fondo a un altro, o tra una "
        "linea e un suo lotto. Quello che è impegnato resta sul fondo su cui è nato."
    ),
    BudgetKind.REDUCTION: _(
        "Un atto toglie soldi liberi: mai quelli riservati ai bandi, impegnati o pagati."
    ),
}
BUDGET_PATHS = {
    BudgetKind.ALLOCATION: "dotazione",
    BudgetKind.INCREASE: "aumento",
    BudgetKind.TRANSFER: "spostamento",
    BudgetKind.REDUCTION: "riduzione",
}
SENTENCES = {
    "budget_amount": _("L'importo deve essere maggiore di zero: hai scritto %(typed_amount)s."),
    "budget_out_of": _("Da dove: uno spostamento o una riduzione toglie i soldi da una linea."),
    "budget_into": _(
        "Verso dove: una dotazione, un aumento o uno spostamento dà i soldi a una linea."
    ),
    "budget_allocation_to_lot": _(
        "Una dotazione va a una linea. Per un lotto già in gara usa l'aumento."
    ),
    "budget_same_place": _("I soldi partono e arrivano nello stesso posto: scegline due diversi."),
    "budget_lot_elsewhere": _(
        "Un lotto scambia soldi solo con la sua linea e il suo fondo. Prima riporta i soldi alla "
        "linea, poi spostali."
    ),
    "budget_short": _(
        "%(place)s: %(allocated_amount)s assegnati, di cui %(reserved_amount)s prenotati dai bandi, "
        "%(committed_amount)s impegnati, %(paid_amount)s pagati. Restano liberi %(free_amount)s: non "
        "se ne possono togliere %(asked_amount)s, ne mancano %(missing_amount)s."
    ),
    "budget_lot_short": _(
        "%(place)s: %(reserved_amount)s prenotati e non ancora impegnati, %(committed_amount)s "
        "impegnati, %(paid_amount)s pagati. Non se ne possono togliere %(asked_amount)s, ne mancano "
        "%(missing_amount)s."
    ),
    "budget_moved": _(
        "I conti sono cambiati mentre leggevi. %(now)s Rileggi qui sotto il prima e il dopo, e "
        "conferma di nuovo."
    ),
    "budget_now": _("%(place)s: ora sono liberi %(free_amount)s."),
    "budget_lot_now": _("%(place)s: ora sono prenotati %(reserved_amount)s."),
    "budget_same_act": _(
        "%(act)s ha già disposto questo movimento per %(known_amount)s, non per %(asked_amount)s. "
        "Un movimento non si riscrive: per correggerlo registrane un altro, con il suo atto."
    ),
    "fund_shares": _(
        "Le quote di Unione, Stato e Regione fanno %(sum_percent)s: insieme devono fare 100,00 %%. "
        "Se non sono note, lasciale vuote tutte e tre."
    ),
    "fund_source": _("Scrivi da dove vengono le quote, e se sono da confermare."),
    "fund_taken": _("Il codice «%(fund)s» è già preso: scegline un altro."),
    "fund_changed": _(
        "Un'altra persona ha salvato il fondo %(fund)s mentre scrivevi. Quello che hai scritto è "
        "ancora qui: confrontalo con ciò che è salvato e salva di nuovo."
    ),
    "budget_line_unknown": _("La linea «%(line)s» non c'è nel programma."),
    "budget_fund_unknown": _("Il fondo «%(fund)s» non c'è nel programma."),
    "budget_lot_draft": _(
        "Il bando %(call)s è in bozza: i soldi dei suoi lotti si prenotano con la pubblicazione."
    ),
    "budget_lot_unknown": _("Il bando %(call)s non ha un lotto «%(lot)s» su questa linea e fondo."),
    "budget_lot_promised": _(
        "Il bando %(call)s promette questi soldi a chi ha fatto domanda: quelli prenotati per un "
        "lotto si liberano quando il bando è concluso."
    ),
}


def budget_sentence(found: Fact | Found) -> str:
    """Say a fact of the budget, with rule, limit and value."""
    return say(SENTENCES, found)


def place_words(place: Place) -> str:
    """The place as people read it; its titles are beside it where there is room."""
    facts = {
        "line": f"{place.measure}/{place.line}",
        "fund": place.fund,
        "call": place.call,
        "lot": place.lot,
    }
    if place.lot:
        return gettext("Bando %(call)s, lotto %(lot)s, fondo %(fund)s") % facts
    return gettext("Linea %(line)s, fondo %(fund)s") % facts
