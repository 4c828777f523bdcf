"""A part of the rules told field by field, whatever fields it has."""

from dataclasses import dataclass
from decimal import Decimal

from calls.engine.codec import since
from calls.engine.spending import Amounts, OwnShareBracket
from calls.labels.telling import sayings
from tests.factories.full import full_draft
from tests.factories.rules import rules


@dataclass(frozen=True, slots=True)
class _Later:
    """A part to which a rule has joined."""

    article: str = ""
    minimum_months: int | None = None
    beauty: str = since(9, "")


def test_what_is_said_is_told_with_its_unit_and_its_article() -> None:
    told = [(each.name, each.value, each.article) for each in sayings(rules(**full_draft()).terms)]

    assert told == [
        ("I giorni per completare la domanda", "10", ""),
        ("I giorni per le osservazioni", "15", ""),
        ("L'imposta di bollo", "16,00\xa0€", ""),
        ("Chi è esente dal bollo", "Organizzazione di volontariato (ODV)", ""),
        ("La firma", "Basta l'accesso di chi invia; chi vuole firma digitalmente", ""),
        ("Il regime di aiuto", "Aiuto de minimis", "art. 12"),
        ("La norma sugli aiuti", "Reg. (UE) 2023/2831", "art. 12"),
        ("Chi apre le domande", "sì", "art. 11"),
        ("I giorni per rispondere a un'offerta parziale", "20", "art. 13"),
    ]


def test_what_bounds_nothing_is_not_told() -> None:
    assert sayings(Amounts(article="art. 5")) == []


def test_brackets_are_told_as_a_sentence() -> None:
    brackets = (
        OwnShareBracket(Decimal("100.00"), Decimal("10.00")),
        OwnShareBracket(None, Decimal("20.00")),
    )

    (told,) = sayings(Amounts(own_share_brackets=brackets, article="art. 5"))

    assert (told.value, told.article) == (
        "10,00\xa0% per progetti fino a 100,00\xa0€; 20,00\xa0% per progetti di valore più alto",
        "art. 5",
    )


def test_a_rule_that_joins_later_is_told_without_a_line_of_its_own() -> None:
    told = sayings(_Later(article="art. 1", minimum_months=3, beauty="molta"))

    assert [(each.name, each.value) for each in told] == [
        ("La durata minima in mesi", "3"),
        ("Beauty", "molta"),
    ]
