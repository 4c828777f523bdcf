"""Words and sentences of the rules on groups, on caps and on the Distretti of a project."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.enums import CapRole, Filler, Procedure, Signer

CAP_ROLES: dict[CapRole, str | Promise] = {
    CapRole.LEAD: _("capofila"),
    CapRole.PARTNER: _("partner"),
    CapRole.ANY: _("capofila o partner"),
}

PROCEDURES: dict[Procedure, str | Promise] = {
    Procedure.RANKED: _("a graduatoria: vince chi ha più punti"),
    Procedure.DESK: _("a sportello: in ordine di arrivo, finché ci sono fondi"),
}

FILLERS: dict[Filler, str | Promise] = {
    Filler.LEAD: _("solo il capofila"),
    Filler.EACH: _("il capofila e ogni partner"),
}

SIGNERS: dict[Signer, str | Promise] = {
    Signer.NOBODY: _("nessuno"),
    Signer.REPRESENTATIVE: _("il legale rappresentante dell'ente che lo allega"),
}

FIELDS: dict[str, str | Promise] = {
    "more_windows": _("le altre finestre"),
    "more": _("le altre finestre"),
    "desk": _("lo sportello"),
    "stop_percent": _("quando si ferma lo sportello"),
    "desk_article": _("l'articolo sullo sportello"),
    "phases": _("le fasi"),
    "phase": _("la fase"),
    "asks_costs": _("se chiede le spese"),
    "partnership": _("il partenariato"),
    "groups": _("se si partecipa in gruppo"),
    "minimum": _("quanti partner almeno"),
    "count_article": _("l'articolo sul numero di partner"),
    "kinds_article": _("l'articolo su chi può essere partner"),
    "sign_off": _("se i partner confermano il testo"),
    "sign_off_article": _("l'articolo sulla conferma dei partner"),
    "access": _("che cosa si chiede ai partner"),
    "compulsory": _("i partner obbligatori"),
    "least": _("quanti almeno"),
    "caps": _("in quante domande si partecipa"),
    "role": _("con quale ruolo"),
    "most": _("il massimo"),
    "conditions": _("chi è capofila a condizione"),
    "aid_forms": _("la forma dell'aiuto"),
    "in_group": _("solo in gruppo"),
    "districts": _("i Distretti"),
    "asked": _("se si chiedono i Distretti"),
    "most_article": _("l'articolo sul numero di Distretti"),
    "one_application": _("una sola domanda per Distretto"),
    "one_application_article": _("l'articolo sulla domanda unica"),
    "lead_manages": _("il capofila gestisce i servizi"),
    "lead_article": _("l'articolo sul capofila"),
    "all_bodies": _("partecipano tutti gli enti gestori"),
    "bodies_article": _("l'articolo sugli enti gestori"),
    "grants": _("la tabella di riparto"),
    "grants_article": _("l'atto della tabella di riparto"),
    "filled_by": _("chi la compila"),
    "signed_by": _("chi lo firma"),
    "template": _("il modello da compilare"),
    "template_name": _("il nome del modello"),
}

SENTENCES: dict[str, str | Promise] = {
    "windows_overlap": _(
        "Una finestra apre (%(opens_at)s) prima che quella precedente chiuda (%(closes_at)s). Mettile "
        "una dopo l'altra."
    ),
    "desk_unsettled": _(
        "Allo sportello due domande possono arrivare nello stesso istante: l'ultima regola per la "
        "parità deve decidere sempre. Aggiungi «protocollo precedente» o il sorteggio."
    ),
    "one_phase": _(
        "C'è una fase sola: scrivine almeno due, oppure nessuna se il bando non ha fasi."
    ),
    "phases_too_many": _("Le fasi sono %(read)s, il massimo è %(limit)s."),
    "phase_unknown": _("%(where)s: è della fase %(read)s, ma le fasi sono %(count)s."),
    "phase_without_questions": _(
        "Fase «%(phase)s»: nessuna sezione del modulo è sua. Aggiungine una o togli la fase."
    ),
    "condition_of_other_phase": _(
        "%(where)s: la domanda dipende da “%(read)s”, che si chiede in un'altra fase."
    ),
    "phase_half_dated": _(
        "Fase «%(phase)s»: scrivi sia l'apertura sia la scadenza, oppure nessuna delle due."
    ),
    "phase_too_early": _(
        "Fase «%(phase)s»: apre il %(opens_at)s, prima che quella precedente chiuda (%(closes_at)s)."
    ),
    "partners_reversed": _(
        "Il massimo di partner (%(maximum)s) è sotto il minimo (%(minimum)s). Alzalo o abbassa il minimo."
    ),
    "partners_compulsory_over": _(
        "I partner obbligatori sono %(asked)s, il massimo di partner è %(maximum)s: nessun gruppo "
        "potrebbe averli. Alza il massimo o togli degli obblighi."
    ),
    "partners_compulsory_outside": _(
        "Tra i partner obbligatori ci sono solo tipi di ente che non possono essere partner: "
        "%(outside_kinds)s. Ammettili o togli l'obbligo."
    ),
    "condition_on_nobody": _(
        "%(where)s: la condizione riguarda %(own_kinds)s, che non possono essere capofila. Ammettili o "
        "togli la condizione."
    ),
    "condition_says_nothing": _(
        "%(where)s: la condizione non dice nulla. Scegli «solo in gruppo» o scrivi la domanda e le "
        "risposte."
    ),
    "condition_without_groups": _(
        "%(where)s: la condizione chiede un gruppo, ma il bando non ne ammette. Ammettili o togli la "
        "condizione."
    ),
    "lead_question_unknown": _(
        "%(where)s: “%(read)s” non è una scelta da un elenco del modulo. Scegli tra: %(known)s."
    ),
    "lead_answers_missing": _(
        "%(where)s: scrivi con quali risposte a «%(question)s» si può essere capofila."
    ),
    "bodies_without_groups": _(
        "Partecipano tutti gli enti gestori del Distretto, ma il bando non ammette gruppi: con più di "
        "un ente nessuno potrebbe. Ammetti i gruppi."
    ),
    "grants_over_lots": _(
        "La tabella di riparto assegna %(granted_amount)s, i lotti ne hanno %(lots_amount)s: mancano "
        "%(difference_amount)s. Abbassa la tabella o alza i lotti."
    ),
    "filled_by_nobody_else": _(
        "%(where)s: la compila ogni partner, ma il bando non ammette gruppi. Ammettili o lasciala al "
        "capofila."
    ),
    "apportion_nobody": _("Scegli almeno un Distretto tra cui ripartire."),
    "apportion_nothing": _("L'importo da ripartire è %(asked_amount)s: scrivi più di zero."),
    "apportion_no_inhabitants": _(
        "Per ripartire secondo gli abitanti servono gli abitanti di: %(districts)s. Scrivili nel "
        "territorio, o porta la quota fissa a 100,00 %%."
    ),
    "apportion_cap_too_low": _(
        "Con un tetto di %(cap_amount)s per Distretto, %(count)s Distretti prendono al massimo "
        "%(most_amount)s: restano fuori %(difference_amount)s di %(asked_amount)s. Alza il tetto."
    ),
}
