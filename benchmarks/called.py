"""The call that is measured: of the size of a real one, and what an organisation writes for it."""

from datetime import timedelta
from functools import cache
from typing import Any

from calls.engine.compile import compile_rulebook
from calls.engine.rulebook import Rulebook
from calls.models import Call
from tests.factories.calls import a_complete_draft, published_call
from tests.factories.rules import draft
from wecare.core import clock

QUESTIONS = 12
ATTACHMENTS = 6
LOTS = ("T", "R")
COSTS = {"prepare": "9500.00", "work": "85000.00", "spread": "5500.00"}
OWN_FUNDING = "20000.00"
CRITERIA = tuple(f"C{number}" for number in range(1, 11))
MAXIMUM = 10
_TEXT = (
    "accompagnamento comunità territorio famiglie anziani percorso bisogno rete servizio persona "
    "inclusione abitare lavoro ascolto cura risposta quartiere volontariato città innovazione"
)
_WORDS = _TEXT.split()


def the_call(**values: Any) -> Call:
    """A call that receives applications now."""
    now = clock.now()
    written = a_complete_draft(
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=30), **_sections()
    )
    return published_call(draft=written, **values)


def rules() -> Rulebook:
    """Its rulebook, where no database is needed."""
    return compile_rulebook(draft(**_sections()), call_code="misura", fund="FSE")


def rules_of(call: Call) -> Rulebook:
    """The rulebook it was published with."""
    return call.rulebooks.get().rules


def answers(number: int, words: int) -> dict[str, str]:
    """An answer to every question; twenty applications in a row differ."""
    return _answers(number % len(_WORDS), words)


@cache
def _answers(number: int, words: int) -> dict[str, str]:
    return {
        f"q{question}": " ".join(
            _WORDS[(number * question + at) % len(_WORDS)] for at in range(words)
        )
        for question in range(1, QUESTIONS + 1)
    }


def content(number: int, *, organisation: dict[str, Any], files: list[dict[str, Any]]) -> Any:
    """What is frozen when it is sent."""
    return {
        "organisation": organisation,
        "title": title(number),
        "lot": lot(number),
        "answers": answers(number, 20),
        "costs": COSTS,
        "own_funding": OWN_FUNDING,
        "own_in_kind": "0.00",
        "months": None,
        "starts_on": None,
        "attachments": files,
    }


def title(number: int) -> str:
    return f"Progetto {number}: {' '.join(_WORDS[number % 15 : number % 15 + 4])}"


def lot(number: int) -> str:
    return LOTS[number % 5 == 0]


def fiscal_code(number: int) -> str:
    return f"97{number:09d}"


def _sections() -> dict[str, Any]:
    questions = [
        {"code": f"q{number}", "label": f"Domanda {number}", "kind": "text", "max_words": 500}
        for number in range(1, QUESTIONS + 1)
    ]
    attachments = [
        {"code": f"a{number}", "title": f"Allegato {number}", "obligation": "exclusion"}
        for number in range(1, ATTACHMENTS + 1)
    ]
    criteria = [
        {"code": code, "class_code": "A", "title": f"Criterio {code}", "maximum": f"{MAXIMUM}.00"}
        for code in CRITERIA
    ]
    return {
        "sections": [{"code": "project", "title": "Il progetto", "questions": questions}],
        "attachments": attachments,
        "criteria": {
            "classes": [{"code": "A", "title": "Qualità del progetto"}],
            "criteria": criteria,
            "total_threshold": "50.00",
            "article": "art. 8",
        },
        "ties": [{"kind": "smaller_request"}, {"kind": "earlier_instant"}],
    }
