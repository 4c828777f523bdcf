"""Where a figure of an example comes from, written as its article; and what the examples share."""

from typing import Any

INVENTED = "dimostrativo"


PIEMONTE = ["AL", "AT", "BI", "CN", "NO", "TO", "VB", "VC"]
OFFICE = {
    "responsible_office": "A2203A – Progettazione ed innovazione sociale",
    "contact": "wecare@regione.piemonte.it",
}


def text(code: str, label: str, words: int) -> dict[str, Any]:
    """A question answered in so many words, invented."""
    return {"code": code, "label": label, "kind": "text", "max_words": words, "article": INVENTED}


def criterion(code: str, group: str, title: str, maximum: str) -> dict[str, Any]:
    """A criterion that the panel judges, with invented points."""
    return {
        "code": code,
        "class_code": group,
        "title": title,
        "maximum": maximum,
        "help": "Punteggio dimostrativo.",
    }


def real(act: str) -> str:
    """The figure is in this act."""
    return f"reale, {act}"
