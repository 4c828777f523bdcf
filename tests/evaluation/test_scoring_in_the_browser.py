"""The scoring queue by keyboard alone in a real browser, and the agreement on wide and narrow screens."""

import re
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from applicants.models import Submission
from calls.engine.rulebook import Rulebook as Rules
from calls.models import Call
from evaluation.models import Assessment, Score
from tests.calls.views.test_calls_in_the_browser import enter, look
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    members_of,
    submitted,
)
from tests.factories.rules import draft, rules
from tests.factories.scoring import HIGH, LOW, MIDDLE, judged_call, only, seats
from wecare.accounts.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]
SAVED = re.compile(r"^Salvato alle \d\d:\d\d:\d\d$")
LEVELS = [{"points": "0.00", "name": "Assente"}, {"points": "10.00", "name": "Sufficiente"}]


def with_levels() -> Rules:
    """A1 is chosen among three levels; the other criteria have points on a scale."""
    criteria = deepcopy(draft()["criteria"])
    criteria["criteria"][0]["levels"] = [*LEVELS, {"points": "20.00", "name": "Ottima"}]
    return rules(criteria=criteria)


@pytest.fixture
def call(transactional_db: None) -> Call:
    call = call_under_evaluation(rules=with_levels())
    for _number in range(2):
        decided(submitted(call))
    for member in members_of(appointed(call)):
        declared(member)
    return call


def keys(page: Any, *pressed: str) -> None:
    for each in pressed:
        page.keyboard.press(each)


def saved(page: Any) -> None:
    page.locator("[data-autosave-state]").filter(has_text=SAVED).wait_for()


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.id"))


def judge(page: Any, *, points: str, last: tuple[str, ...]) -> None:
    """From the top of the page: each criterion in turn, by keys alone, then the last chord."""
    page.locator("[data-keys]").wait_for()  # the script is there
    keys(page, "Alt+ArrowDown")
    assert focused(page) == "points_A1"
    keys(page, "3", "Tab")
    page.keyboard.type("Molto esperti")
    for code in ("B1", "B2"):
        keys(page, "Alt+ArrowDown")
        assert focused(page) == f"points_{code}"
        page.keyboard.type(points)
        keys(page, "Tab")
        page.keyboard.type(f"Perché {code}")
    saved(page)
    keys(page, *last)


def test_the_whole_queue_is_judged_and_signed_by_keyboard_alone(
    call: Call, new_page: NewPage
) -> None:
    first, second = call.submissions.order_by("protocol_number")
    member = seats(call)[0]
    page = enter(new_page(), member.person)
    page.goto(f"/nucleo/{call.code}/valutazioni/{first.protocol_path}/")

    judge(page, points="7,5", last=("Control+Shift+Enter",))
    page.wait_for_url(f"**/{second.protocol_path}/#titolo")
    assert focused(page) == "titolo"
    judge(page, points="8", last=("Control+s",))
    page.get_by_text("Bozza salvata.").wait_for()
    page.locator("[data-keys]").wait_for()
    keys(page, "Control+Shift+Enter")
    page.wait_for_url(f"**/{call.code}/valutazioni/#titolo")

    assert "Hai firmato 2 valutazioni su 2." in page.inner_text("main")
    for submission, points in ((first, "7.50"), (second, "8.00")):
        assert given(submission) == {
            "A1": (Decimal("20.00"), "Molto esperti"),
            "B1": (Decimal(points), "Perché B1"),
            "B2": (Decimal(points), "Perché B2"),
        }
    assert Assessment.objects.filter(state="signed").count() == 2


def given(submission: Submission) -> dict[str, tuple[Decimal | None, str]]:
    rows = Score.objects.filter(assessment__submission=submission)
    return {each.criterion: (each.points, each.reason) for each in rows}


