"""The letters that calls write, and what the office may name in words of its own."""

from django.utils.translation import gettext_lazy as _

from wecare.notices.engine.catalogue import LetterType, Placeholder
from wecare.notices.enums import LetterKind

CALL_CODE = Placeholder("codice_bando", "call_code", _("Codice del bando"), "FSE2-2026")
CALL_TITLE = Placeholder("bando", "call_title", _("Titolo del bando"), "Case che aiutano")
_FILE = Placeholder("file", "filename", _("Nome del file"), "movimenti.xlsx")
_ROWS = {"filename": "movimenti.xlsx", "number": 1, "new_rows": 12, "known_rows": 3}
_IMPORT = {**_ROWS, "wrong_rows": 1, "problem": "", "is_refused": False}

LETTERS = (
    LetterType(
        "calls/enquiry_answered",
        _("Risposta a una domanda su un bando"),
        placeholders=(
            CALL_CODE,
            CALL_TITLE,
            Placeholder("domanda", "question", _("La domanda"), "Possono partecipare i comuni?"),
            Placeholder("risposta", "answer", _("La risposta"), "Sì, come partner."),
        ),
        example={
            "call_code": "FSE2-2026",
            "call_title": "Case che aiutano",
            "question": "Possono partecipare i comuni?",
            "answer": "Sì, come partner.",
            "number": 1,
        },
    ),
    LetterType(
        "calls/file_quarantined",
        _("Un file dell'ufficio è stato bloccato dall'antivirus"),
        kind=LetterKind.FORMAL,
        example={"filename": "atto.pdf", "found": "Eicar-Test-Signature", "where": "act"},
    ),
    LetterType(
        "calls/import_checked",
        _("Prova di un file di movimenti"),
        placeholders=(_FILE,),
        example=_IMPORT,
    ),
    LetterType(
        "calls/import_recorded", _("Movimenti registrati"), placeholders=(_FILE,), example=_IMPORT
    ),
    LetterType(
        "calls/import_stopped",
        _("Movimenti non registrati"),
        placeholders=(_FILE,),
        example=_IMPORT,
    ),
)
