"""What the verification of a signed file found, in words: what is wrong and what to do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from wecare.core.signatures.facts import Check, Form, Outcome, Problem

FORMS: dict[Form, str | Promise] = {
    Form.PADES: _("PAdES (firma dentro il PDF)"),
    Form.CADES: _("CAdES (busta .p7m)"),
}
CHECKS: dict[Check, str | Promise] = {
    Check.ALGORITHM: _("Algoritmo sicuro"),
    Check.INTEGRITY: _("Documento non alterato dopo la firma"),
    Check.USAGE: _("Certificato di firma"),
    Check.VALIDITY: _("Certificato valido al momento del controllo"),
    Check.CHAIN: _("Certificatore riconosciuto"),
    Check.REVOCATION: _("Certificato non revocato"),
    Check.PERSON: _("Persona che può firmare per l'ente"),
}
OUTCOMES: dict[Outcome, str | Promise] = {
    Outcome.OK: _("sì"),
    Outcome.FAILED: _("no"),
    Outcome.NOT_CHECKED: _(
        "non controllabile (manca l'elenco aggiornato dei certificati revocati)"
    ),
}
_SENTENCES: dict[Problem, str | Promise] = {
    Problem.EMPTY: _(
        "Il file è vuoto. Controlla di aver scelto quello firmato e caricalo di nuovo."
    ),
    Problem.NOT_SIGNED_KIND: _(
        "Il file non è un PDF firmato né una busta .p7m. Firma il PDF che hai scaricato da questa "
        "pagina e carica il risultato."
    ),
    Problem.UNREADABLE: _(
        "Il file è rovinato e la firma non si legge. Firma di nuovo il PDF scaricato da questa "
        "pagina; se succede ancora, scegli il formato CAdES (.p7m) nel tuo programma di firma."
    ),
    Problem.TOO_NESTED: _(
        "Il file ha più di %(limit)s buste .p7m una dentro l'altra. Firma di nuovo il PDF scaricato "
        "da questa pagina."
    ),
    Problem.TOO_MANY: _(
        "Il file ha più firme o certificati di quanti ne accettiamo (%(limit)s). Firma di nuovo il "
        "PDF scaricato da questa pagina."
    ),
    Problem.TOO_HARD: _(
        "Il controllo della firma ha chiesto troppo tempo o troppa memoria: il file è costruito in "
        "modo insolito. Firma di nuovo il PDF scaricato da questa pagina."
    ),
    Problem.UNSIGNED: _(
        "Il documento è quello giusto, ma non è firmato. Firmalo con il tuo programma di firma e "
        "carica il risultato."
    ),
    Problem.DETACHED: _(
        "Il file contiene solo la firma e non il documento (firma separata). Nel programma di firma "
        "scegli di includere il documento, e carica il nuovo .p7m."
    ),
    Problem.OTHER_CONTENT: _(
        "Il documento firmato non è quello di questa pagina: forse è di una bozza precedente, di "
        "un'altra domanda, o è stato salvato di nuovo prima di firmarlo. Scarica il PDF da questa "
        "pagina e firmalo senza aprirlo con altri programmi; se il tuo programma di firma riscrive "
        "il PDF, scegli il formato CAdES (.p7m)."
    ),
    Problem.CHANGED_BEFORE: _(
        "Il PDF è stato modificato prima della firma (per esempio con note o testo aggiunto). "
        "Scarica di nuovo il PDF da questa pagina e firmalo com'è."
    ),
    Problem.CHANGED_AFTER: _(
        "Il PDF è stato modificato dopo la firma. Carica il file così come esce dal programma di "
        "firma, senza aprirlo e salvarlo con altri programmi."
    ),
    Problem.WEAK: _(
        "La firma di %(signer)s usa un algoritmo non più sicuro (%(algorithm)s). Aggiorna il "
        "programma di firma e firma di nuovo con SHA-256."
    ),
    Problem.BROKEN: _(
        "La firma di %(signer)s non corrisponde al documento: il file è stato alterato. Firma di "
        "nuovo il PDF scaricato da questa pagina."
    ),
    Problem.NO_CERTIFICATE: _(
        "Nel file manca il certificato di chi ha firmato. Nel programma di firma scegli di "
        "includere il certificato, e firma di nuovo."
    ),
    Problem.NOT_FOR_SIGNING: _(
        "Il certificato di %(signer)s serve per accedere ai servizi e non per firmare. Sulla "
        "stessa tessera può essercene un altro: scegli quello di firma e firma di nuovo."
    ),
    Problem.NOT_YET_VALID: _(
        "Il certificato di %(signer)s vale solo dal %(since)s. Firma con un certificato già valido."
    ),
    Problem.EXPIRED: _(
        "Il certificato di %(signer)s è scaduto il %(until)s. Conta il momento dell'invio e non "
        "quello della firma: rinnova il certificato, o fai firmare un'altra persona che può farlo."
    ),
    Problem.NO_TRUST_LIST: _(
        "Il portale non ha ancora l'elenco dei certificatori riconosciuti, quindi per ora non può "
        "accettare firme. Non dipende da te: scrivi all'assistenza."
    ),
    Problem.UNKNOWN_ISSUER: _(
        "Il certificato di %(signer)s è rilasciato da «%(issuer)s», che non è tra i certificatori "
        "riconosciuti. Usa una firma qualificata di un certificatore accreditato."
    ),
    Problem.REVOKED: _(
        "Il certificato di %(signer)s è revocato dal %(since)s. Serve un certificato valido."
    ),
    Problem.NO_FISCAL_CODE: _(
        "Il certificato di %(signer)s non riporta il codice fiscale, quindi non sappiamo chi ha "
        "firmato. Usa una firma qualificata intestata alla persona."
    ),
    Problem.OTHER_PERSON: _(
        "Il documento è firmato da %(signers)s, che non risulta tra chi può firmare per questo "
        "ente. Deve firmare una delle persone elencate in questa pagina."
    ),
}
_INSTANTS = ("since", "until")


def problem_sentence(report: Mapping[str, Any]) -> str:
    """What is wrong with the file of the report and what to do; blank if nothing is."""
    if not report["problem"]:
        return ""
    values = {
        name: f"{localtime(datetime.fromisoformat(value)):%d/%m/%Y}" if name in _INSTANTS else value
        for name, value in report["values"].items()
    }
    values["signer"] = values.get("signer") or "?"
    return str(_SENTENCES[Problem(report["problem"])]) % values


def report_said(report: Mapping[str, Any]) -> dict[str, Any]:
    """The report for people: form, and each signature with its checks in words."""
    return {
        "form": FORMS[Form(report["form"])] if report["form"] else "",
        "at": datetime.fromisoformat(report["at"]),
        "trust": report["trust"],
        "signatures": [_signature_said(each) for each in report["signatures"]],
    }


def _signature_said(signature: Mapping[str, Any]) -> dict[str, Any]:
    claimed = signature["claimed_at"]
    return {
        **{
            name: signature[name]
            for name in ("signer", "fiscal_code", "issuer", "serial", "algorithm")
        },
        "claimed_at": datetime.fromisoformat(claimed) if claimed else None,
        "checks": [
            {"what": words, "outcome": OUTCOMES[Outcome(signature["checks"][check.value])]}
            for check, words in CHECKS.items()
            if check.value in signature["checks"]
        ],
    }