def test_bounds_and_totals_are_told_while_one_types_and_digits_choose_a_level(
    call: Call, new_page: NewPage, axe: Axe
) -> None:
    submission = only(call)
    page = enter(new_page(), seats(call)[0].person)
    page.goto(f"/nucleo/{call.code}/valutazioni/{submission.protocol_path}/")
    page.fill("[name=points_B1]", "30,01")
    page.get_by_text("Il massimo è 30,00. Hai scritto 30,01.").wait_for()
    page.fill("[name=points_B1]", "tanti")
    page.get_by_text("Scrivi un numero, per esempio 7,50.").wait_for()
    assert axe(page) == []
    page.fill("[name=points_B1]", "30")
    page.focus('[name=points_A1][value=""]')
    keys(page, "2")
    page.locator("[data-standing-total]").filter(has_text="40,00").wait_for()
    assert page.inner_text("[data-standing-done]") == "2"
    keys(page, "0")
    page.locator("[data-standing-total]").filter(has_text="30,00").wait_for()
    page.fill("[name=reason_B1]", "Scritto una lettera alla volta: 1, 2, 3")
    saved(page)

    page.reload()

    assert page.input_value("[name=points_B1]") == "30,00"
    assert page.input_value("[name=reason_B1]").endswith("1, 2, 3")


def test_two_windows_of_one_assessor_show_both_texts(call: Call, new_page: NewPage) -> None:
    address = f"/nucleo/{call.code}/valutazioni/{only(call).protocol_path}/"
    one, two = (enter(new_page(), seats(call)[0].person) for _window in range(2))
    for page in (one, two):
        page.goto(address)
    one.fill("[name=reason_A1]", "Nella prima")
    saved(one)

    two.fill("[name=reason_A1]", "Nella seconda")
    two.get_by_role("group", name="Due versioni di questa risposta").wait_for()
    assert "Nella prima" in two.inner_text(".wc-conflict")
    two.get_by_role("button", name="Tieni la mia").click()
    saved(two)

    assert Score.objects.get(criterion="A1").reason == "Nella seconda"


def test_nothing_typed_is_lost_when_the_session_ends(call: Call, new_page: NewPage) -> None:
    address = f"/nucleo/{call.code}/valutazioni/{only(call).protocol_path}/"
    page = enter(new_page(), seats(call)[0].person)
    page.goto(address)
    page.context.clear_cookies()

    page.fill("[name=reason_A1]", "Scritto dopo la fine")
    page.get_by_role("alert").filter(has_text="La sessione è scaduta").wait_for()
    enter(page, seats(call)[0].person)
    page.goto(address)
    saved_or_found = page.locator("[data-autosave-state]").filter(has_text="ritrovato")
    saved_or_found.wait_for()

    assert page.input_value("[name=reason_A1]") == "Scritto dopo la fine"


def test_grid_and_agreement_break_no_rule(new_page: NewPage, axe: Axe, call: Call) -> None:
    said = {"spread_limit": "30.00", "beyond_spread": "consensus", "checked_percent": "100.00"}
    apart = judged_call(HIGH, MIDDLE, LOW, **said)
    one = only(apart).protocol_path
    chair = enter(new_page(), seats(apart)[0].person)
    for address in ("", f"{one}/", f"{one}/consenso/"):
        look(chair, axe, f"/nucleo/{apart.code}/accordo/{address}")
    look(chair, axe, f"/nucleo/{apart.code}/valutazioni/{one}/")
    assessor = enter(new_page(), seats(call)[0].person)
    look(assessor, axe, f"/nucleo/{call.code}/valutazioni/{only(call).protocol_path}/")
    manager = enter(new_page(), PersonFactory(roles=[Role.MANAGER]))
    assessment = Assessment.objects.filter(submission__call=apart).order_by("id").first()
    assert assessment is not None
    step = f"{one}/riapertura/{assessment.pk}/"
    look(manager, axe, f"/ufficio/nuclei/{apart.code}/accordo/{step}")
    officer = enter(new_page(), PersonFactory(roles=[Role.OFFICER]))
    for address in ("", f"{one}/"):
        look(officer, axe, f"/ufficio/nuclei/{apart.code}/punti/{address}")
