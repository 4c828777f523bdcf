"""Scenarios: the same engine on the same frozen input, and a list that never moves."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from applicants.models import Submission
from calls.engine.rulebook import TieRule
from calls.enums import AllocationPolicy, TieKind
from evaluation.actions import ranked_lists, scenarios
from evaluation.engine.published import recompute
from evaluation.engine.scenarios import Changes
from evaluation.models import RankedList, RankedRow, Scenario
from evaluation.policies.refusals import ScenarioRefused
from evaluation.queries.scenarios import document
from tests.evaluation.views.conftest import browser_of
from tests.factories.evaluation import (
    GOOD,
    POOR,
    call_under_evaluation,
    judged,
    manager,
    officer,
    submitted,
)

pytestmark = pytest.mark.django_db
BEST = {**GOOD, "A1": "20.00"}
NOTE = "Simulazione: non è una graduatoria e non ha alcun effetto"


@pytest.fixture
def drawn() -> tuple[RankedList, list[Submission]]:
    call = call_under_evaluation()
    sent = [submitted(call) for _n in range(3)]
    judged(call, {sent[0]: GOOD, sent[1]: BEST, sent[2]: POOR})
    return ranked_lists.draw_up(call=call, by=officer()), sent


def tried(ranked_list: RankedList, name: str = "Meno risorse", **changes: Any) -> Scenario:
    return scenarios.make(
        ranked_list=ranked_list, name=name, changes=Changes(**changes), by=officer()
    )


def state_of(ranked_list: RankedList) -> tuple[Any, ...]:
    stored = RankedList.objects.filter(pk=ranked_list.pk).values_list().get()
    return stored, list(RankedRow.objects.order_by("pk").values_list())


def moves(scenario: Scenario) -> dict[str, str]:
    return {line["protocol"]: line["moves"] for line in scenario.result["lines"]}


def test_other_money_and_thresholds_say_who_enters_and_who_leaves_and_touch_no_list(
    drawn: tuple[RankedList, list[Submission]],
) -> None:
    ranked_list, (good, best, poor) = drawn
    before = state_of(ranked_list)
    lot = good.lot

    poorer = tried(
        ranked_list,
        amounts={lot: Decimal("100000.00")},
        allocations={lot: AllocationPolicy.STOP},
    )
    milder = tried(
        ranked_list,
        name="Senza soglie",
        total_threshold=Decimal("0.00"),
        class_thresholds={"A": Decimal("0.00"), "B": Decimal("0.00")},
    )

    assert moves(poorer)[good.protocol] == "leaves"
    assert moves(poorer)[best.protocol] in {"", "leaves"}
    assert moves(milder)[poor.protocol] == "enters"
    assert state_of(ranked_list) == before
    rest = poorer.result["lots"]
    assert sum(Decimal(each["after"]) for each in rest) <= Decimal("100000.00")
    assert poorer.input_digest == milder.input_digest == ranked_list.input_digest


def test_groups_add_up_to_the_same_euros(drawn: tuple[RankedList, list[Submission]]) -> None:
    ranked_list, _sent = drawn
    found = tried(ranked_list, total_threshold=Decimal("0.00")).result

    for side in ("before", "after"):
        sums = {
            name: sum(Decimal(each[side]) for each in found[name])
            for name in ("lots", "districts", "kinds")
        }
        lines = sum(Decimal(line[side]["granted"]) for line in found["lines"])
        assert set(sums.values()) == {lines}
    assert lines > 0


def test_another_tie_rule_draws_with_a_seed_of_its_own(
    drawn: tuple[RankedList, list[Submission]],
) -> None:
    ranked_list, _sent = drawn
    scenario = tried(ranked_list, ties=(TieRule(TieKind.DRAW),))

    assert len(scenario.rules["draw_seed"]) == 64


def test_what_gives_no_list_or_changes_nothing_is_refused(
    drawn: tuple[RankedList, list[Submission]],
) -> None:
    ranked_list, _sent = drawn

    with pytest.raises(ScenarioRefused, match="non cambia"):
        tried(ranked_list)
    tried(ranked_list, total_threshold=Decimal("1.00"))
    with pytest.raises(ScenarioRefused, match="Meno risorse"):
        tried(ranked_list, total_threshold=Decimal("2.00"))


def test_a_scenario_is_no_list_to_whoever_verifies_it(
    drawn: tuple[RankedList, list[Submission]],
) -> None:
    ranked_list, _sent = drawn
    data = document(tried(ranked_list, total_threshold=Decimal("0.00")))

    assert data["simulation"] is True
    assert recompute(data)


def test_an_officer_tries_by_the_form_and_the_page_and_files_say_what_they_are(
    drawn: tuple[RankedList, list[Submission]],
) -> None:
    ranked_list, (good, *_others) = drawn
    browser = browser_of(officer())
    base = f"/ufficio/graduatorie/{ranked_list.call.code}/scenari/"
    form = browser.get(f"{base}nuovo/").context["form"]
    typed = {name: form[name].value() for name in form.fields}
    typed = {name: "" if value is None else value for name, value in typed.items()}
    lot = f"amounts-{good.lot}"

    same = browser.post(f"{base}nuovo/", {**typed, "name": "Uguale"})
    wrong = browser.post(f"{base}nuovo/", {**typed, "name": "Male", lot: "molti"})
    made = browser.post(f"{base}nuovo/", {**typed, "name": "Metà", lot: "150.000,00"})

    assert same.status_code == 409
    assert wrong.status_code == 422
    assert "molti" in wrong.content.decode()
    assert made.status_code == 302, made.context["form"].errors
    scenario = Scenario.objects.get()
    assert scenario.changes == {"amounts": {good.lot: "150000.00"}}
    page = browser.get(made.url).content.decode()
    assert NOTE in page
    assert "Metà" in browser.get(base).content.decode()
    table = browser.get(f"{made.url}csv/").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert {row["nota"] for row in rows} == {NOTE}
    assert json.loads(browser.get(f"{made.url}json/").content)["note"] == NOTE
    for ending in ("xlsx", "ods"):
        assert browser.get(f"{made.url}{ending}/").content[:2] == b"PK"
    assert browser.get(f"{made.url}exe/").status_code == 404


def test_who_may_try_and_who_may_read(drawn: tuple[RankedList, list[Submission]]) -> None:
    ranked_list, sent = drawn
    scenario = tried(ranked_list, total_threshold=Decimal("0.00"))
    base = f"/ufficio/graduatorie/{ranked_list.call.code}/scenari/"
    other = call_under_evaluation()

    for person, status in ((manager(), 200), (sent[0].submitted_by, 403)):
        browser = browser_of(person)
        for address in (base, f"{base}{scenario.pk}/", f"{base}{scenario.pk}/json/"):
            assert browser.get(address).status_code == status
        assert browser.get(f"{base}nuovo/").status_code == status
    assert Client().get(base).status_code == 302
    elsewhere = f"/ufficio/graduatorie/{other.code}/scenari/"
    assert browser_of(officer()).get(f"{elsewhere}{scenario.pk}/").status_code == 404
    assert browser_of(officer()).get(f"{elsewhere}nuovo/").status_code == 404
    assert browser_of(officer()).get(elsewhere).status_code == 200


def test_pages_ask_as_much_of_many_scenarios_as_of_few(
    drawn: tuple[RankedList, list[Submission]], django_assert_max_num_queries: Any
) -> None:
    ranked_list, _sent = drawn
    browser = browser_of(officer())
    base = f"/ufficio/graduatorie/{ranked_list.call.code}/scenari/"
    for n in range(20):
        tried(ranked_list, name=f"Prova {n}", total_threshold=Decimal(n + 1))

    with django_assert_max_num_queries(15):
        assert browser.get(base).status_code == 200
