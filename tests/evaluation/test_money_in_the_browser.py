"""Computed criteria, reserves and leftovers in a real browser: no broken rule, wide and narrow."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from calls.models import Call
from evaluation.models import RankedList
from tests.calls.views.test_calls_in_the_browser import enter, look
from tests.evaluation.test_computed import OWN, computed_by, with_computed, words
from tests.factories.accounts import PersonFactory
from tests.factories.acts import printed
from tests.factories.calls import CallFactory, a_complete_draft, published_call
from tests.factories.evaluation import (
    GOOD,
    appointed,
    call_under_evaluation,
    decided,
    declared,
    judged,
    members_of,
    published_list,
    submitted,
)
from tests.factories.rules import rules
from wecare.accounts.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]

LOTS: list[dict[str, Any]] = [
    {
        "code": "T",
        "title": "Territoriale",
        "amount": "200000.00",
        "article": "art. 10",
        "reserves": [
            {
                "code": "M",
                "title": "Aree montane",
                "percent": "40.00",
                "question": "field",
                "answers": ["casa"],
                "article": "art. 7",
            },
            {
                "code": "C",
                "title": "Cooperative sociali",
                "amount": "30000.00",
                "kinds": ["social_cooperative"],
            },
        ],
    },
    {"code": "R", "title": "Regionale", "amount": "100000.00", "leftover_to": "T"},
]


def criteria() -> dict[str, Any]:
    """Criteria under subjects, one of each way to come from data."""
    held = with_computed(OWN, subject="Sostenibilità")
    choice = computed_by("answer_choice", question="field", words=words(casa="5.00", lavoro="2.00"))
    more = {
        "code": "C2",
        "class_code": "A",
        "subject": "Sostenibilità",
        "title": "Legame con il territorio",
        "maximum": "5.00",
        "computed": choice,
    }
    first = held["criteria"][0] | {"subject": "Chi propone"}
    return held | {"criteria": [first, *held["criteria"][1:], more]}


def under_evaluation() -> Call:
    return call_under_evaluation(rules=rules(lots=LOTS, criteria=criteria()))


def a_list() -> RankedList:
    call = under_evaluation()
    mountain = {"need": "x", "field": "casa"}
    judged(
        call,
        {
            submitted(call, name="Associazione Alfa"): {**GOOD, "A1": "20.00"},
            submitted(call, name="Cooperativa Beta"): {**GOOD, "A1": "18.00"},
            submitted(call, name="Pro Loco Gamma", answers=mountain, requested="70000.00"): GOOD,
            submitted(call, name="Associazione Delta", answers=mountain): {**GOOD, "A1": "10.00"},
            submitted(call, name="Fondazione Epsilon", lot="R"): GOOD,
        },
    )
    return published_list(call)


def test_the_office_reads_and_writes_them(new_page: NewPage, axe: Axe) -> None:
    call = CallFactory(draft=a_complete_draft(lots=LOTS, criteria=criteria()))
    page = enter(new_page(), PersonFactory(roles=[Role.OFFICER]))

    look(page, axe, reverse("calls:editor", args=[call.code, "lots"]))
    page.get_by_role("button", name="Aggiungi una riserva").click()
    page.wait_for_url("**#reserves-*")
    page.get_by_label("Nome della riserva").last.fill("Nuovi enti")
    page.get_by_role("button", name="Salva e continua").click()
    page.get_by_text("Scrivi l'importo oppure la percentuale: uno dei due.").first.wait_for()
    look(page, axe, reverse("calls:editor", args=[call.code, "criteria"]))
    page.get_by_role("button", name="Aggiungi un calcolo").click()
    page.get_by_label("Quanti punti").nth(2).wait_for()
    assert page.get_by_label("Quanti punti").count() == 3


def test_everybody_reads_the_rules_and_the_list(new_page: NewPage, axe: Axe) -> None:
    call = published_call(draft=a_complete_draft(lots=LOTS, criteria=criteria()))
    ranked_list = a_list()
    assert ranked_list.document is not None
    printed(ranked_list.document)
    page = new_page()

    look(page, axe, reverse("calls:rules", args=[call.code]))
    look(page, axe, f"/graduatorie/{ranked_list.call.code}/1/")
    granted = sum(row.granted for row in ranked_list.rows.all())
    assert granted == Decimal("300000.00")


def test_the_panel_reads_how_they_came_out(new_page: NewPage, axe: Axe) -> None:
    call = under_evaluation()
    submission = decided(submitted(call, answers={"need": "x", "field": "casa"}))
    member = declared(members_of(appointed(call))[0])
    page = enter(new_page(), member.person)

    look(page, axe, f"/nucleo/{call.code}/valutazioni/{submission.protocol_path}/")
    assert page.get_by_label("Punti").count() == 3
