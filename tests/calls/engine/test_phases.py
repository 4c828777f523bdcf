"""The phases of a call: what each asks and is judged on."""

from typing import Any

import pytest

from calls.engine.compile import RulebookRefused
from calls.engine.rulebook import Rulebook
from calls.labels import sentence
from tests.factories.rules import draft, rules

FIRST = {"title": "Progetto preliminare", "asks_costs": False}
SECOND = {"title": "Progetto definitivo", "article": "art. 12"}
DATED = {
    **SECOND,
    "opens_at": "2027-01-10T09:00:00+01:00",
    "closes_at": "2027-03-31T12:00:00+02:00",
}


def two_phases(**values: Any) -> dict[str, Any]:
    """A draft whose first phase asks an idea and whose second asks all the rest."""
    whole = draft(phases=[FIRST, SECOND])
    for section in whole["sections"]:
        section["phase"] = 2
    whole["sections"].append(
        {
            "code": "idea",
            "title": "L'idea",
            "phase": 1,
            "questions": [{"code": "idea", "label": "Idea", "kind": "text"}],
        }
    )
    for rule in whole["attachments"]:
        rule["phase"] = 2
    whole["criteria"]["classes"][0]["phase"] = 1
    whole["criteria"]["classes"][1]["phase"] = 2
    whole["criteria"]["total_threshold"] = None
    return whole | values


def test_each_phase_has_its_own_parts() -> None:
    book = rules(**two_phases())
    first, second = book.in_phase(1), book.in_phase(2)

    assert [each.code for each in first.sections] == ["idea"]
    assert [each.code for each in second.sections] == ["project"]
    assert (first.attachments, first.cost_categories) == ((), ())
    assert [each.code for each in second.attachments] == ["deed", "letter", "photo"]
    assert [each.code for each in first.criteria] == ["A1"]
    assert [each.code for each in second.criteria] == ["B1", "B2"]
    assert first.amounts.maximum_value is None
    assert second.amounts == book.amounts


def test_what_belongs_to_no_phase_is_asked_in_each() -> None:
    whole = two_phases()
    whole["attachments"][0]["phase"] = 0
    book = rules(**whole)

    assert [[each.code for each in book.in_phase(n).attachments] for n in (1, 2)] == [
        ["deed"],
        ["deed", "letter", "photo"],
    ]


def test_a_call_of_one_phase_is_the_same_in_it() -> None:
    book = rules()

    assert book.in_phase(1) is book


def test_a_later_phase_may_have_a_window_of_its_own() -> None:
    book = rules(**two_phases(phases=[FIRST, DATED]))

    assert book.in_phase(1).window == book.window
    assert book.in_phase(2).window.closes_at.isoformat() == "2027-03-31T12:00:00+02:00"
    assert Rulebook.from_json(book.to_json()) == book
    with pytest.raises(IndexError):
        book.in_phase(3)


def _changed(**values: Any) -> dict[str, Any]:
    whole = two_phases()
    whole["sections"][0] |= values
    return whole


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        (
            two_phases(phases=[FIRST]),
            "C'è una fase sola: scrivine almeno due, oppure nessuna se il bando non ha fasi.",
        ),
        (_changed(phase=3), "Domande del modulo, project: è della fase 3, ma le fasi sono 2."),
        (
            _changed(phase=1),
            "Fase «Progetto definitivo»: nessuna sezione del modulo è sua. Aggiungine una o togli la fase.",
        ),
        (
            _changed(phase=7),
            "Domande del modulo, project: la fase è 7, ammettiamo da 0 a 3.",
        ),
        (
            two_phases(phases=[FIRST, SECOND | {"closes_at": DATED["closes_at"]}]),
            "Fase «Progetto definitivo»: scrivi sia l'apertura sia la scadenza, oppure nessuna delle due.",
        ),
        (
            two_phases(phases=[FIRST, DATED | {"opens_at": "2026-11-23T11:59:00+01:00"}]),
            (
                "Fase «Progetto definitivo»: apre il 23 novembre 2026, ore 11:59, prima che quella "
                "precedente chiuda (23 novembre 2026, ore 12:00)."
            ),
        ),
        (
            _changed(
                questions=[
                    {
                        "code": "more",
                        "label": "Altro",
                        "kind": "text",
                        "shown_if": "kind",
                        "shown_values": ["a"],
                    }
                ]
            )
            | {
                "sections": [
                    {
                        "code": "idea",
                        "title": "Idea",
                        "phase": 1,
                        "questions": [
                            {
                                "code": "kind",
                                "label": "Tipo",
                                "kind": "choice",
                                "choices": ["a", "b"],
                            }
                        ],
                    },
                    {
                        "code": "project",
                        "title": "Progetto",
                        "phase": 2,
                        "questions": [
                            {
                                "code": "more",
                                "label": "Altro",
                                "kind": "text",
                                "shown_if": "kind",
                                "shown_values": ["a"],
                            }
                        ],
                    },
                ]
            },
            "Domande del modulo, more: la domanda dipende da “kind”, che si chiede in un'altra fase.",
        ),
        (
            draft(phases=[{"asks_costs": True}, SECOND]),
            "Fasi, n. 1: devi ancora scrivere il titolo.",
        ),
    ],
)
def test_phases_that_do_not_hold_together_are_refused(sections: dict[str, Any], said: str) -> None:
    with pytest.raises(RulebookRefused) as refusal:
        rules(**sections)

    assert said in [sentence(each) for each in refusal.value.missing]
