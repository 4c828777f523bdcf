"""What the facts of a draft say of computed criteria, reserves and leftovers."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELDS: dict[str, str | Promise] = {
    "subject": _("l'oggetto"),
    "computed": _("il calcolo dei punti"),
    "function": _("il dato che dà i punti"),
    "question": _("la domanda da cui viene il dato"),
    "bound": _("come si raggiunge un gradino"),
    "steps": _("i gradini"),
    "words": _("le risposte o i tipi che danno punti"),
    "value": _("il valore del gradino"),
    "word": _("la risposta o il tipo"),
}

SENTENCES: dict[str, str | Promise] = {
    "computed_levels": _(
        "%(where)s: i punti vengono dai dati, ma ci sono anche livelli da scegliere. Togli gli uni o "
        "gli altri."
    ),
    "computed_top": _(
        "%(where)s: i dati danno al massimo %(read_points)s punti, il massimo del criterio è "
        "%(maximum_points)s. Falli uguali."
    ),
    "step_repeated": _("%(where)s: il gradino %(read_points)s c'è due volte. Togline uno."),
    "word_repeated": _("%(where)s: “%(read)s” c'è due volte. Togline una."),
    "computed_question_unknown": _(
        "%(where)s: i punti vengono dalla risposta a “%(read)s”, che non è una domanda di questo tipo. "
        "Scegli tra: %(known)s."
    ),
    "word_unknown": _("%(where)s: “%(read)s” non si può avere. Scegli tra: %(known)s."),
    "computed_duration": _(
        "%(where)s: i punti vengono dalla durata, ma il bando non la chiede. Scrivi i limiti della "
        "durata o togli il calcolo."
    ),
    "nothing_judged": _(
        "Criteri e soglie: i criteri sono %(read)s e tutti calcolati dai dati, ma il nucleo deve "
        "giudicarne almeno uno."
    ),
}
