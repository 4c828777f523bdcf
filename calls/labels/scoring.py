"""What the facts of a draft say of computed criteria, reserves, leftovers and funds together."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELDS: dict[str, str | Promise] = {
    "subject": _("l'oggetto"),
    "computed": _("il calcolo dei punti"),
    "function": _("il dato che dà i punti"),
    "question": _("la domanda del modulo"),
    "bound": _("come si raggiunge un gradino"),
    "steps": _("i gradini"),
    "words": _("le risposte o i tipi che danno punti"),
    "value": _("il valore del gradino"),
    "word": _("la risposta o il tipo"),
    "reserves": _("le riserve"),
    "percent": _("la percentuale del lotto"),
    "kinds": _("per quali tipi di ente"),
    "answers": _("le risposte"),
    "leftover_to": _("a quale lotto va quello che resta"),
    "shares": _("i fondi che pagano insieme, ognuno la sua quota"),
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
    "reserve_how_much": _(
        "%(where)s: quanto si riserva? Scrivi un importo oppure una percentuale, non tutti e due."
    ),
    "reserve_for_whom": _(
        "%(where)s: per chi è la riserva? Scegli i tipi di ente oppure una domanda con le sue "
        "risposte, non tutti e due."
    ),
    "reserve_answers": _(
        "%(where)s: la riserva dipende da una domanda e dalle sue risposte. Scrivi tutte e due."
    ),
    "reserve_question_unknown": _(
        "%(where)s: la riserva dipende dalla risposta a “%(read)s”, che non è una scelta da un elenco. "
        "Scegli tra: %(known)s."
    ),
    "reserves_over_lot": _(
        "%(where)s: le riserve sommano %(kept_amount)s, il lotto ha %(lot_amount)s. Abbassale."
    ),
    "leftover_unknown": _(
        "%(where)s: quello che resta va al lotto “%(read)s”, che non c'è tra gli altri (%(known)s)."
    ),
    "leftover_other_fund": _(
        "%(where)s: quello che resta va al lotto %(read)s, ma i soldi sono del fondo %(own)s e i suoi "
        "del fondo %(other)s. Scegli un lotto dello stesso fondo."
    ),
    "leftover_other_line": _(
        "%(where)s: quello che resta va al lotto %(read)s, che spende un'altra linea della misura. "
        "Per passare soldi da una linea all'altra serve un atto: scegli un lotto della stessa linea."
    ),
    "leftover_other_shares": _(
        "%(where)s: quello che resta va al lotto %(read)s, ma i fondi che lo pagano o le loro quote "
        "sono altri. Scrivi le stesse quote, o scegli un altro lotto."
    ),
    "shares_count": _(
        "%(where)s: i fondi che pagano insieme sono %(read)s, devono essere da %(low)s a %(high)s. "
        "Se paga un fondo solo, non scriverne nessuno."
    ),
    "shares_not_whole": _(
        "%(where)s: le quote dei fondi sommano %(sum_percent)s, devono fare 100,00 %%. Correggile."
    ),
    "lot_kinds_not_eligible": _(
        "%(where)s: il lotto ammette chi il bando non ammette (%(other_kinds)s). Aggiungilo tra chi "
        "può partecipare, o toglilo dal lotto."
    ),
    "lot_value_crossed": _(
        "%(where)s: il valore minimo di un progetto (%(low_amount)s) supera il massimo "
        "(%(high_amount)s). Correggi uno dei due."
    ),
    "lot_value_over_call": _(
        "%(where)s: il valore minimo nel lotto (%(low_amount)s) supera il massimo del bando "
        "(%(high_amount)s): nessun progetto ci sta."
    ),
    "lot_value_under_call": _(
        "%(where)s: il valore massimo nel lotto (%(high_amount)s) è sotto il minimo del bando "
        "(%(low_amount)s): nessun progetto ci sta."
    ),
    "leftover_circle": _(
        "Lotti e fondi: quello che resta gira in tondo tra i lotti %(read)s. Uno di loro non deve "
        "darlo a nessuno."
    ),
    "nothing_judged": _(
        "Criteri e soglie: i criteri sono %(read)s e tutti calcolati dai dati, ma il nucleo deve "
        "giudicarne almeno uno."
    ),
}
