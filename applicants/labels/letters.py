"""The letters that applicants receive, and what the office may name in words of its own."""

from django.utils.translation import gettext_lazy as _

from calls.labels.letters import CALL_CODE, CALL_TITLE
from wecare.notices.engine.catalogue import LetterType, Placeholder
from wecare.notices.enums import LetterKind

CHANGED = "applicants/call_changed"
REMINDER = "applicants/draft_reminder"

LETTERS = (
    LetterType(
        CHANGED,
        _("Le regole di un bando sono cambiate"),
        kind=LetterKind.FORMAL,
        placeholders=(
            CALL_CODE,
            CALL_TITLE,
            Placeholder("atto", "act", _("L'atto"), "DD 9/A2203A/2026"),
            Placeholder("versione", "version", _("La nuova versione"), "2"),
            Placeholder("motivo", "reason", _("Perché"), "Molti enti hanno chiesto più tempo."),
            Placeholder(
                "scadenza", "closes", _("La scadenza"), "lunedì 23 novembre 2026, ore 12:00"
            ),
            Placeholder("cambiamenti", "changes", _("Che cosa cambia"), "- La scadenza"),
            Placeholder("bozze", "drafts", _("Le bozze di chi riceve"), "- Una casa per tutti"),
        ),
        example={
            "call_code": "FSE2-2026",
            "call_title": "Case che aiutano",
            "act": "DD 9/A2203A/2026",
            "version": 2,
            "reason": "Molti enti hanno chiesto più tempo.",
            "closes": "lunedì 23 novembre 2026, ore 12:00",
            "closed_before": "lunedì 16 novembre 2026, ore 12:00",
            "changes": ["La scadenza"],
            "drafts": ["Una casa per tutti"],
            "sent": [],
        },
    ),
    LetterType(
        REMINDER,
        _("Una bozza non è una domanda inviata"),
        kind=LetterKind.REMINDER,
        placeholders=(
            CALL_CODE,
            CALL_TITLE,
            Placeholder("titolo", "title", _("Titolo della bozza"), "Una casa per tutti"),
            Placeholder("ente", "organisation", _("L'ente"), "Associazione Beta"),
            Placeholder(
                "scadenza", "closes", _("La scadenza"), "lunedì 23 novembre 2026, ore 12:00"
            ),
            Placeholder("tempo", "left", _("Quanto manca"), "mancano 2 giorni"),
            Placeholder("mancanze", "missing", _("Che cosa manca"), "- Il titolo del progetto"),
            Placeholder(
                "collegamento",
                "address",
                _("Dove si completa"),
                "https://wecare.example/area/domande/…/mancanze/",
            ),
        ),
        example={
            "call_code": "FSE2-2026",
            "call_title": "Case che aiutano",
            "title": "Una casa per tutti",
            "organisation": "Associazione Beta",
            "closes": "lunedì 23 novembre 2026, ore 12:00",
            "left": "mancano 2 giorni",
            "missing": ["Il titolo del progetto"],
            "more": 0,
            "address": "https://wecare.example/area/domande/",
        },
    ),
)
