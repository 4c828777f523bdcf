"""Typed variables: what may stand in them, how it is kept, how it is printed."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from wecare.acts.engine import templates
from wecare.acts.engine.templates import (
    ActTemplate,
    UnknownTemplate,
    Variable,
    register_template,
    template_of,
)
from wecare.acts.engine.variables import missing_of, printed, reference, refusals_of, stored
from wecare.acts.enums import VariableKind
from wecare.acts.labels import missing_sentence, refusal_sentence

VARIABLES = (
    Variable("title", "Titolo", VariableKind.TEXT),
    Variable("reasons", "Ragioni", VariableKind.PARAGRAPHS, required=False),
    Variable("session_on", "Data della seduta", VariableKind.DATE),
    Variable("total", "Importo", VariableKind.AMOUNT),
    Variable("days", "Giorni", VariableKind.INTEGER),
)
GOOD = {
    "title": "Graduatoria",
    "reasons": "La prima.\n\nLa seconda.\nLa terza.",
    "session_on": date(2026, 6, 12),
    "total": Decimal(2900000),
    "days": 30,
}


def sentences(values: dict[str, Any]) -> list[str]:
    return [refusal_sentence(refusal) for refusal in refusals_of(VARIABLES, values)]


def test_good_values_have_no_refusal_and_leave_nothing_missing() -> None:
    assert refusals_of(VARIABLES, GOOD) == ()
    assert missing_of(VARIABLES, GOOD) == ()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("title", 7, "Titolo: scrivi un testo."),
        ("title", "a" * 1001, "Titolo: hai scritto 1001 caratteri, il massimo è 1000."),
        ("reasons", ["a"], "Ragioni: scrivi un testo."),
        (
            "session_on",
            "31/02/2026",
            'Data della seduta: scrivi una data come 23/11/2026. Abbiamo letto "31/02/2026".',
        ),
        (
            "session_on",
            datetime(2026, 6, 12, tzinfo=UTC),
            (
                "Data della seduta: scrivi una data come 23/11/2026. "
                'Abbiamo letto "2026-06-12 00:00:00+00:00".'
            ),
        ),
        ("total", "1e400", 'Importo: scrivi un numero come 1.250,00. Abbiamo letto "1e400".'),
        ("total", "NaN", 'Importo: scrivi un numero come 1.250,00. Abbiamo letto "NaN".'),
        ("total", 0.5, 'Importo: scrivi un numero come 1.250,00. Abbiamo letto "0.5".'),
        ("total", True, 'Importo: scrivi un numero come 1.250,00. Abbiamo letto "True".'),
        ("total", "1.005", 'Importo: scrivi un numero come 1.250,00. Abbiamo letto "1.005".'),
        ("total", "-0.01", "Importo: non può essere -0.01."),
        ("days", "dieci", 'Giorni: scrivi un numero intero come 12. Abbiamo letto "dieci".'),
        ("days", "9" * 30, f'Giorni: scrivi un numero intero come 12. Abbiamo letto "{"9" * 30}".'),
        ("days", -1, "Giorni: non può essere -1."),
        ("colour", "rosso", "colour: il modello dell'atto non ha questa variabile."),
    ],
)
def test_a_value_that_does_not_suit_its_variable_has_a_sentence(
    name: str, value: Any, sentence: str
) -> None:
    assert sentences(GOOD | {name: value}) == [sentence]


@pytest.mark.parametrize("blank", [None, "", "  \n "])
def test_a_blank_can_be_kept_but_is_missing(blank: str | None) -> None:
    values = dict.fromkeys(GOOD, blank)

    assert refusals_of(VARIABLES, values) == ()
    assert stored(VARIABLES, values) == {}
    assert missing_sentence(missing_of(VARIABLES, values)) == (
        "Manca: Titolo, Data della seduta, Importo, Giorni."
    )


def test_values_are_kept_as_plain_json() -> None:
    assert stored(VARIABLES, GOOD) == {
        "title": "Graduatoria",
        "reasons": "La prima.\n\nLa seconda.\nLa terza.",
        "session_on": "2026-06-12",
        "total": "2900000.00",
        "days": 30,
    }


def test_an_amount_is_printed_in_figures_and_in_words() -> None:
    values = printed(VARIABLES, stored(VARIABLES, GOOD))

    assert values == {
        "title": "Graduatoria",
        "reasons": ["La prima.", "La seconda.", "La terza."],
        "session_on": {"value": "2026-06-12", "text": "12 giugno 2026"},
        "total": {
            "value": "2900000.00",
            "text": "2.900.000,00\u00a0€",
            "words": "duemilioninovecentomila/00",
        },
        "days": 30,
    }


def test_a_blank_is_printed_as_nothing() -> None:
    assert printed(VARIABLES, {}) == {
        "title": None,
        "reasons": [],
        "session_on": None,
        "total": None,
        "days": None,
    }


def test_a_reference_has_the_number_the_sector_and_the_year() -> None:
    given = reference(kind="DD", number=12, sector="A2203A", year=2026)
    waiting = reference(kind="DD", number=None, sector="A2203A", year=None)

    assert (given, waiting) == ("DD 12/A2203A/2026", "DD …/A2203A/…")


@pytest.fixture
def _own_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "_templates", {})


def a_template(**given: Any) -> ActTemplate:
    values = {"code": "t", "title": "T", "template": "t.html", "variables": VARIABLES}
    return ActTemplate(**(values | given))


@pytest.mark.usefixtures("_own_register")
def test_a_template_is_registered_once_and_found_by_its_code() -> None:
    register_template(a_template())
    register_template(a_template())

    assert template_of("t") == a_template()
    with pytest.raises(ValueError, match="already registered"):
        register_template(a_template(title="Altro"))
    with pytest.raises(UnknownTemplate):
        template_of("u")


@pytest.mark.usefixtures("_own_register")
def test_a_template_names_each_variable_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        register_template(a_template(variables=(VARIABLES[0], VARIABLES[0])))


@pytest.mark.usefixtures("_own_register")
def test_only_templates_by_hand_are_offered_at_the_desk() -> None:
    register_template(a_template(code="b", by_hand=True))
    register_template(a_template(code="a", by_hand=True))
    register_template(a_template(code="c"))

    assert [each.code for each in templates.templates_by_hand()] == ["a", "b"]


def test_the_type_of_a_variable_may_be_given_by_its_word() -> None:
    assert Variable("x", "X", "amount").kind is VariableKind.AMOUNT  # type: ignore[arg-type]
