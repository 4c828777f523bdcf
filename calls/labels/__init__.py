"""Words of a call as people read them: states, kinds, rules, and the sentence of a fact."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from calls.engine.facts import Fact
from calls.enums import (
    AidRegime,
    AllocationPolicy,
    CallState,
    EditorSection,
    EnquiryCategory,
    EnquiryState,
    Obligation,
    OrganisationKind,
    OrganisationSize,
    Province,
    QuestionKind,
    Register,
    SignaturePolicy,
    TieKind,
)
from calls.labels.saying import Found, say
from calls.labels.sentences import FIELDS, SENTENCES

Words = str | Promise
StateLabel = tuple[Words, str, str]

CALL_STATES: dict[CallState, StateLabel] = {
    CallState.DRAFT: (_("Bozza"), "draft", "it-pencil"),
    CallState.PUBLISHED: (_("Pubblicato"), "done", "it-check-circle"),
    CallState.CLOSED: (_("Chiuso"), "closed", "it-lock"),
    CallState.EVALUATION: (_("In valutazione"), "info", "it-clock"),
    CallState.EVALUATED: (_("Graduatoria pubblicata"), "done", "it-list"),
    CallState.CONCLUDED: (_("Concluso"), "closed", "it-check"),
}

OPEN: StateLabel = (_("Aperto"), "done", "it-unlocked")
COMING: StateLabel = (_("Apre presto"), "info", "it-calendar")
STOPPED: StateLabel = (_("Fondi esauriti: sportello fermo"), "closed", "it-lock")
EXPIRED: StateLabel = (_("Scaduto"), "closed", "it-lock")

OBLIGATIONS: dict[Obligation, StateLabel] = {
    Obligation.EXCLUSION: (_("A pena di esclusione"), "warning", "it-warning-circle"),
    Obligation.COMPLETABLE: (_("Si può completare dopo"), "info", "it-clock"),
    Obligation.OPTIONAL: (_("Facoltativo"), "draft", "it-info-circle"),
}

ORGANISATION_KINDS: dict[OrganisationKind, Words] = {
    OrganisationKind.ETS_ODV: _("Organizzazione di volontariato (ODV)"),
    OrganisationKind.ETS_APS: _("Associazione di promozione sociale (APS)"),
    OrganisationKind.ETS_OTHER: _("Altro ente del Terzo settore"),
    OrganisationKind.SOCIAL_ENTERPRISE: _("Impresa sociale"),
    OrganisationKind.SOCIAL_COOPERATIVE: _("Cooperativa sociale"),
    OrganisationKind.FOUNDATION: _("Fondazione"),
    OrganisationKind.ASSOCIATION: _("Associazione non iscritta al RUNTS"),
    OrganisationKind.RELIGIOUS_BODY: _("Ente religioso"),
    OrganisationKind.ENTE_GESTORE: _("Ente gestore dei servizi socio-assistenziali"),
    OrganisationKind.COMUNE: _("Comune"),
    OrganisationKind.UNIONE: _("Unione di Comuni"),
    OrganisationKind.ASL: _("Azienda sanitaria locale"),
    OrganisationKind.SCHOOL: _("Scuola"),
    OrganisationKind.UNIVERSITY: _("Università o ente di ricerca"),
    OrganisationKind.PUBLIC_BODY: _("Altro ente pubblico"),
    OrganisationKind.MICRO_FIRM: _("Microimpresa"),
    OrganisationKind.SMALL_FIRM: _("Piccola impresa"),
    OrganisationKind.MEDIUM_FIRM: _("Media impresa"),
    OrganisationKind.LARGE_FIRM: _("Grande impresa"),
    OrganisationKind.CONSORTIUM: _("Consorzio"),
    OrganisationKind.OTHER: _("Altro"),
}

ORGANISATION_SIZES: dict[OrganisationSize, Words] = {
    OrganisationSize.MICRO: _("Micro: meno di 10 addetti"),
    OrganisationSize.SMALL: _("Piccola: meno di 50 addetti"),
    OrganisationSize.MEDIUM: _("Media: meno di 250 addetti"),
    OrganisationSize.LARGE: _("Grande: 250 addetti o più"),
}

REGISTERS: dict[Register, Words] = {
    Register.RUNTS: _("Registro unico nazionale del Terzo settore (RUNTS)"),
    Register.SOCIAL_FIRMS: _("Registro delle imprese, sezione delle imprese sociali"),
    Register.COOPERATIVES: _("Albo delle società cooperative"),
    Register.BUSINESS: _("Registro delle imprese"),
    Register.LEGAL_PERSONS: _("Registro delle persone giuridiche"),
    Register.PUBLIC_BODIES: _("Indice delle pubbliche amministrazioni (IPA)"),
}

PROVINCES: dict[Province, Words] = {
    Province.AL: _("Alessandria"),
    Province.AT: _("Asti"),
    Province.BI: _("Biella"),
    Province.CN: _("Cuneo"),
    Province.NO: _("Novara"),
    Province.TO: _("Torino"),
    Province.VB: _("Verbano-Cusio-Ossola"),
    Province.VC: _("Vercelli"),
}

PLACES: dict[Province, Words] = {
    province: format_lazy(_("provincia di {name}"), name=name)
    for province, name in PROVINCES.items()
}

QUESTION_KINDS: dict[QuestionKind, Words] = {
    QuestionKind.TEXT: _("Testo"),
    QuestionKind.NUMBER: _("Numero"),
    QuestionKind.MONEY: _("Importo in euro"),
    QuestionKind.CHOICE: _("Scelta da un elenco"),
    QuestionKind.DATE: _("Data"),
    QuestionKind.TABLE: _("Tabella"),
    QuestionKind.FILE: _("File"),
}

TIE_KINDS: dict[TieKind, Words] = {
    TieKind.CRITERION: _("Più punti in un criterio"),
    TieKind.CLASS: _("Più punti in una classe"),
    TieKind.SMALLER_REQUEST: _("Contributo richiesto più piccolo"),
    TieKind.LARGER_OWN_SHARE: _("Quota propria più alta"),
    TieKind.EARLIER_INSTANT: _("Domanda ricevuta prima"),
    TieKind.EARLIER_PROTOCOL: _("Protocollo precedente"),
    TieKind.DRAW: _("Sorteggio, che chiunque può rifare"),
    TieKind.EQUAL_PLACE: _("Stesso posto, se i fondi bastano per tutti"),
}

SIGNATURES: dict[SignaturePolicy, Words] = {
    SignaturePolicy.IDENTITY: _("Basta l'accesso di chi invia"),
    SignaturePolicy.SIGNED_FILE: _("Si invia la domanda firmata digitalmente (PAdES o CAdES)"),
    SignaturePolicy.EITHER: _("Basta l'accesso di chi invia; chi vuole firma digitalmente"),
}

AID_REGIMES: dict[AidRegime, Words] = {
    AidRegime.NO_AID: _("Non è aiuto di Stato"),
    AidRegime.DE_MINIMIS: _("Aiuto de minimis"),
    AidRegime.BLOCK_EXEMPTION: _("Aiuto esente da notifica"),
    AidRegime.NOTIFIED: _("Aiuto notificato"),
}

ALLOCATION_POLICIES: dict[AllocationPolicy, Words] = {
    AllocationPolicy.OFFER_REST: _("Si offre quello che resta alla prima che non ci sta intera"),
    AllocationPolicy.STOP: _("Ci si ferma alla prima che non ci sta intera"),
    AllocationPolicy.SKIP: _("Si passa oltre, alla prima che ci sta intera"),
}

EDITOR_SECTIONS: dict[EditorSection, Words] = {
    EditorSection.IDENTITY: _("Titolo e ufficio"),
    EditorSection.WINDOW: _("Apertura e scadenza"),
    EditorSection.PHASES: _("Fasi"),
    EditorSection.LOTS: _("Lotti e fondi"),
    EditorSection.ELIGIBILITY: _("Chi può partecipare"),
    EditorSection.PARTNERSHIP: _("Gruppi e limiti di partecipazione"),
    EditorSection.DISTRICTS: _("Distretti e tabella di riparto"),
    EditorSection.AMOUNTS: _("Importi e quota propria"),
    EditorSection.DURATION: _("Durata del progetto"),
    EditorSection.SECTIONS: _("Domande del modulo"),
    EditorSection.ATTACHMENTS: _("Allegati"),
    EditorSection.COSTS: _("Voci di spesa"),
    EditorSection.CRITERIA: _("Criteri e soglie"),
    EditorSection.TIES: _("Parità"),
    EditorSection.TERMS: _("Termini, bollo, firma, aiuti di Stato"),
}

ENQUIRY_STATES: dict[EnquiryState, StateLabel] = {
    EnquiryState.ASKED: (_("Attende risposta"), "todo", "it-clock"),
    EnquiryState.PUBLISHED: (_("Risposta pubblicata"), "done", "it-check-circle"),
    EnquiryState.SET_ASIDE: (_("Non pubblicata"), "draft", "it-info-circle"),
}

ENQUIRY_CATEGORIES: dict[EnquiryCategory, Words] = {
    EnquiryCategory.WHO: _("Chi può partecipare"),
    EnquiryCategory.MONEY: _("Importi e spese"),
    EnquiryCategory.FORM: _("Modulo e allegati"),
    EnquiryCategory.DEADLINES: _("Tempi e scadenze"),
    EnquiryCategory.ASSESSMENT: _("Valutazione"),
    EnquiryCategory.PORTAL: _("Uso del portale"),
    EnquiryCategory.OTHER: _("Altro"),
}


def sentence(found: Fact | Found) -> str:
    """Say a fact, or what a missing thing states, in words that name rule, limit and value."""
    return say(
        SENTENCES,
        found,
        words={"field": FIELDS, "kinds": ORGANISATION_KINDS, "where": EDITOR_SECTIONS},
    )
