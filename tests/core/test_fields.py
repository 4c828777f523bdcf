"""Form fields that answer with a sentence at the field."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms

from wecare.core.fields import (
    AmountField,
    ItalianDateField,
    ItalianDateTimeField,
    PlainTextField,
)


class Sheet(forms.Form):
    amount = AmountField(required=False, min_value=Decimal(1), max_value=Decimal(5000))
    text = PlainTextField(required=False, max_words=3, max_length=30)
    line = PlainTextField(required=False, multiline=False, max_length=10)
    day = ItalianDateField(required=False)
    instant = ItalianDateTimeField(required=False)


def _errors(**typed: Any) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in Sheet(typed).errors.items()}


def _clean(**typed: Any) -> Any:
    form = Sheet(typed)
    assert form.is_valid(), form.errors
    return {name: form.cleaned_data[name] for name in typed}


def test_what_italians_type_is_read() -> None:
    assert _clean(
        amount="1.234,50 €",
        text="  uno due\r\ntre ",
        line=" a\tb ",
        day="3/3/2026",
        instant=" 23/11/2026  12:00 ",
    ) == {
        "amount": Decimal("1234.50"),
        "text": "uno due\ntre",
        "line": "a b",
        "day": date(2026, 3, 3),
        "instant": datetime(2026, 11, 23, 11, 0, tzinfo=UTC),
    }


def test_what_is_left_empty_is_nothing() -> None:
    assert _clean(amount=" ", text="", line="", day="", instant="") == {
        "amount": None,
        "text": "",
        "line": "",
        "day": None,
        "instant": None,
    }


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1e400", 'Scrivi un numero come 1.250,00. Abbiamo letto "1e400".'),
        ("NaN", 'Scrivi un numero come 1.250,00. Abbiamo letto "NaN".'),
        ("-0.01", 'Scrivi un numero come 1.250,00. Abbiamo letto "-0.01".'),
        ("-0,01", 'L\'importo non può essere negativo. Hai scritto "-0,01".'),
        ("１２", 'Scrivi un numero come 1.250,00. Abbiamo letto "１２".'),
        ("1\x002", 'Scrivi un numero come 1.250,00. Abbiamo letto "12".'),
        ("9" * 1_000_000, "L'importo è troppo grande: il massimo è 999.999.999.999,99 €."),
        ("0,99", "Il minimo è 1,00\u00a0€. Hai scritto 0,99\u00a0€."),
        ("5.000,01", "Il massimo è 5.000,00\u00a0€. Hai scritto 5.000,01\u00a0€."),
    ],
    ids=lambda value: value[:12],
)
def test_a_bad_amount_gets_a_sentence(typed: str, sentence: str) -> None:
    assert _errors(amount=typed) == {"amount": [sentence]}


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (
            "text",
            "a\x00b",
            "Il testo contiene un carattere nullo (NUL). Toglilo e scrivi di nuovo.",
        ),
        (
            "text",
            "a\ud800",
            "Il testo contiene un carattere spezzato. Cancellalo e scrivi di nuovo.",
        ),
        ("text", "a b c d e", "Hai scritto 5 parole, il massimo è 3. Togline 2."),
        ("text", "x" * 31, "Hai scritto 31 caratteri, il massimo è 30. Togline 1."),
        (
            "text",
            "x" * 1_000_000,
            "Hai scritto 1000000 caratteri, il massimo è 30. Togline 999970.",
        ),
        ("line", "a\x00", "Il testo contiene un carattere nullo (NUL). Toglilo e scrivi di nuovo."),
        ("day", "31/02/2026", "Scrivi la data come 23/11/2026."),
        ("day", "01/01/0001", "L'anno non è tra 1900 e 2200."),
        ("day", "\x00", "Scrivi la data come 23/11/2026."),
        ("instant", "23/11/2026", "Scrivi data e ora come 23/11/2026 12:00."),
        ("instant", "23/11/2026 25:00", "Scrivi data e ora come 23/11/2026 12:00."),
        ("instant", "23/11/9999 12:00", "L'anno non è tra 1900 e 2200."),
        (
            "instant",
            "29/03/2026 02:30",
            "Quella notte cambia l'ora e l'orario scritto è dubbio: scegline un altro.",
        ),
        (
            "instant",
            "25/10/2026 02:30",
            "Quella notte cambia l'ora e l'orario scritto è dubbio: scegline un altro.",
        ),
    ],
    ids=lambda value: value[:12].encode("ascii", "backslashreplace").decode(),
)
def test_bad_input_gets_a_sentence(field: str, typed: str, sentence: str) -> None:
    assert _errors(**{field: typed}) == {field: [sentence]}


def test_what_was_typed_stays_in_the_form() -> None:
    form = Sheet({"amount": "1e400", "text": "a b c d <b>", "instant": "domani"})

    html = form.as_p()

    assert 'value="1e400"' in html
    assert "a b c d &lt;b&gt;" in html
    assert 'value="domani"' in html


def test_known_values_are_shown_as_italians_write_them() -> None:
    html = Sheet(
        initial={
            "amount": Decimal("1234.5"),
            "day": date(2026, 3, 3),
            "instant": datetime(2026, 11, 23, 11, 0, tzinfo=UTC),
        }
    ).as_p()

    assert 'value="1.234,50"' in html
    assert 'value="03/03/2026"' in html
    assert 'value="23/11/2026 12:00"' in html


def test_limits_cut_nothing_and_words_can_be_counted() -> None:
    html = str(Sheet()["text"])

    assert "maxlength" not in html
    assert 'data-max-words="3"' in html


def test_instants_on_both_sides_of_the_change_of_hour() -> None:
    assert _clean(instant="25/10/2026 01:59")["instant"] == datetime(
        2026, 10, 24, 23, 59, tzinfo=UTC
    )
    assert _clean(instant="25/10/2026 03:00")["instant"] == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)
