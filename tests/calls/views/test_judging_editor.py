"""How assessors are compared, as an officer writes it, as people read it, and as a version changes it."""

from copy import deepcopy
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.engine.codec import FormatRefused
from calls.engine.compile import compile_rulebook
from calls.engine.differences import differences
from calls.engine.drafting import draft_of
from calls.engine.judging import BeyondSpread, OthersShown
from calls.engine.missing import missing_for_publication
from calls.engine.rulebook import Rulebook
from calls.enums import Aggregation
from calls.labels import sentence
from calls.labels.differences import told
from calls.models import Call
from tests.calls.views.typed import part, rows, save, text_of
from tests.factories.calls import CallFactory, a_complete_draft, published_call
from tests.factories.rules import draft
from tests.factories.scoring import judged_by

SAID: dict[str, Any] = {
    "aggregation": "closest_two",
    "others_shown": "after_all",
    "others_article": "art. 8 c. 1",
    "spread_limit": "30.00",
    "beyond_spread": "further",
    "spread_article": "art. 8 c. 2",
    "checked_percent": "10.00",
    "checked_article": "art. 8 c. 3",
}


@pytest.fixture
def call(db: None) -> Call:
    return CallFactory(empty=True)


def test_the_rules_are_stored_and_shown_again(office: Client, call: Call) -> None:
    url = reverse("calls:editor", args=[call.code, "criteria"])
    classes = rows("classes", {"code": "A", "title": "Qualità"})
    criteria = rows(
        "criteria", {"code": "A1", "class_code": "A", "title": "Idea", "maximum": "10,00"}
    )
    typed = SAID | {"spread_limit": "30", "checked_percent": "10 %", "assessors": "3"}

    answer = save(office, url, part(**typed) | classes | criteria | rows("computed"))

    assert answer.status_code == 302, text_of(answer)
    stored = Call.objects.get(pk=call.pk).draft["criteria"]
    assert {name: stored[name] for name in SAID} == SAID
    assert 'value="30,00"' in text_of(office.get(url))


@pytest.mark.parametrize("typed", ["0", "100,01", "-1", "trenta"])
def test_a_distance_is_a_percentage(office: Client, call: Call, typed: str) -> None:
    url = reverse("calls:editor", args=[call.code, "criteria"])
    whole = part(aggregation="mean", assessors="3", spread_limit=typed)

    answer = save(office, url, whole | rows("classes") | rows("criteria") | rows("computed"))

    assert answer.status_code == 422
    assert typed in text_of(answer)


def test_who_reads_the_rules_is_told(client: Client, db: None) -> None:
    whole = a_complete_draft()
    whole["criteria"] = {**whole["criteria"], **SAID}

    page = text_of(client.get(reverse("calls:rules", args=[published_call(draft=whole).code])))

    for each in (
        "conta la media delle due valutazioni più vicine",
        "Chi valuta legge i punti degli altri: dopo che hanno firmato tutti.",
        "c'è più del 30,00 % del massimo: giudica un'altra persona.",
        "ricontrolla i punti del 10,00 % delle domande",
        *(SAID[name] for name in SAID if name.endswith("article")),
    ):
        assert each in page


def test_the_draft_compiles_and_comes_back_the_same() -> None:
    rules = judged_by(**SAID)

    assert (rules.aggregation, rules.format) == (Aggregation.CLOSEST_TWO, 5)
    assert rules.judging.others_shown is OthersShown.AFTER_ALL
    assert rules.judging.beyond_spread is BeyondSpread.FURTHER
    again = compile_rulebook(draft_of(rules, fund="FSE"), call_code="fse2-2026", fund="FSE")
    assert again.judging == rules.judging
    assert Rulebook.from_json(rules.to_json()) == rules


def test_an_earlier_format_cannot_say_it() -> None:
    body = judged_by(**SAID).to_json()

    with pytest.raises(FormatRefused, match="judging"):
        Rulebook.from_json(body | {"format": 4})


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"beyond_spread": "further"}, "ma non quale distanza"),
        ({"assessors": 1, "spread_limit": "30.00"}, "non c'è nessuno con cui confrontarla"),
        ({"assessors": 1, "aggregation": "closest_two"}, "non c'è nessuno con cui confrontarla"),
    ],
)
def test_what_does_not_hold_together_is_told_before_publication(
    said: dict[str, Any], complaint: str
) -> None:
    criteria = deepcopy(draft()["criteria"]) | said

    problems = missing_for_publication(draft(criteria=criteria))

    assert len(problems) == 1
    assert complaint in str(sentence(problems[0].fact))


def test_a_version_that_changes_it_says_so() -> None:
    said = [str(told(each).sentence) for each in differences(judged_by(), judged_by(**SAID))]

    for each in (
        any("La distanza massima tra i totali" in one and "30,00" in one for one in said),
        any(
            "da «dopo aver firmato la propria» a «dopo che hanno firmato tutti»" in s for s in said
        ),
        any("Media delle due valutazioni più vicine" in one for one in said),
    ):
        assert each, said
