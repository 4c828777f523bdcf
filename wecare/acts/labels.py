"""The acts' words as people read them."""

from collections.abc import Sequence

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from wecare.acts.engine.blocks import PART, Problem
from wecare.acts.engine.checks import Check
from wecare.acts.engine.variables import Refusal, Variable
from wecare.acts.enums import (
    ActKind,
    ActState,
    ApprovalOutcome,
    EntryKind,
    PublicationPlace,
    SignedWay,
    VariableKind,
    VersionState,
)

ACT_KIND = {
    ActKind.DGR: _("Deliberazione della Giunta regionale"),
    ActKind.DD: _("Determinazione dirigenziale"),
}
ACT_STATE = {
    ActState.DRAFT: _("Bozza"),
    ActState.FROZEN: _("Prova in preparazione"),
    ActState.RENDERED: _("Da adottare"),
    ActState.ADOPTED: _("Adottato"),
    ActState.PUBLISHED: _("Pubblicato"),
}

WORDING_STATE = {
    VersionState.DRAFT: _("Bozza"),
    VersionState.PUBLISHED: _("Pubblicata"),
}
APPROVAL_OUTCOME = {
    ApprovalOutcome.APPROVED: _("Approvato"),
    ApprovalOutcome.RETURNED: _("Rimandato"),
}
SIGNED_WAY = {
    SignedWay.SIGNATURE: _("File firmato digitalmente"),
    SignedWay.ATTESTED: _("Copia conforme attestata"),
}
PUBLICATION_PLACE = {
    PublicationPlace.BUR: _("Bollettino ufficiale della Regione (BUR)"),
    PublicationPlace.TRANSPARENCY: _("Amministrazione trasparente"),
}
ENTRY_KIND = {
    EntryKind.TEXT: _("testo"),
    EntryKind.PARAGRAPHS: _("capoversi"),
    EntryKind.DATE: _("data"),
    EntryKind.AMOUNT: _("importo"),
    EntryKind.INTEGER: _("numero intero"),
    EntryKind.POINTS: _("punti"),
    EntryKind.FLAG: _("sì o no"),
    EntryKind.ROWS: _("righe"),
}
# What the status component shows: word, tone, and an icon where the tone's own is not meant.
ACT_STATE_MARK = {
    ActState.DRAFT: (ACT_STATE[ActState.DRAFT], "draft"),
    ActState.FROZEN: (ACT_STATE[ActState.FROZEN], "todo"),
    ActState.RENDERED: (ACT_STATE[ActState.RENDERED], "todo", "it-check"),
    ActState.ADOPTED: (ACT_STATE[ActState.ADOPTED], "info"),
    ActState.PUBLISHED: (ACT_STATE[ActState.PUBLISHED], "done"),
}
STEPS = (_("Bozza"), _("Prova"), _("Adozione"), _("Pubblicazione"))
PASSAGES = {
    "act.drafted": _("Bozza iniziata"),
    "act.written": _("Testo salvato"),
    "act.frozen": _("Testo fissato, prova chiesta"),
    "act.proof_attached": _("Prova pronta"),
    "act.reopened": _("Riaperto per correzioni"),
    "act.adopted": _("Adottato"),
    "act.published": _("Pubblicato"),
    "act.recorded": _("Registrato"),
    "act.approved": _("Visto dato"),
    "act.sent_back": _("Rimandato con un motivo"),
    "act.signed": _("File firmato depositato"),
    "act.signature_refused": _("File firmato rifiutato"),
    "act.attested": _("Conformità attestata"),
    "act.publication_recorded": _("Pubblicazione registrata"),
}
WORDING_PASSAGES = {
    "act_wording.shipped": _("Testo che arriva con il portale"),
    "act_wording.written": _("Bozza salvata"),
    "act_wording.discarded": _("Bozza eliminata"),
    "act_wording.published": _("Versione pubblicata"),
}
# The offices that number acts, by the code of the sector: directorate and sector.
OFFICES = {
    "A2203A": (
        "A22000 – Welfare",
        (
            "Politiche per le pari opportunità, diritti ed inclusione, "
            "progettazione ed innovazione sociale"
        ),
    ),
}
_CHECKS: dict[str, str] = {
    "variables": gettext_noop("Le parti necessarie sono scritte"),
    "wording": gettext_noop("Le parole del modello si leggono"),
    "approval": gettext_noop("%(name)s"),
    "proof": gettext_noop("La prova è pronta da rileggere"),
    "document": gettext_noop("Il PDF dell'atto è pronto"),
    "signature": gettext_noop("C'è il file firmato, o la conformità attestata"),
    "bur": gettext_noop("È registrato il numero del BUR"),
    "transparency": gettext_noop("È registrata la data in Amministrazione trasparente"),
}
_CHECKS_MISSING: dict[str, str] = {
    "variables": gettext_noop("Parti da scrivere: %(name)s"),
    "wording": gettext_noop("Le parole del modello non si leggono: le corregge un amministratore"),
    "approval": gettext_noop("Serve: %(name)s"),
    "proof": gettext_noop("La prova è in preparazione"),
    "document": gettext_noop("Il PDF dell'atto è in preparazione"),
    "signature": gettext_noop("Manca il file firmato da chi ha adottato l'atto"),
    "bur": gettext_noop("Manca il numero del BUR"),
    "transparency": gettext_noop(
        "Manca la data in Amministrazione trasparente: senza, la concessione non ha effetti"
    ),
}
_REFUSALS: dict[tuple[str, VariableKind | None], str] = {
    ("unknown", None): gettext_noop("%(label)s: il modello dell'atto non ha questa variabile."),
    ("length", None): gettext_noop(
        "%(label)s: hai scritto %(value)s caratteri, il massimo è %(limit)s."
    ),
    ("range", None): gettext_noop("%(label)s: non può essere %(value)s."),
    ("type", VariableKind.TEXT): gettext_noop("%(label)s: scrivi un testo."),
    ("type", VariableKind.PARAGRAPHS): gettext_noop("%(label)s: scrivi un testo."),
    ("type", VariableKind.DATE): gettext_noop(
        '%(label)s: scrivi una data come 23/11/2026. Abbiamo letto "%(value)s".'
    ),
    ("type", VariableKind.AMOUNT): gettext_noop(
        '%(label)s: scrivi un numero come 1.250,00. Abbiamo letto "%(value)s".'
    ),
    ("type", VariableKind.INTEGER): gettext_noop(
        '%(label)s: scrivi un numero intero come 12. Abbiamo letto "%(value)s".'
    ),
    ("years_line", None): gettext_noop(
        '%(label)s: scrivi una riga per anno, come "2026 40". Abbiamo letto "%(value)s".'
    ),
    ("years_range", None): gettext_noop("%(label)s: l'anno %(value)s non è tra 2000 e 2100."),
    ("years_order", None): gettext_noop(
        "%(label)s: gli anni stanno in ordine e una volta sola. Non va bene il %(value)s."
    ),
    ("years_many", None): gettext_noop(
        "%(label)s: hai scritto %(value)s anni, il massimo è %(limit)s."
    ),
    ("years_nothing", None): gettext_noop(
        "%(label)s: la percentuale del %(value)s è zero; togli quella riga."
    ),
    ("years_sum", None): gettext_noop(
        "%(label)s: le percentuali fanno %(value)s e devono fare %(limit)s."
    ),
}
_PROBLEMS: dict[str, str] = {
    "blank_part": gettext_noop("è vuota, e un atto non può farne a meno."),
    "too_long": gettext_noop("è lunga %(value)s caratteri, il massimo è %(limit)s."),
    "unclosed": gettext_noop(
        "la parentesi %(value)s non si chiude sulla stessa riga. Per stamparla così, scrivila due volte."
    ),
    "command": gettext_noop(
        "non c'è un comando [%(value)s]. Ci sono: se, se non, altrimenti, per ogni, tabella, a capo, "
        "fine. Per stampare una parentesi quadra, scrivila due volte."
    ),
    "name": gettext_noop(
        "il catalogo non ha {%(value)s}. Per stampare una graffa, scrivila due volte."
    ),
    "nearest": gettext_noop("il catalogo non ha {%(value)s}. Intendevi {%(limit)s}?"),
    "outside": gettext_noop(
        "{%(value)s} è il campo di una riga: si usa dentro [per ogni …] o [tabella …]."
    ),
    "form": gettext_noop(
        "{%(name)s} non si può scrivere «in %(value)s». Modi possibili: %(limit)s."
    ),
    "flag": gettext_noop("{%(value)s} è un sì o un no: si usa in [se %(value)s], non si stampa."),
    "rows": gettext_noop(
        "{%(value)s} sono righe: si usano in [per ogni %(value)s] o [tabella %(value)s]."
    ),
    "needs_rows": gettext_noop("%(value)s non sono righe: qui serve un nome di tipo «righe»."),
    "nested": gettext_noop("righe dentro righe (%(value)s) non si possono scrivere."),
    "fine": gettext_noop("[%(value)s] chiude qualcosa che non è aperto."),
    "open": gettext_noop("[%(value)s] non è chiuso: manca [fine]."),
    "place": gettext_noop("«%(value)s» non può stare qui."),
    "depth": gettext_noop("[%(value)s]: ci sono più di %(limit)s comandi uno dentro l'altro."),
    "columns": gettext_noop("la tabella ha %(value)s colonne: devono essere da 1 a %(limit)s."),
    "column": gettext_noop(
        "una colonna si scrive «Titolo | 20 | {riga.nome}», con la larghezza tra %(limit)s e, se "
        "serve, la parola numero. Abbiamo letto «%(value)s»."
    ),
    "width": gettext_noop("le larghezze delle colonne fanno %(value)s: devono fare 100."),
    "cell": gettext_noop("una cella sta su una riga: chiudi con [fine] prima di andare a capo."),
    "else_twice": gettext_noop("c'è un [altrimenti] di troppo."),
}


