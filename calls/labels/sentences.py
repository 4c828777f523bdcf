"""What the facts of a call's draft say; `%(where)s` names the part, such as "Lotto A"."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.labels import groups, judging, scoring

FIELDS: dict[str, str | Promise] = {
    "title": _("il titolo"),
    "summary": _("la sintesi"),
    "responsible_office": _("l'ufficio responsabile"),
    "contact": _("il contatto"),
    "opens_at": _("l'apertura"),
    "closes_at": _("la scadenza"),
    "code": _("il codice"),
    "amount": _("l'importo"),
    "fund": _("il fondo"),
    "allocation": _("la regola per la prima domanda che non ci sta"),
    "eligible_kinds": _("chi può partecipare"),
    "provinces": _("le province"),
    "municipalities": _("i comuni"),
    "seat_article": _("l'articolo sulla sede"),
    "sizes": _("le dimensioni"),
    "size_article": _("l'articolo sulla dimensione"),
    "nonprofit": _("se serve essere senza scopo di lucro"),
    "nonprofit_article": _("l'articolo sullo scopo di lucro"),
    "registers": _("i registri"),
    "register_article": _("l'articolo sui registri"),
    "most_as_lead": _("quante domande al massimo per ente"),
    "cap_article": _("l'articolo sul numero di domande"),
    "cost_categories": _("le voci di spesa"),
    "cost_groups": _("le macrovoci"),
    "group": _("la macrovoce"),
    "minimum_value": _("il valore minimo del progetto"),
    "maximum_value": _("il valore massimo del progetto"),
    "maximum_grant": _("il contributo massimo"),
    "maximum_rate": _("la percentuale massima di contributo"),
    "minimum_own_share": _("la quota propria minima"),
    "minimum_grant": _("il contributo minimo"),
    "minimum_rate": _("la percentuale minima di contributo"),
    "maximum_in_kind": _("la parte massima della quota propria in natura"),
    "own_share_brackets": _("gli scaglioni della quota propria"),
    "up_to": _("il valore fino a cui vale lo scaglione"),
    "flat_rate": _("il forfait"),
    "flat_base": _("le voci su cui si calcola il forfait"),
    "duration": _("la durata"),
    "minimum_months": _("la durata minima in mesi"),
    "maximum_months": _("la durata massima in mesi"),
    "starts_from": _("il primo giorno di inizio"),
    "starts_by": _("l'ultimo giorno di inizio"),
    "label": _("il testo della domanda"),
    "kind": _("il tipo"),
    "max_words": _("il numero massimo di parole"),
    "required": _("se è obbligatoria"),
    "choices": _("le scelte"),
    "shown_if": _("da quale domanda dipende"),
    "shown_values": _("con quali risposte si mostra"),
    "columns": _("le colonne"),
    "max_rows": _("il numero massimo di righe"),
    "example": _("l'esempio"),
    "blind": _("se chi valuta la legge"),
    "obligation": _("che cosa succede se manca"),
    "minimum_percent": _("la percentuale minima"),
    "maximum_percent": _("la percentuale massima"),
    "class_code": _("la classe"),
    "maximum": _("il punteggio massimo"),
    "weight": _("il peso"),
    "threshold": _("la soglia"),
    "total_threshold": _("la soglia del totale"),
    "aggregation": _("come si uniscono i punti"),
    "assessors": _("quante persone valutano"),
    "terms": _("i termini"),
    "checking_days": _("i giorni per l'istruttoria"),
    "checking_article": _("l'articolo sui giorni per l'istruttoria"),
    "clarification_days": _("i giorni per completare la domanda"),
    "clarification_article": _("l'articolo sul soccorso istruttorio"),
    "rejection_days": _("i giorni per rispondere al preavviso di rigetto"),
    "rejection_article": _("l'articolo sul preavviso di rigetto"),
    "observation_days": _("i giorni per le osservazioni"),
    "observation_article": _("l'articolo sulle osservazioni"),
    "sealed": _("chi apre le domande"),
    "sealed_article": _("l'articolo sull'apertura delle domande"),
    "offer_days": _("i giorni per rispondere a un'offerta parziale"),
    "offer_article": _("l'articolo sulle offerte parziali"),
    "stamp_duty": _("l'imposta di bollo"),
    "stamp_exempt": _("chi è esente dal bollo"),
    "stamp_article": _("l'articolo sul bollo"),
    "signature": _("la firma"),
    "signature_article": _("l'articolo sulla firma"),
    "aid_regime": _("il regime di aiuto"),
    "aid_basis": _("la norma sugli aiuti"),
    "aid_article": _("l'articolo sugli aiuti"),
    "reference": _("il criterio o la classe"),
    "lots": _("i lotti"),
    "sections": _("le sezioni del modulo"),
    "questions": _("le domande"),
    "attachments": _("gli allegati"),
    "costs": _("le voci di spesa"),
    "minimum_offer": _("il minimo di un'offerta parziale"),
    "levels": _("i livelli"),
    "name": _("il nome"),
    "points": _("i punti"),
    "classes": _("le classi"),
    "criteria": _("i criteri"),
    "ties": _("le regole per le parità"),
    "article": _("l'articolo"),
    "articles": _("gli articoli"),
    "help": _("l'aiuto"),
    "intro": _("l'introduzione"),
    "procedure": _("la procedura"),
    "text": _("il testo"),
    **groups.FIELDS,
    **scoring.FIELDS,
    **judging.FIELDS,
}

SENTENCES: dict[str, str | Promise] = {
    "lacks": _("%(where)s: devi ancora scrivere %(what_field)s."),
    "unreadable": _("%(where)s: non capiamo %(what_field)s. Abbiamo letto “%(read)s”."),
    "unknown_field": _("%(where)s: “%(read)s” non è una voce di questa parte. Toglila."),
    "unknown_choice": _(
        "%(where)s: per %(what_field)s si sceglie tra %(known)s. Abbiamo letto “%(read)s”."
    ),
    "number_below": _("%(where)s: %(what_field)s è %(read_points)s, il minimo è %(limit_points)s."),
    "number_above": _(
        "%(where)s: %(what_field)s è %(read_points)s, il massimo è %(limit_points)s."
    ),
    "count_outside": _("%(where)s: %(what_field)s è %(read)s, ammettiamo da %(low)s a %(high)s."),
    "code_malformed": _(
        "%(where)s: il codice “%(read)s” non va bene. Usa lettere, cifre, punto e trattino, "
        "fino a %(limit)s caratteri, senza spazi."
    ),
    "code_repeated": _("%(where)s: il codice “%(read)s” c'è già. Danne uno diverso."),
    "naive_instant": _(
        "%(where)s: per %(what_field)s manca il fuso orario. Abbiamo letto “%(read)s”."
    ),
    "window_reversed": _("La scadenza (%(closes_at)s) deve venire dopo l'apertura (%(opens_at)s)."),
    "value_reversed": _(
        "Il valore massimo del progetto (%(maximum_amount)s) è sotto il minimo "
        "(%(minimum_amount)s). Alza il massimo o abbassa il minimo."
    ),
    "own_share_against_rate": _(
        "La quota propria minima (%(own_percent)s) non lascia spazio al contributo. "
        "Scrivi meno di 100,00 %%."
    ),
    "grant_reversed": _(
        "Il contributo massimo (%(maximum_amount)s) è sotto il minimo (%(minimum_amount)s). "
        "Alza il massimo o abbassa il minimo."
    ),
    "grant_over_value": _(
        "Il contributo minimo (%(minimum_amount)s) supera il valore massimo del progetto "
        "(%(maximum_amount)s): nessuno potrebbe chiederlo. Abbassalo."
    ),
    "rate_reversed": _(
        "La percentuale massima di contributo (%(maximum_percent)s) è sotto la minima "
        "(%(minimum_percent)s)."
    ),
    "own_share_twice": _(
        "La quota propria minima è scritta due volte: %(own_percent)s per tutti e %(brackets)s "
        "scaglioni. Tieni l'una o gli altri."
    ),
    "own_share_against_minimum": _(
        "La quota propria minima (%(own_percent)s) e la percentuale minima di contributo "
        "(%(rate_percent)s) superano insieme 100,00 %%. Abbassane una."
    ),
    "bracket_endless": _(
        "Lo scaglione n. %(place)s non ha un valore massimo: può mancare solo all'ultimo dei "
        "%(brackets)s. Scrivilo o togli gli scaglioni che seguono."
    ),
    "bracket_reversed": _(
        "Lo scaglione n. %(place)s arriva a %(read_amount)s, quello prima a %(here_amount)s: "
        "mettili dal più basso al più alto."
    ),
    "bracket_ends": _(
        "L'ultimo scaglione della quota propria si ferma a %(last_amount)s: lascialo senza valore "
        "massimo, così vale per tutti i progetti che lo superano."
    ),
    "months_reversed": _(
        "La durata massima (%(maximum)s mesi) è sotto la minima (%(minimum)s mesi)."
    ),
    "starts_reversed": _(
        "L'ultimo giorno di inizio (%(last_day)s) viene prima del primo (%(first_day)s)."
    ),
    "flat_half_said": _(
        "%(where)s: un forfait ha una percentuale e le voci su cui si calcola. Scrivi tutte e due o "
        "nessuna."
    ),
    "flat_base_unknown": _(
        "%(where)s: il forfait si calcola su “%(read)s”, che non è una voce di spesa senza forfait. "
        "Scegli tra: %(known)s."
    ),
    "choices_too_few": _("%(where)s: le scelte sono %(read)s, il minimo è %(limit)s. Aggiungine."),
    "choice_repeated": _("%(where)s: la scelta “%(read)s” è scritta due volte. Togline una."),
    "columns_outside": _(
        "%(where)s: le colonne della tabella sono %(read)s, ammettiamo da 1 a %(high)s."
    ),
    "code_of_document": _(
        "%(where)s: il codice “%(read)s” è già di un documento da allegare. Danne uno diverso."
    ),
    "condition_unknown": _(
        "%(where)s: la domanda dipende da “%(read)s”, che non è una scelta da un elenco messa prima. "
        "Scegli tra: %(known)s."
    ),
    "condition_empty": _(
        "%(where)s: scrivi con quali risposte a «%(question)s» la domanda si mostra."
    ),
    "condition_value_unknown": _(
        "%(where)s: “%(read)s” non è una delle scelte da cui dipende. Sono: %(known)s."
    ),
    "percents_reversed": _(
        "%(where)s: la percentuale massima (%(maximum_percent)s) è sotto la minima "
        "(%(minimum_percent)s)."
    ),
    "minimums_over_whole": _(
        "Le percentuali minime delle voci di spesa sommano %(sum_percent)s: il massimo è "
        "100,00 %%. Abbassale."
    ),
    "maximums_under_whole": _(
        "Le percentuali massime delle voci di spesa sommano %(sum_percent)s: servono almeno "
        "100,00 %%, altrimenti nessun piano di spesa è possibile. Alzale."
    ),
    "cost_group_unknown": _(
        "%(where)s: la macrovoce “%(read)s” non c'è. Le macrovoci sono: %(known)s."
    ),
    "cost_group_without_any": _(
        "%(where)s: sta nella macrovoce “%(read)s”, ma il bando non ha macrovoci. Scrivila o lascia "
        "vuoto."
    ),
    "cost_group_empty": _(
        "%(where)s: nessuna voce di spesa sta nella macrovoce «%(group)s». Mettine una o togli la "
        "macrovoce."
    ),
    "cost_group_too_narrow": _(
        "%(where)s: le percentuali minime delle sue voci sommano %(sum_percent)s, il massimo della "
        "macrovoce è %(maximum_percent)s. Abbassa le prime o alza il secondo."
    ),
    "cost_group_too_wide": _(
        "%(where)s: le percentuali massime delle sue voci sommano %(sum_percent)s, il minimo della "
        "macrovoce è %(minimum_percent)s. Alza le prime o abbassa il secondo."
    ),
    "group_minimums_over_whole": _(
        "Le percentuali minime di macrovoci e voci sommano %(sum_percent)s (di una macrovoce conta la "
        "più alta tra la sua e la somma delle sue voci): il massimo è 100,00 %%. Abbassale."
    ),
    "group_maximums_under_whole": _(
        "Le percentuali massime di macrovoci e voci sommano %(sum_percent)s (di una macrovoce conta la "
        "più bassa tra la sua e la somma delle sue voci): servono almeno 100,00 %%, altrimenti nessun "
        "piano di spesa è possibile. Alzale."
    ),
    "offer_never_made": _(
        "%(where)s: c'è un minimo per l'offerta parziale (%(least_percent)s), ma questo lotto non ne "
        "fa. Toglilo o scegli di offrire quello che resta."
    ),
    "levels_too_few": _("%(where)s: i livelli sono %(read)s, il minimo è %(limit)s. Aggiungine."),
    "level_repeated": _("%(where)s: due livelli valgono %(read_points)s punti. Cambiane uno."),
    "level_top": _(
        "%(where)s: il livello più alto vale %(read_points)s punti, il massimo del criterio è "
        "%(maximum_points)s. Falli uguali."
    ),
    "tie_after_draw": _(
        "%(where)s: dopo il sorteggio nessuna regola può servire. Mettila prima o toglila."
    ),
    "class_unknown": _("%(where)s: la classe “%(read)s” non c'è. Le classi sono %(known)s."),
    "class_empty": _("%(where)s: la classe non ha criteri. Aggiungine uno o togli la classe."),
    "threshold_over_maximum": _(
        "%(where)s: la soglia (%(threshold_points)s) supera il massimo (%(maximum_points)s)."
    ),
    "tie_reference_unknown": _(
        "%(where)s: “%(read)s” non è tra i criteri o le classi di questo bando (%(known)s)."
    ),
    "tie_repeated": _("%(where)s: questa regola c'è già sopra. Togline una."),
    "tie_after_equal_place": _(
        "%(where)s: dopo “stesso posto” nessuna regola può servire. Mettila prima o toglila."
    ),
    "exempt_from_nothing": _(
        "%(where)s: c'è chi è esente dal bollo, ma manca l'importo del bollo. Scrivilo o togli le "
        "esenzioni."
    ),
    "ties_missing": _(
        "Parità: manca la regola che decide tra punteggi uguali. Aggiungine almeno una."
    ),
    **groups.SENTENCES,
    **scoring.SENTENCES,
    **judging.SENTENCES,
}
