"""What the facts of a ranked list say. `%(article)s` brings its own brackets, or nothing."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluation.labels import computing, money

SENTENCES: dict[str, str | Promise] = {
    "place": _("Posto %(position)s di %(count)s: %(total_points)s punti."),
    "place_over_threshold": _(
        "Posto %(position)s di %(count)s: %(total_points)s punti, soglia %(threshold_points)s."
    ),
    "place_by_arrival": _(
        "Posto %(position)s di %(count)s in ordine di arrivo: ricevuta il %(own_micros)s; "
        "%(total_points)s punti."
    ),
    "precedes_at_one_instant": _(
        "Arrivata nello stesso istante di %(other)s (prot. %(other_protocol)s), il %(at_micros)s: "
        "precede. Regola: %(by_tie)s%(article)s."
    ),
    "follows_at_one_instant": _(
        "Arrivata nello stesso istante di %(other)s (prot. %(other_protocol)s), il %(at_micros)s: "
        "segue. Regola: %(by_tie)s%(article)s."
    ),
    "equal_place": _("Stesso posto di: %(others)s%(article)s."),
    "precedes_criterion": _(
        "A pari punti con %(other)s (prot. %(other_protocol)s): precede perché ha più punti nel "
        "criterio %(title)s (%(own_points)s contro %(other_points)s)%(article)s."
    ),
    "follows_criterion": _(
        "A pari punti con %(other)s (prot. %(other_protocol)s): segue perché ha meno punti nel "
        "criterio %(title)s (%(own_points)s contro %(other_points)s)%(article)s."
    ),
    "precedes_class": _(
        "A pari punti con %(other)s (prot. %(other_protocol)s): precede perché ha più punti nella "
        "classe %(title)s (%(own_points)s contro %(other_points)s)%(article)s."
    ),
    "follows_class": _(
        "A pari punti con %(other)s (prot. %(other_protocol)s): segue perché ha meno punti nella "
        "classe %(title)s (%(own_points)s contro %(other_points)s)%(article)s."
    ),
    "precedes_smaller_request": _(
        "A pari punti con %(other)s (prot. %(other_protocol)s): precede perché chiede meno "
        "(%(own_amount)s contro %(other_amount)s)%(article)s."
    ),
    "follows_smaller_request": _(
        "A pari punti con %(other)s (prot. %(other_protocol)s): segue perché chiede di più "
        "(%(own_amount)s contro %(other_amount)s)%(article)s."
    ),
    "precedes_larger_own_share": _(
        "A pari punti con %(other)s (prot. %(other_protocol)s): precede perché ha una quota propria "
        "più alta (%(own_percent)s contro %(other_percent)s)%(article)s."
    ),
    "follows_larger_own_share": _(
        "A pari punti con %(other)s (prot. %(other_protocol)s): segue perché ha una quota propria "
        "più bassa (%(own_percent)s contro %(other_percent)s)%(article)s."
    ),
    "precedes_earlier_instant": _(
        "A pari punti con %(other)s (prot. %(other_protocol)s): precede perché è arrivata prima "
        "(%(own_micros)s; l'altra %(other_micros)s)%(article)s."
    ),
    "follows_earlier_instant": _(
        "A pari punti con %(other)s (prot. %(other_protocol)s): segue perché è arrivata dopo "
        "(%(own_micros)s; l'altra %(other_micros)s)%(article)s."
    ),
    "below_total": _(
        "Sotto la soglia: %(own_points)s punti, ne servono %(threshold_points)s%(article)s."
    ),
    "below_class": _(
        "Sotto la soglia nella classe %(title)s: %(own_points)s punti, ne servono "
        "%(threshold_points)s%(article)s."
    ),
    "below_criterion": _(
        "Sotto la soglia nel criterio %(title)s: %(own_points)s punti, ne servono "
        "%(threshold_points)s%(article)s."
    ),
    "inadmissible": _("Manca un requisito: la domanda non è stata valutata."),
    "irreceivable": _("Arrivata tardi o per un'altra via: la domanda non è stata valutata."),
    "funded": _("Finanziata per intero: %(granted_amount)s. Al lotto restano poi %(left_amount)s."),
    "partly_funded": _(
        "Restavano %(left_amount)s, ne servivano %(requested_amount)s: offerta parziale%(article)s."
    ),
    "precedes_earlier_protocol": _(
        "A pari punti con %(other)s: precede perché il suo protocollo viene prima "
        "(%(other_protocol)s segue)%(article)s."
    ),
    "follows_earlier_protocol": _(
        "A pari punti con %(other)s: segue perché il protocollo %(other_protocol)s viene "
        "prima%(article)s."
    ),
    "precedes_draw": _(
        "A pari punti con %(other)s (prot. %(other_protocol)s): precede per sorteggio, numero "
        "%(own_ticket)s contro %(other_ticket)s%(article)s."
    ),
    "follows_draw": _(
        "A pari punti con %(other)s (prot. %(other_protocol)s): segue per sorteggio, numero "
        "%(own_ticket)s contro %(other_ticket)s%(article)s."
    ),
    "draw_seed_missing": _("Le regole decidono per sorteggio, ma manca il seme del sorteggio."),
    "rest_under_minimum": _(
        "Restavano %(left_amount)s per %(requested_amount)s richiesti: meno del "
        "%(minimum_percent)s, il minimo di un'offerta parziale%(article)s."
    ),
    "rest_too_small": _(
        "Restavano %(left_amount)s, ne servivano %(requested_amount)s; il minimo accettabile è "
        "%(minimum_amount)s: nessuna offerta%(article)s."
    ),
    "passed_over": _(
        "Restavano %(left_amount)s, ne servivano %(requested_amount)s: si passa a chi "
        "segue%(article)s."
    ),
    "stopped_here": _(
        "Restavano %(left_amount)s, ne servivano %(requested_amount)s: i finanziamenti si fermano "
        "qui%(article)s."
    ),
    "stopped_above": _(
        "I finanziamenti si sono fermati al posto %(stopped_position)s; del lotto restano "
        "%(left_amount)s%(article)s."
    ),
    "money_ended": _(
        "Le risorse del lotto (%(lot_amount)s) sono finite con chi precede%(article)s."
    ),
    "unsettled_tie": _(
        "Lotto %(lot)s: le regole per le parità non decidono tra le domande prot. %(protocols)s. "
        "Serve una regola in più, con un atto."
    ),
    "money_ends_in_tie": _(
        "Lotto %(lot)s: le domande prot. %(protocols)s sono allo stesso posto, ma restano "
        "%(left_amount)s e non bastano per tutte. Serve una regola che le metta in ordine, con un "
        "atto."
    ),
    "entry_repeated": _("Prot. %(protocol)s: la domanda compare più di una volta."),
    "entry_lot_unknown": _("Prot. %(protocol)s: il lotto “%(read)s” non è di questo bando."),
    "entry_points_missing": _("Prot. %(protocol)s: mancano i punti del criterio %(criterion)s."),
    "entry_points_outside": _(
        "Prot. %(protocol)s: i punti del criterio %(criterion)s sono %(read_points)s, ammettiamo "
        "da 0,00 a %(maximum_points)s."
    ),
    "entry_criterion_unknown": _(
        "Prot. %(protocol)s: il criterio “%(read)s” non è di questo bando."
    ),
    "entry_value_missing": _(
        "Prot. %(protocol)s: manca il dato da cui vengono i punti del criterio %(criterion)s."
    ),
    "entry_value_unreadable": _(
        "Prot. %(protocol)s: il dato del criterio %(criterion)s è “%(read)s”, ma serve un numero con "
        "due decimali."
    ),
    "entry_request_empty": _(
        "Prot. %(protocol)s: il contributo richiesto è %(requested_amount)s, deve superare zero."
    ),
    "entry_minimum_outside": _(
        "Prot. %(protocol)s: il minimo accettabile è %(minimum_amount)s, deve stare tra zero e il "
        "richiesto (%(requested_amount)s)."
    ),
    **computing.SENTENCES,
    **money.SENTENCES,
    "difference": _("%(place)s: pubblicato “%(published)s”, ricalcolato “%(computed)s”."),
}