def problem_sentence(problem: Problem) -> str:
    """Why a part of a wording cannot be read: part, line, reason."""
    if problem.rule == "act_too_long":
        return gettext(
            "Con queste parole l'atto diventa troppo lungo: accorcia righe e ripetizioni."
        )
    part = gettext(PART[problem.part].title)
    if problem.rule in {"blank_part", "too_long"}:
        where = gettext("La parte «%(part)s»") % {"part": part}
    else:
        where = gettext("%(part)s, riga %(line)s:") % {"part": part, "line": problem.line}
    facts = {
        "value": problem.value,
        "limit": problem.limit or gettext("nessuno"),
        "name": problem.name,
    }
    return f"{where} {gettext(_PROBLEMS[problem.rule]) % facts}"


def check_sentence(check: Check) -> str:
    """What was looked at and is there, or is missing."""
    sentence = (_CHECKS if check.ok else _CHECKS_MISSING)[check.code]
    return gettext(sentence) % {"name": check.name}


def refusal_sentence(refusal: Refusal) -> str:
    """Why a value cannot stand in a variable, with the limit and the value."""
    facts = {
        "label": refusal.variable.label,
        "value": refusal.value[:40],
        "limit": refusal.limit,
    }
    sentence = _REFUSALS[refusal.rule, _kind_of(refusal)]
    return gettext(sentence) % facts


def missing_sentence(variables: Sequence[Variable]) -> str:
    """Which variables are still to be written."""
    names = ", ".join(str(variable.label) for variable in variables)
    return gettext("Manca: %(names)s.") % {"names": names}


def _kind_of(refusal: Refusal) -> VariableKind | None:
    return refusal.variable.kind if refusal.rule == "type" else None
