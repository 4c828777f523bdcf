"""A FESR loan with a grant share in the browser: decree, forms of aid, disbursement, three instalments;
the third from the bank's file, and the capital is free money of the line again.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from applicants.models import Submission
from calls.actions import calls
from calls.models import Call
from funding.models import Award, LoanInstalment
from tests.calls.views.test_calls_in_the_browser import enter
from tests.e2e import hands, steps
from tests.factories.applicants import sent
from tests.factories.evaluation import judged, officer, published_list
from tests.factories.example_cases import FESR, VALID
from tests.factories.examples import published_example
from tests.factories.filing import filed
from tests.fixtures.browser import too_wide
from tests.fixtures.database import Clock
from wecare.core.components.formats import euro
from wecare.core.fields import ROME
from wecare.ledger.queries import balance, balances

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]
ENOUGH = {"A1": "40", "A2": "25"}
SMALL = replace(
    VALID[FESR],
    lot="B",
    aid_form="loan",
    costs={"beni": Decimal("90000.00"), "personale": Decimal("10000.00")},
)
LOAN = Decimal("60000.01")


def test_a_loan_with_a_grant_share_goes_out_and_comes_back(
    new_page: Any, celery_worker_process: Any, clock: Clock, axe: Callable[[Any], list[str]]
) -> None:
    submission = _listed(clock)
    hands.enrol()
    clerk = hands.at_work(new_page(), hands.OFFICER)
    boss = hands.at_work(new_page(), hands.MANAGER)
    hands.decree(clerk, boss, FESR, shown=euro(submission.requested), why="Primo in arrivo.")
    award = Award.objects.get(submission=submission)
    home = f"/ufficio/contributi/{award.pk}/"
    free = balance(_line(award))

    _divide(clerk, boss, home, award)
    _disburse(clerk, boss, home)
    assert _text(boss).count("Da pagare") >= 8
    _seen(boss, axe)
    for number in (1, 2):
        clock.set(_noon_of(number))
        clerk.goto(home)
        steps.press(clerk, f"Registra il rientro della rata {number}")
        steps.fill(clerk, {"on": f"{hands.today():%d/%m/%Y}", "reference": f"TRN-{number}"})
        steps.press(clerk, "Registra il rientro")
        assert "Rientro registrato." in _text(clerk)
    clock.set(_noon_of(3) + timedelta(days=30))
    _bring_the_file(clerk, submission, axe)

    capital = sum(each.capital for each in _instalments()[:3])
    assert balance(_line(award)) == free + capital - _late_left()
    boss.goto("/ufficio/prestiti/?scaduti=si")
    assert "Scaduta" in _text(boss)
    _seen(boss, axe)
    mine = enter(new_page(), submission.submitted_by)
    mine.goto(f"/area/contributi/{award.pk}/")
    assert "Prossima rata" in _text(mine)
    _seen(mine, axe)
    plan = steps.downloaded(mine, "Scarica il piano (CSV)").decode("utf-8-sig").splitlines()
    assert len(plan) == 1 + len(_instalments())
    assert sum(balances("").values()) == 0
    call_command("verify")


def _listed(clock: Clock) -> Submission:
    """The one application of the example's small line, at the head of its published list."""
    call = published_example(FESR)
    key = sent(filed(call, SMALL)).pk
    clock.shift(timedelta(days=30, hours=1))
    calls.close(call=call, actor=officer())
    submission = Submission.objects.get(pk=key)
    closed = calls.open_applications(call=call, protocols=[submission.protocol], actor=officer())
    judged(closed, {submission: ENOUGH})
    published_list(Call.objects.get(pk=call.pk))
    return submission


def _divide(clerk: Any, boss: Any, home: str, award: Award) -> None:
    """The officer writes the loan and its grant share, another confirms them."""
    clerk.goto(home)
    steps.press(clerk, "Scrivi le forme dell'aiuto")
    share = award.amount - LOAN
    steps.fill(clerk, {
        "loan": str(LOAN).replace(".", ","), "annual_rate": "1,50", "months": "24",
        "grace_months": "0", "every_months": "3", "method": "constant_instalment",
        "capital": str(share).replace(".", ","),
    })  # fmt: skip
    steps.press(clerk, "Salva le forme dell'aiuto")
    boss.goto(home)
    steps.press(boss, "Conferma le forme per sempre")
    assert "Forme dell'aiuto confermate" in _text(boss)


def _disburse(clerk: Any, boss: Any, home: str) -> None:
    """The officer asks for all of the loan, the manager pays it."""
    clerk.goto(home)
    steps.press(clerk, "Chiedi di erogare il prestito")
    steps.fill(clerk, {"on": f"{hands.today():%d/%m/%Y}"})
    steps.press(clerk, "Chiedi l'erogazione")
    boss.goto(home)
    steps.press(boss, f"Approva ed eroga {euro(LOAN)}")
    assert "il piano delle rate è qui sotto" in _text(boss)


def _bring_the_file(clerk: Any, submission: Submission, axe: Callable[[Any], list[str]]) -> None:
    """The bank's file has the third instalment; wrong it is told, right it is recorded once."""
    third = _instalments()[2]
    row = f"{submission.protocol};3;{hands.today():%d/%m/%Y};%s;TRN-3"
    amount = str(third.capital + third.interest).replace(".", ",")
    for typed, said in (
        ("zero", "Riga 2: importo"),
        (amount, "1 nuovi, 0 già"),
        (amount, "0 nuovi, 1 già"),
    ):
        clerk.goto("/ufficio/prestiti/rientri/")
        content = f"protocollo;rata;data;importo;riferimento\n{row % typed}\n".encode()
        clerk.set_input_files(
            "main [name=file]", {"name": "rientri.csv", "mimeType": "text/csv", "buffer": content}
        )
        steps.press(clerk, "Registra i rientri")
        assert said in _text(clerk)
    _seen(clerk, axe)


def _instalments() -> list[LoanInstalment]:
    return list(LoanInstalment.objects.order_by("number"))


def _late_left() -> Decimal:
    """The interest of thirty days of delay comes before the capital, of which so much is still owed."""
    third = _instalments()[2]
    paid = third.repayments.get()
    assert paid.late > 0
    return third.capital - paid.capital


def _noon_of(number: int) -> datetime:
    return datetime.combine(_instalments()[number - 1].due_on, time(12), ROME)


def _line(award: Award) -> str:
    call = award.decree.ranked_list.call
    return f"available/{call.fund.code}/{call.line.measure.code}/B"


def _text(page: Any) -> str:
    return " ".join(page.inner_text("body").split())


def _seen(page: Any, axe: Callable[[Any], list[str]]) -> None:
    """Nothing is broken, on a desk and on a phone."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == [], page.url
        assert too_wide(page) == [], page.url
    page.set_viewport_size({"width": 1280, "height": 900})
    if folder := os.environ.get("SHOTS"):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            name = page.url.split("//")[1].partition("/")[2].replace("/", "-")
            page.screenshot(path=f"{folder}/{name}{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})
