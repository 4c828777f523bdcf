"""The names that the wording of a determinazione may use: what the officer writes at the desk."""

from wecare.acts.engine.catalogue import (
    amount,
    paragraphs,
)
from wecare.acts.engine.catalogue import gettext_noop as _

DETERMINATION_NAMES = (
    paragraphs(
        "visti",
        _("I riferimenti normativi, uno per riga."),
        "variables.seen",
        ["la L. 241/1990, articolo 12;", "la D.G.R. n. 22-5076 del 22/05/2017;"],
    ),
    paragraphs(
        "premesse",
        _("I fatti e gli atti precedenti, uno per riga."),
        "variables.premises",
        ["la strategia prevede un bando per il terzo settore;"],
    ),
    paragraphs(
        "dato_atto",
        _("Ciò che risulta dall'istruttoria, un punto per riga."),
        "variables.noted",
        ["il nucleo ha chiuso i lavori;"],
    ),
    paragraphs(
        "considerazioni",
        _("Le ragioni della decisione, una per riga."),
        "variables.considered",
        ["le risorse bastano per i primi posti;"],
    ),
    paragraphs(
        "ritenuto",
        _("Ciò che ne segue, un punto per riga."),
        "variables.held",
        ["di approvare il bando;"],
    ),
    paragraphs(
        "decisione",
        _("I punti della decisione, uno per riga."),
        "variables.decision",
        ["di approvare il bando;", "di pubblicarlo."],
    ),
    amount("spesa", _("La spesa prevista, se c'è."), "variables.expense.value", "2900000.00"),
    paragraphs(
        "allegati",
        _("Gli allegati, uno per riga."),
        "variables.annexes",
        ["Bando", "Manuale di valutazione"],
    ),
)
