"""What the facts of an application say. `%(article)s` brings its own brackets, or nothing."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applicants.labels import groups, lots

SENTENCES: dict[str, str | Promise] = {
    "kind_not_eligible": _(
        "Questo bando non è aperto a: %(own_kinds)s%(article)s. Possono partecipare: "
        "%(eligible_kinds)s. Scegli un altro ente o un altro bando."
    ),
    "kind_unknown": _(
        "Non hai ancora detto che tipo di ente siete. Possono partecipare: %(eligible_kinds)s."
    ),
    "kind_eligible": _("Il bando è aperto a: %(own_kinds)s."),
    "seat_eligible": _("La sede, %(seat)s, è tra quelle ammesse."),
    "seat_unknown": _(
        "Non sappiamo ancora se la sede dell'ente va bene. Sono ammesse: %(allowed_places)s%(article)s."
    ),
    "seat_not_eligible": _("La sede è %(seat)s. Sono ammesse: %(allowed_places)s%(article)s."),
    "size_eligible": _("La dimensione (%(own_sizes)s) è tra quelle ammesse."),
    "size_unknown": _("Manca la dimensione dell'ente. Sono ammesse: %(allowed_sizes)s%(article)s."),
    "size_not_eligible": _(
        "La dimensione dell'ente è “%(own_sizes)s”. Sono ammesse: %(allowed_sizes)s%(article)s."
    ),
    "nonprofit_eligible": _("L'ente è senza scopo di lucro, come chiede il bando."),
    "nonprofit_unknown": _(
        "Manca se l'ente ha scopo di lucro. Il bando è solo per chi non ne ha%(article)s."
    ),
    "nonprofit_not_eligible": _(
        "L'ente ha scopo di lucro. Il bando è solo per chi non ne ha%(article)s."
    ),
    "register_eligible": _("L'ente è iscritto a: %(own_registers)s."),
    "register_unknown": _(
        "Manca a quali registri è iscritto l'ente. Ne serve almeno uno tra: "
        "%(allowed_registers)s%(article)s."
    ),
    "register_not_eligible": _(
        "L'ente non è iscritto a nessuno dei registri ammessi: %(allowed_registers)s%(article)s."
    ),
    "cap_unknown": _(
        "Ogni ente invia al massimo %(limit)s domande per questo bando: non hai detto quante ne "
        "avete già inviate."
    ),
    "cap_free": _("Avete inviato %(sent)s domande su %(limit)s: ce n'è ancora posto."),
    "cap_reached": _(
        "Avete già inviato %(sent)s domande; il massimo per ente è %(limit)s%(article)s."
    ),
    "value_unknown": _(
        "Non hai detto quanto vale il progetto. Il minimo è %(low_amount)s%(article)s."
    ),
    "value_unknown_between": _(
        "Non hai detto quanto vale il progetto. Il bando va da %(low_amount)s a "
        "%(high_amount)s%(article)s."
    ),
    "value_fits": _("Il progetto vale %(value_amount)s: sta nei limiti."),
    "own_unknown": _(
        "Non hai detto quanto vale il progetto: la quota propria si calcola sul suo "
        "valore%(article)s."
    ),
    "own_unsaid": _(
        "Non hai detto quanto mette l'ente. Per un progetto da %(value_amount)s servono almeno "
        "%(least_amount)s di fondi propri%(article)s."
    ),
    "own_fits": _(
        "Con %(own_amount)s di fondi propri puoi chiedere %(requested_amount)s di contributo."
    ),
    "months_fit": _("La durata sta nei limiti."),
    "start_fits": _("La data di inizio sta nei limiti."),
    "title_missing": _("Scrivi il titolo del progetto."),
    "lot_missing": _("Scegli il lotto: %(lots)s."),
    "lot_unknown": _("Il lotto “%(read)s” non è di questo bando. Scegli tra: %(lots)s."),
    "answer_missing": _("%(question)s: manca la risposta. Scrivila."),
    "too_many_words": _(
        "%(question)s: hai scritto %(words)s parole, il massimo è %(limit)s. Togline %(excess)s."
    ),
    "text_unreadable": _("%(question)s: serve un testo. Abbiamo letto “%(read)s”."),
    "choice_unknown": _("%(question)s: “%(read)s” non è tra le scelte. Scegli tra: %(choices)s."),
    "money_unreadable": _(
        "%(question)s: scrivi un numero come 1.250,00. Abbiamo letto “%(read)s”."
    ),
    "money_negative": _(
        "%(question)s: l'importo è %(read_amount)s, il minimo è zero. Scrivilo senza segno meno."
    ),
    "number_unreadable": _("%(question)s: scrivi un numero, come 12. Abbiamo letto “%(read)s”."),
    "date_unreadable": _(
        "%(question)s: scrivi una data come 23/11/2026. Abbiamo letto “%(read)s”."
    ),
    "file_unreadable": _("%(question)s: serve un file. Abbiamo letto “%(read)s”."),
    "file_missing": _("%(question)s: manca il file. Caricalo tra gli allegati."),
    "table_row": _(
        "%(question)s: la riga %(place)s ha %(read)s celle, ne servono %(limit)s (%(columns)s)."
    ),
    "table_rows": _(
        "%(question)s: le righe sono %(read)s, il massimo è %(limit)s. Togline %(excess)s."
    ),
    "costs_missing": _(
        "Spese: non ne hai scritta nessuna. Scrivi quanto spendi in almeno una voce."
    ),
    "cost_over": _(
        "%(category)s: %(cost_amount)s, cioè %(cost_percent)s del totale; il massimo è "
        "%(limit_percent)s%(article)s. Sposta almeno %(move_amount)s su altre voci, oppure "
        "riducila di almeno %(cut_amount)s."
    ),
    "cost_under": _(
        "%(category)s: %(cost_amount)s, cioè %(cost_percent)s del totale; il minimo è "
        "%(limit_percent)s%(article)s. Sposta qui almeno %(move_amount)s da altre voci, oppure "
        "riduci le altre di almeno %(cut_amount)s."
    ),
    "cost_group_over": _(
        "%(group)s: le sue voci sommano %(cost_amount)s, cioè %(cost_percent)s del totale; il massimo "
        "è %(limit_percent)s%(article)s. Sposta almeno %(move_amount)s su voci fuori dalla macrovoce, "
        "oppure riduci le sue di almeno %(cut_amount)s."
    ),
    "cost_group_under": _(
        "%(group)s: le sue voci sommano %(cost_amount)s, cioè %(cost_percent)s del totale; il minimo "
        "è %(limit_percent)s%(article)s. Sposta qui almeno %(move_amount)s da voci fuori dalla "
        "macrovoce, oppure riduci quelle di almeno %(cut_amount)s."
    ),
    "cost_flat_over": _(
        "%(category)s: hai scritto %(cost_amount)s; a forfait si può chiedere al massimo "
        "%(limit_percent)s di %(base_amount)s, cioè %(limit_amount)s%(article)s. Riducila di almeno "
        "%(cut_amount)s."
    ),
    "nothing_requested": _(
        "I fondi propri sono %(own_amount)s e il progetto vale %(value_amount)s: non resta "
        "contributo da chiedere. Abbassa i fondi propri sotto il valore del progetto."
    ),
    "value_below": _(
        "Il progetto vale %(value_amount)s; il minimo è %(limit_amount)s%(article)s: mancano "
        "%(difference_amount)s. Aggiungi spese o scegli un altro bando."
    ),
    "value_above": _(
        "Il progetto vale %(value_amount)s; il massimo è %(limit_amount)s%(article)s. Riduci le "
        "spese di almeno %(difference_amount)s."
    ),
    "grant_below": _(
        "Il contributo richiesto è %(requested_amount)s; il minimo è %(limit_amount)s%(article)s: "
        "mancano %(difference_amount)s. Aggiungi spese o abbassa i fondi propri."
    ),
    "grant_above": _(
        "Il contributo richiesto è %(requested_amount)s; il massimo è %(limit_amount)s%(article)s. "
        "Aggiungi almeno %(difference_amount)s di fondi propri o riduci le spese."
    ),
    "rate_below": _(
        "Il contributo richiesto è %(requested_amount)s, cioè %(requested_percent)s del valore; il "
        "minimo è %(limit_percent)s%(article)s. Abbassa i fondi propri di almeno "
        "%(difference_amount)s."
    ),
    "rate_above": _(
        "Il contributo richiesto è %(requested_amount)s, cioè %(requested_percent)s del valore; il "
        "massimo è %(limit_percent)s%(article)s. Aggiungi almeno %(difference_amount)s di fondi "
        "propri."
    ),
    "own_share_below": _(
        "I fondi propri sono %(own_amount)s, cioè %(own_percent)s del valore; il minimo è "
        "%(limit_percent)s%(article)s. Aggiungi almeno %(difference_amount)s."
    ),
    "own_share_below_bracket": _(
        "I fondi propri sono %(own_amount)s, cioè %(own_percent)s del valore; per un progetto da "
        "%(value_amount)s (scaglione fino a %(top_amount)s) il minimo è %(limit_percent)s%(article)s. "
        "Aggiungi almeno %(difference_amount)s."
    ),
    "own_share_below_last": _(
        "I fondi propri sono %(own_amount)s, cioè %(own_percent)s del valore; per un progetto da "
        "%(value_amount)s (ultimo scaglione) il minimo è %(limit_percent)s%(article)s. Aggiungi "
        "almeno %(difference_amount)s."
    ),
    "in_kind_refused": _(
        "La quota propria in natura è %(in_kind_amount)s; questo bando ammette solo denaro%(article)s. "
        "Togli la parte in natura."
    ),
    "in_kind_above": _(
        "La quota propria in natura è %(in_kind_amount)s, cioè %(in_kind_percent)s dei fondi propri "
        "(%(own_amount)s); il massimo è %(limit_percent)s%(article)s. Metti in denaro almeno "
        "%(difference_amount)s di quella parte."
    ),
    "months_missing": _("Scrivi quanti mesi dura il progetto%(article)s."),
    "months_below": _(
        "Il progetto dura %(months)s mesi; il minimo è %(limit)s%(article)s. Allungalo o scegli un "
        "altro bando."
    ),
    "months_above": _(
        "Il progetto dura %(months)s mesi; il massimo è %(limit)s%(article)s. Accorcialo."
    ),
    "start_missing": _("Scrivi quando inizia il progetto%(article)s."),
    "start_early": _(
        "Il progetto inizia il %(start_day)s; il primo giorno ammesso è il "
        "%(limit_day)s%(article)s. Spostalo in avanti."
    ),
    "start_late": _(
        "Il progetto inizia il %(start_day)s; l'ultimo giorno ammesso è il "
        "%(limit_day)s%(article)s. Anticipalo."
    ),
    "attachment_missing": _("%(attachment)s: manca il file%(article)s. Caricalo: è obbligatorio."),
    "attachment_later": _(
        "%(attachment)s: manca il file%(article)s. Puoi inviare lo stesso: l'ufficio ti chiederà di "
        "completarlo."
    ),
    **groups.SENTENCES,
    **lots.SENTENCES,
}
