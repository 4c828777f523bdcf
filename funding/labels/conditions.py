"""Conditions of an award as people read them: each sentence names rule, limit and value."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from calls.labels import StateLabel
from calls.labels.letters import CALL_CODE, CALL_TITLE
from funding.engine.condition_facts import Condition
from funding.enums import ConditionKey, ConditionReason, RegisterKind, RegisterOutcome
from wecare.core.components.formats import day
from wecare.core.money import format_amount
from wecare.notices.engine.catalogue import LetterType, Placeholder
from wecare.notices.enums import LetterKind

REGISTER_KINDS: dict[RegisterKind, str | Promise] = {
    RegisterKind.CUP: _("CUP"),
    RegisterKind.COR: _("COR"),
    RegisterKind.AID_SEARCH: _("Visura aiuti"),
    RegisterKind.DE_MINIMIS_SEARCH: _("Visura de minimis"),
    RegisterKind.DEGGENDORF: _("Visura Deggendorf"),
    RegisterKind.DURC: _("DURC"),
    RegisterKind.ANTIMAFIA: _("Documentazione antimafia"),
    RegisterKind.DECLARATION: _("Dichiarazione de minimis"),
}
OUTCOMES: dict[RegisterOutcome, StateLabel] = {
    RegisterOutcome.REGULAR: (_("Regolare"), "done", "it-check-circle"),
    RegisterOutcome.IRREGULAR: (_("Non regolare"), "stop", "it-close-circle"),
    RegisterOutcome.AWAITED: (_("In attesa di risposta"), "warning", "it-clock"),
    RegisterOutcome.VOID: (_("Registrato per errore"), "closed", "it-close-circle"),
}
REGISTERS: dict[str, str | Promise] = {
    "cup": _("Sistema CUP"),
    "rna": _("Registro nazionale degli aiuti"),
    "durc": _("DURC online"),
    "bdna": _("Banca dati nazionale antimafia"),
}
ARTICLES: dict[ConditionKey, str | Promise] = {
    ConditionKey.CUP: _("art. 11 c. 2-bis L. 3/2003"),
    ConditionKey.COR: _("art. 52 L. 234/2012, art. 9 D.M. 115/2017"),
    ConditionKey.AID_SEARCH: _("art. 13 D.M. 115/2017"),
    ConditionKey.DE_MINIMIS_SEARCH: _("art. 14 D.M. 115/2017"),
    ConditionKey.DEGGENDORF: _("art. 15 D.M. 115/2017"),
    ConditionKey.DURC: _("D.M. 30 gennaio 2015"),
    ConditionKey.ANTIMAFIA: _("artt. 83, 91 e 92 D.Lgs 159/2011"),
    ConditionKey.PUBLICATION: _("art. 26 c. 2 e 3 D.Lgs 33/2013"),
}
_K, _R = ConditionKey, ConditionReason
_SENTENCES: dict[tuple[ConditionKey, ConditionReason], str | Promise] = {
    (_K.CUP, _R.HAS): _("CUP %(number)s del %(on)s."),
    (_K.CUP, _R.LACKS): _("Manca il CUP: senza il codice l'atto di concessione è nullo."),
    (_K.CUP, _R.AWAITED): _(
        "Il CUP è stato chiesto il %(on)s e non c'è ancora: senza il codice l'atto è nullo."
    ),
    (_K.CUP, _R.AGAINST): _(
        "Il CUP %(number)s non è regolare: senza un codice valido l'atto è nullo."
    ),
    (_K.CUP, _R.EXPIRED): _("Il CUP %(number)s è valido solo fino al %(until)s."),
    (_K.CUP, _R.NOT_ASKED): _("CUP: questo bando non lo chiede."),
    (_K.COR, _R.HAS): _("COR %(number)s del %(on)s, prima della concessione."),
    (_K.COR, _R.LACKS): _("Manca il COR: l'aiuto si registra nell'RNA prima della concessione."),
    (_K.COR, _R.LATE): _(
        "Il COR %(number)s è del %(on)s, dopo la concessione del %(granted_on)s: si registra prima."
    ),
    (_K.COR, _R.AWAITED): _("Il COR è stato chiesto il %(on)s e l'RNA non l'ha ancora dato."),
    (_K.COR, _R.AGAINST): _("L'RNA non ha registrato l'aiuto: COR %(number)s non regolare."),
    (_K.COR, _R.EXPIRED): _("Il COR %(number)s è valido solo fino al %(until)s."),
    (_K.COR, _R.NO_AID): _("COR: il contributo non è un aiuto di Stato, non serve."),
    (_K.COR, _R.PUBLIC_BODY): _("COR: è un ente pubblico, non serve."),
    (_K.HEADROOM, _R.HAS): _(
        "De minimis: ha avuto %(had)s dal %(since)s e qui chiede %(asked)s; il limite è %(limit)s "
        "(%(rule)s)."
    ),
    (_K.HEADROOM, _R.OVER): _(
        "De minimis: ha avuto %(had)s dal %(since)s, restano %(left)s e qui sono %(asked)s; il limite "
        "è %(limit)s per impresa unica (%(rule)s)."
    ),
    (_K.HEADROOM, _R.LACKS): _(
        "De minimis: non sappiamo che cosa ha già avuto, serve l'importo della visura o della "
        "dichiarazione."
    ),
    (_K.DURC, _R.HAS): _("DURC %(number)s regolare, valido fino al %(until)s."),
    (_K.DURC, _R.EXPIRED): _(
        "Il DURC %(number)s valeva 120 giorni, fino al %(until)s: ne serve uno nuovo."
    ),
    (_K.DURC, _R.LACKS): _("Manca il DURC."),
    (_K.DURC, _R.NOT_ASKED): _("DURC: questo bando non lo chiede."),
    (_K.ANTIMAFIA, _R.HAS): _("Antimafia: %(number)s del %(on)s, valida fino al %(until)s."),
    (_K.ANTIMAFIA, _R.LACKS): _(
        "Manca la documentazione antimafia: la quota è %(share)s, sopra %(limit)s serve."
    ),
    (_K.ANTIMAFIA, _R.AWAITED): _(
        "Antimafia: chiesta il %(on)s, la risposta è dovuta in 30 giorni, entro il %(term)s. Prima si va "
        "avanti solo se c'è urgenza, sotto condizione risolutiva: lo decide un dirigente."
    ),
    (_K.ANTIMAFIA, _R.OVERDUE): _(
        "Antimafia: chiesta il %(on)s, i 30 giorni sono passati il %(term)s senza risposta. Si può andare "
        "avanti sotto condizione risolutiva: lo decide un dirigente."
    ),
    (_K.ANTIMAFIA, _R.RESOLUTIVE): _(
        "Antimafia: chiesta il %(on)s, nessuna risposta entro il %(term)s. Dal %(decided_on)s si va avanti "
        "sotto condizione risolutiva."
    ),
    (_K.ANTIMAFIA, _R.URGENT): _(
        "Antimafia: chiesta il %(on)s, la risposta non c'è ancora. Dal %(decided_on)s si va avanti per "
        "urgenza, sotto condizione risolutiva."
    ),
    (_K.ANTIMAFIA, _R.AGAINST_AFTER): _(
        "Antimafia: %(number)s del %(on)s non è regolare. Si era andati avanti sotto condizione "
        "risolutiva: il contributo si revoca (art. 92 c. 3)."
    ),
    (_K.ANTIMAFIA, _R.BELOW): _("Antimafia: la quota è %(share)s, fino a %(limit)s non serve."),
    (_K.ANTIMAFIA, _R.PUBLIC_BODY): _("Antimafia: è un ente pubblico, non serve."),
    (_K.ANTIMAFIA, _R.NOT_ASKED): _("Antimafia: questo bando non la chiede."),
    (_K.PUBLICATION, _R.HAS): _("L'atto di concessione è pubblicato dal %(on)s."),
    (_K.PUBLICATION, _R.LACKS): _(
        "L'atto di concessione non è pubblicato: sopra %(limit)s nell'anno (qui %(granted)s) non è "
        "efficace."
    ),
    (_K.PUBLICATION, _R.BELOW): _(
        "Pubblicazione: nell'anno sono %(granted)s, fino a %(limit)s non è condizione di efficacia."
    ),
    (_K.ACCEPTANCE, _R.HAS): _("Il beneficiario ha accettato il %(on)s."),
    (_K.ACCEPTANCE, _R.LACKS): _(
        "Manca l'accettazione del beneficiario: ha tempo fino al %(until)s."
    ),
    (_K.ACCEPTANCE, _R.OVERDUE): _(
        "Manca l'accettazione del beneficiario: il termine è scaduto il %(until)s."
    ),
    (_K.ACCEPTANCE, _R.NOT_ASKED): _("Accettazione: questo bando non la chiede per pagare."),
    (_K.DEED, _R.HAS): _(
        "L'atto di costituzione del gruppo è del %(on)s, confermato dall'ufficio."
    ),
    (_K.DEED, _R.LACKS): _("Manca l'atto di costituzione del gruppo."),
    (_K.DEED, _R.UNCONFIRMED): _(
        "L'atto di costituzione del gruppo è del %(on)s: l'ufficio lo deve confermare."
    ),
    (_K.DEED, _R.SINGLE): _("Atto di costituzione: il beneficiario è uno solo, non serve."),
    (_K.DEED, _R.NOT_ASKED): _("Atto di costituzione: questo bando non lo chiede per pagare."),
}
_ANY: dict[ConditionReason, str | Promise] = {
    _R.HAS: _("%(what)s: %(number)s del %(on)s, nulla in contrario."),
    _R.LACKS: _("Manca: %(what)s."),
    _R.AWAITED: _("%(what)s: chiesta il %(on)s, la risposta non c'è ancora."),
    _R.AGAINST: _("%(what)s: %(number)s del %(on)s non è regolare."),
    _R.EXPIRED: _("%(what)s: %(number)s valeva fino al %(until)s."),
}

_EXAMPLE = {
    "act": "DD 40/A2203A/2027",
    "call_code": "FSE2-2026",
    "call_title": "Case che aiutano",
    "protocol": "4821/2026",
    "organisation": "Associazione Beta",
    "title": "Una casa per tutti",
    "granted": "80.000,00 €",
    "days": 30,
    "closes": "lunedì 15 febbraio 2027, ore 23:59:59",
    "group": True,
    "condition": "",
    "award": 1,
}
_PLACEHOLDERS = (
    CALL_CODE,
    CALL_TITLE,
    Placeholder("atto", "act", _("L'atto"), "DD 40/A2203A/2027"),
    Placeholder("ente", "organisation", _("L'ente"), "Associazione Beta"),
    Placeholder("titolo", "title", _("Titolo del progetto"), "Una casa per tutti"),
    Placeholder("protocollo", "protocol", _("Protocollo"), "4821/2026"),
    Placeholder("concesso", "granted", _("Contributo concesso"), "80.000,00 €"),
    Placeholder("giorni", "days", _("Giorni per accettare"), "30"),
    Placeholder("scadenza", "closes", _("Fino a quando"), "lunedì 15 febbraio 2027, ore 23:59:59"),
    Placeholder(
        "condizione", "condition", _("La condizione risolutiva, se il contributo ne ha una"), ""
    ),
)
OFFER = LetterType(
    "funding/offer",
    _("Contributo concesso: che cosa fare"),
    kind=LetterKind.FORMAL,
    placeholders=_PLACEHOLDERS,
    example=_EXAMPLE,
)
REMINDER = LetterType(
    "funding/acceptance_reminder",
    _("Il termine per accettare il contributo si avvicina"),
    kind=LetterKind.FORMAL,
    placeholders=_PLACEHOLDERS,
    example=_EXAMPLE,
)


def sentence(condition: Condition) -> str:
    """The condition in words, without who it is about."""
    key, reason = condition.key, condition.reason
    text = _SENTENCES.get((key, reason)) or _ANY[reason]
    return str(text) % {"what": _what(key), **_said(condition.values)}


def whole_sentence(condition: Condition) -> str:
    """The condition with who it is about and its source, for a refusal."""
    found = f"{condition.name}: {sentence(condition)}" if condition.name else sentence(condition)
    article = ARTICLES.get(condition.key)
    return f"{found.removesuffix('.')} ({article})." if article else found


def requirement(condition: Condition, *, url: str = "") -> dict[str, Any]:
    """The condition as a row of `{% requirements %}`."""
    return {
        "state": condition.state.value,
        "sentence": sentence(condition),
        "partner": condition.name,
        "article": ARTICLES.get(condition.key, ""),
        "url": url if condition.is_missing else "",
    }


def _what(key: ConditionKey) -> str:
    known = {each.value: label for each, label in REGISTER_KINDS.items()}
    return str(known.get(key.value, ""))


def _said(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: Any) -> str:
    if isinstance(value, Decimal):
        return format_amount(value)
    if isinstance(value, date):
        return day(value)
    return _now("una data non nota") if value is None else str(value)
