"""Words of organisations and of the people who stand for them."""

from django.utils.translation import gettext_lazy as _

from applicants.enums import JoinState, MandateKind, Power, RuntsSection, SeatKind, Source
from applicants.enums import SuccessionKind as Kind
from calls.labels import StateLabel, Words

MANDATE_KINDS: dict[MandateKind, Words] = {
    MandateKind.LEGAL_REPRESENTATIVE: _("Legale rappresentante"),
    MandateKind.DELEGATE: _("Delegato"),
    MandateKind.EDITOR: _("Chi compila"),
    MandateKind.VIEWER: _("Chi legge"),
    MandateKind.CONSULTANT: _("Consulente"),
}

POWERS_SAID: dict[Power, Words] = {
    Power.READS: _("Legge"),
    Power.WRITES: _("Scrive"),
    Power.SENDS: _("Invia"),
    Power.SIGNS: _("Firma"),
    Power.ADMINISTERS: _("Dà gli incarichi"),
}

JOIN_STATES: dict[JoinState, StateLabel] = {
    JoinState.OPEN: (_("In attesa"), "todo", "it-clock"),
    JoinState.ACCEPTED: (_("Accettata"), "done", "it-check-circle"),
    JoinState.REFUSED: (_("Rifiutata"), "closed", "it-close-circle"),
    JoinState.WITHDRAWN: (_("Ritirata"), "closed", "it-minus-circle"),
}

SEAT_KINDS: dict[SeatKind, Words] = {
    SeatKind.LEGAL: _("Sede legale"),
    SeatKind.OPERATING: _("Sede operativa"),
}

SUCCESSION_KINDS: dict[Kind, Words] = {
    Kind.MERGER: _("Fusione in un ente nuovo"),
    Kind.INCORPORATION: _("Fusione per incorporazione"),
    Kind.DEMERGER: _("Scissione"),
    Kind.PARTIAL_DEMERGER: _("Scissione parziale: l'ente continua e passano solo alcune domande"),
    Kind.TRANSFORMATION: _("Trasformazione con un nuovo codice fiscale"),
}

RUNTS_SECTIONS: dict[RuntsSection, Words] = {
    RuntsSection.VOLUNTEERS: _("a) Organizzazioni di volontariato"),
    RuntsSection.SOCIAL_PROMOTION: _("b) Associazioni di promozione sociale"),
    RuntsSection.PHILANTHROPIC: _("c) Enti filantropici"),
    RuntsSection.SOCIAL_ENTERPRISES: _("d) Imprese sociali, cooperative sociali comprese"),
    RuntsSection.NETWORKS: _("e) Reti associative"),
    RuntsSection.MUTUAL_AID: _("f) Società di mutuo soccorso"),
    RuntsSection.OTHERS: _("g) Altri enti del Terzo settore"),
}

SOURCES: dict[Source, Words] = {
    Source.IPA: _("Indice delle pubbliche amministrazioni (IPA)"),
    Source.RUNTS: _("Registro unico nazionale del Terzo settore (RUNTS)"),
    Source.BUSINESS: _("Registro delle imprese"),
    Source.INI_PEC: _("Indice nazionale delle PEC (INI-PEC)"),
}

REGISTER_FIELDS: dict[str, Words] = {
    "name": _("Denominazione"),
    "vat_number": _("Partita IVA"),
    "seat_municipality": _("Comune della sede legale"),
    "seat_province": _("Provincia"),
    "pec": _("PEC"),
    "ateco_code": _("Codice ATECO"),
    "runts_number": _("Numero di iscrizione al RUNTS"),
    "runts_section": _("Sezione del RUNTS"),
}
