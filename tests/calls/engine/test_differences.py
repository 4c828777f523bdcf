"""What changes between two versions of the rules: every field is seen, and named in words."""

import dataclasses
import typing
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from calls.engine.differences import PLACE, SECTIONS, Change, ChangeKind, differences
from calls.engine.rulebook import Rulebook
from calls.enums import EditorSection
from calls.labels.differences import WORDS, told
from calls.labels.sentences import FIELDS
from tests.factories import rules

OLD = rules.rules()


def changed(section: str, **values: Any) -> tuple[Change, ...]:
    """What the old rules become with one section of the draft changed."""
    return differences(OLD, rules.rules(**{section: {**rules.draft()[section], **values}}))


def with_rows(section: str, rows: list[dict[str, Any]]) -> tuple[Change, ...]:
    return differences(OLD, rules.rules(**{section: rows}))


def rows_of(section: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = deepcopy(rules.draft()[section])
    return found


def test_the_same_rules_have_no_difference() -> None:
    assert differences(OLD, rules.rules()) == ()


def test_more_time_is_one_difference_with_its_article() -> None:
    (change,) = changed("window", closes_at="2026-12-14T12:00:00+01:00")

    row = told(change)
    assert (change.section, change.field, row.article) == (
        EditorSection.WINDOW,
        "closes_at",
        "art. 4",
    )
    assert row.before == "lunedì 23 novembre 2026, ore 12:00 (ora italiana)"
    assert row.after == "lunedì 14 dicembre 2026, ore 12:00 (ora italiana)"
    assert row.sentence == (
        "Apertura e scadenza: La scadenza, da «lunedì 23 novembre 2026, ore 12:00 (ora italiana)» "
        "a «lunedì 14 dicembre 2026, ore 12:00 (ora italiana)»"
    )


def test_a_deadline_with_seconds_shows_them() -> None:
    (change,) = changed("window", closes_at="2026-12-31T23:59:59+01:00")

    assert told(change).after == "giovedì 31 dicembre 2026, ore 23:59:59 (ora italiana)"


def test_a_limit_that_comes_or_goes_is_said() -> None:
    (gone,) = changed("amounts", maximum_grant=None)
    (other,) = changed("amounts", minimum_own_share="25.00")

    assert (told(gone).before, told(gone).after) == ("250.000,00\xa0€", "non indicato")
    assert (told(other).before, told(other).after) == ("20,00\xa0%", "25,00\xa0%")


def test_parts_are_followed_by_their_code() -> None:
    rows = rows_of("costs")
    rows[0]["maximum_percent"] = "15.00"
    added = {"code": "staff", "title": "Personale"}

    limit, gone, come = with_rows("costs", [rows[0], rows[1], added])[0:3]

    found = {(each.kind, each.path) for each in (limit, gone, come)}
    assert found == {
        (ChangeKind.CHANGED, ("Preparazione",)),
        (ChangeKind.REMOVED, ("Diffusione",)),
        (ChangeKind.ADDED, ("Personale",)),
    }


def test_a_question_inside_a_section_says_where_it_is() -> None:
    rows = rows_of("sections")
    rows[0]["questions"][0]["max_words"] = 300

    (change,) = with_rows("sections", rows)

    row = told(change)
    assert row.where == "Descrizione › Bisogno"
    assert (row.what, row.before, row.after) == ("Il numero massimo di parole", "5", "300")


def test_parts_in_another_order_are_one_difference() -> None:
    (change,) = with_rows("lots", rows_of("lots")[::-1])

    assert change.kind is ChangeKind.MOVED
    assert told(change).before == "Territoriale; Regionale"
    assert told(change).after == "Regionale; Territoriale"


def test_what_had_no_rule_and_gets_one_is_told_whole() -> None:
    brackets = [
        {"up_to": "100000.00", "minimum_percent": "10.00"},
        {"minimum_percent": "20.00"},
    ]
    amounts = {**rules.draft()["amounts"], "own_share_brackets": brackets}
    del amounts["minimum_own_share"]
    duration = {"minimum_months": 6, "maximum_months": 18, "starts_from": "2027-01-01"}

    new = rules.rules(amounts=amounts, duration=duration)
    found = {change.field: told(change) for change in differences(OLD, new)}

    assert set(found) == {"minimum_own_share", "own_share_brackets", "duration"}
    assert found["own_share_brackets"].before == "non indicato"
    assert found["own_share_brackets"].after == (
        "Il valore fino a cui vale lo scaglione: 100.000,00\xa0€, La percentuale minima: "
        "10,00\xa0%; La percentuale minima: 20,00\xa0%"
    )
    assert "La durata minima in mesi: 6" in found["duration"].after
    assert "Il primo giorno di inizio: 1 gennaio 2027" in found["duration"].after


def test_the_rules_for_ties_are_compared_as_they_stand() -> None:
    (change,) = with_rows("ties", rows_of("ties")[1:])

    assert (change.section, change.field) == (EditorSection.TIES, "ties")
    assert "Più punti in una classe" in told(change).before
    assert "Più punti in una classe" not in told(change).after


def test_another_article_is_a_difference() -> None:
    (change,) = changed("eligibility", article="art. 3 bis")

    assert (change.section, change.before, change.after) == (
        EditorSection.ELIGIBILITY,
        "art. 3",
        "art. 3 bis",
    )


def test_every_field_of_the_rulebook_has_a_part_of_the_editor() -> None:
    names = {field.name for field in dataclasses.fields(Rulebook)} - {"articles"}

    assert names - PLACE == set(SECTIONS)


def fields_within(kind: Any) -> set[str]:
    """The names of the fields that a difference can name: those of the parts, not of the whole."""
    names: set[str] = set()
    for name, hint in typing.get_type_hints(kind).items():
        inside = [each for each in (hint, *typing.get_args(hint)) if dataclasses.is_dataclass(each)]
        for part in inside:
            names |= fields_within(part)
        if not inside or typing.get_origin(hint) is tuple:
            names.add(name)
    return names


@pytest.mark.parametrize("name", sorted(fields_within(Rulebook) - PLACE))
def test_every_field_has_its_words(name: str) -> None:
    assert name in FIELDS


def test_every_word_of_the_rules_can_be_said() -> None:
    for kind, words in WORDS.items():
        assert set(words) == set(kind)


def test_a_whole_difference_is_found_whatever_changes() -> None:
    new = dataclasses.replace(
        OLD,
        title="Altro",
        total_threshold=Decimal("61.00"),
        assessors=5,
        eligible_kinds=OLD.eligible_kinds[:1],
    )

    found = {change.field for change in differences(OLD, new)}

    assert found == {"title", "total_threshold", "assessors", "eligible_kinds"}
