"""The pages of a change of partners, wide and on a phone: accessible, and as narrow as the screen."""

import os
from typing import Any

import pytest
from django.urls import reverse

from tests.e2e.test_every_page import log_in
from tests.factories.accounts import PersonFactory
from tests.factories.variations import (
    a_change,
    a_newcomer,
    a_sent_group,
    answers,
    asked,
    decided,
    spends,
)
from tests.fixtures.browser import NewPage, too_wide
from tests.fixtures.database import Clock
from tests.fixtures.services import Portal
from wecare.accounts.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_a_variation_break_no_rule(
    new_page: NewPage, live_portal: Portal, clock: Clock, axe: Any, width: int
) -> None:
    application, gone = a_sent_group(clock)
    first, second = a_newcomer(name="Cooperativa Gamma"), a_newcomer(name="Fondazione Delta")
    office = PersonFactory(roles=[Role.OFFICER])
    code = first.organisation.fiscal_code
    done = asked(application, a_change(enters=[first], parts={code: spends("20000.00")}))
    answers(done, first)
    decided(done)
    found: dict[str, Any] = {}

    def judge(page: Any, name: str) -> None:
        if wrong := [*axe(page), *too_wide(page)]:
            found[name] = wrong
        if folder := os.environ.get("WECARE_SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)

    lead = new_page(width=width)
    log_in(lead, application.created_by.email, live_portal.url)
    lead.goto(reverse("applicants:variation_new", args=[application.public_id]))
    lead.locator(f"label[for=id_leaves_{gone.organisation.fiscal_code}]").click()
    lead.fill("[name=enters_1]", second.organisation.fiscal_code)
    lead.fill("[name=reason]", "Il partner ha chiuso.")
    judge(lead, "variation_new")
    lead.get_by_role("button", name="Controlla le regole").click()
    lead.get_by_text("Si può chiedere").wait_for()
    judge(lead, "looked")
    lead.get_by_role("button", name="Chiedi la variazione").click()
    lead.get_by_text("Variazione n. 2").first.wait_for()
    judge(lead, "variations")
    open_one = application.variations.get(number=2)
    for person, name, arguments in (
        (second.person, "variation", [open_one.public_id]),
        (office, "office_variations", [application.call.code]),
        (office, "office_variation", [application.call.code, open_one.public_id]),
    ):
        page = new_page(width=width)
        log_in(page, person.email, live_portal.url)
        page.goto(reverse(f"applicants:{name}", args=arguments))
        judge(page, name)

    assert found == {}
