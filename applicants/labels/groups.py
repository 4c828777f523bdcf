"""What the facts on groups and on the Distretti of a project say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TITLES: dict[str, str | Promise] = {
    "project.title": _("Titolo del progetto"),
    "project.lot": _("Lotto"),
    "project.months": _("Durata in mesi"),
    "project.starts_on": _("Inizio"),
    "partnership.minimum": _("Quanti partner, almeno"),
    "partnership.maximum": _("Quanti partner, al massimo"),
    "partnership.compulsory": _("Partner obbligatori"),
    "partnership.condition": _("Chi può essere capofila"),
    "districts.chosen": _("Distretti scelti"),
    "districts.most": _("Quanti Distretti, al massimo"),
    "districts.table": _("Distretti nella tabella di riparto"),
    "districts.lead": _("Capofila ente gestore"),
    "bodies": _("Enti gestori del Distretto"),
    "lot.kind": _("Chi può chiedere il lotto"),
    "lot.size": _("Dimensione, nel lotto"),
    "lot.nonprofit": _("Scopo di lucro, nel lotto"),
    "lot.aid_form": _("Forma dell'aiuto"),
    "lot.minimum_value": _("Valore minimo nel lotto"),
    "lot.maximum_value": _("Valore massimo nel lotto"),
    "organisation.kind": _("Tipo di ente"),
    "organisation.seat": _("Sede"),
    "organisation.size": _("Dimensione"),
    "organisation.nonprofit": _("Scopo di lucro"),
    "organisation.register": _("Iscrizione ai registri"),
}


def title_of(code: str) -> str:
    """What a requirement is about, where it is in order and has nothing to say; empty if unknown."""
    if code.endswith(".bodies"):
        return str(TITLES["bodies"])
    parts = code.split(".")
    for start in range(len(parts) - 1):
        known = TITLES.get(".".join(parts[start : start + 2]))
        if known is not None:
            return str(known)
    return ""


SENTENCES: dict[str, str | Promise] = {
    "partner_kind_not_eligible": _(
        "Come partner il bando non ammette: %(own_kinds)s%(article)s. Possono esserlo: "
        "%(eligible_kinds)s."
    ),
    "partner_kind_unknown": _(
        "Non sappiamo che tipo di ente è. Possono essere partner: %(eligible_kinds)s."
    ),
    "partner_kind_eligible": _("Può essere partner: %(own_kinds)s."),
    "partners_too_few": _(
        "I partner sono %(count)s; il minimo è %(limit)s%(article)s. Aggiungine %(lacking)s."
    ),
    "partners_too_many": _(
        "I partner sono %(count)s; il massimo è %(limit)s%(article)s. Togline %(excess)s."
    ),
    "partner_compulsory": _(
        "Serve almeno %(limit)s partner tra: %(needed_kinds)s%(article)s. Ce ne sono %(count)s: "
        "aggiungilo."
    ),
    "lead_only_in_group": _(
        "%(own_kinds)s: può essere capofila solo di un gruppo%(article)s. I partner sono 0: aggiungine "
        "almeno uno."
    ),
    "lead_only_if_answered": _(
        "%(own_kinds)s: può essere capofila solo se a «%(question)s» si risponde: "
        "%(wanted)s%(article)s. La risposta è: %(read)s."
    ),
    "districts_missing": _("Scegli i Distretti in cui si svolge il progetto."),
    "districts_too_many": _(
        "I Distretti sono %(count)s; il massimo è %(limit)s%(article)s. Togline."
    ),
    "districts_untabled": _(
        "La tabella di riparto non assegna nulla a: %(districts)s%(article)s. Togli questi Distretti "
        "dal progetto o chiedi all'ufficio."
    ),
    "lead_manages_none": _(
        "%(lead)s non è un ente gestore di: %(districts)s%(article)s. Può guidare il progetto uno tra: "
        "%(bodies)s."
    ),
    "district_bodies": _(
        "Distretto %(district)s: enti gestori che partecipano: %(count)s su %(limit)s; manca: "
        "%(absent)s%(article)s. Aggiungilo tra i partner."
    ),
    "district_grant_over": _(
        "Il contributo richiesto è %(requested_amount)s; per %(districts)s il massimo è "
        "%(limit_amount)s%(article)s. Riduci le spese o aggiungi fondi propri per almeno "
        "%(difference_amount)s."
    ),
    "partners_unsaid": _(
        "Non hai detto quanti partner avete. Ne servono da %(low)s a %(high)s%(article)s."
    ),
    "partners_unsaid_at_least": _(
        "Non hai detto quanti partner avete. Ne servono almeno %(low)s%(article)s."
    ),
    "partners_fit": _("Con %(count)s partner il gruppo va bene."),
    "partner_kinds_unsaid": _(
        "Tra i partner serve almeno %(limit)s tra: %(needed_kinds)s%(article)s. Non hai detto chi sono."
    ),
    "partner_kinds_fit": _("Tra i partner c'è chi serve: %(needed_kinds)s."),
    "partner_kinds_lack": _(
        "Tra i partner serve almeno %(limit)s tra: %(needed_kinds)s%(article)s. Da quello che hai detto "
        "manca."
    ),
    "lead_only_in_group_unsaid": _(
        "%(own_kinds)s: può essere capofila solo di un gruppo%(article)s. Non hai detto se avete partner."
    ),
    "lead_on_condition": _(
        "%(own_kinds)s: può essere capofila solo se a «%(question)s» si risponde: %(wanted)s%(article)s."
    ),
    "lead_condition_kept": _("%(own_kinds)s: potete essere capofila di un gruppo."),
}
