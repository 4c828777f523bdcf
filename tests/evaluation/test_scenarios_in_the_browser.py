"""Scenarios in a real browser: tried by the form, compared, no broken rule, wide and narrow."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from evaluation.models import Scenario
from tests.calls.views.test_calls_in_the_browser import enter, look
from tests.evaluation.test_money_in_the_browser import a_list
from tests.factories.accounts import PersonFactory
from wecare.accounts.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_officer_tries_other_money_and_compares(
    new_page: Callable[..., Any], axe: Callable[[Any], list[str]]
) -> None:
    ranked_list = a_list()
    code = ranked_list.call.code
    page = enter(new_page(), PersonFactory(roles=[Role.OFFICER]))

    look(page, axe, reverse("evaluation:scenarios", args=[code]))
    look(page, axe, reverse("evaluation:scenario_new", args=[code]))
    page.get_by_label("Nome della simulazione").fill("Più risorse")
    page.get_by_label("Risorse del lotto «Territoriale»").fill("400.000,00")
    page.get_by_role("button", name="Calcola la simulazione").click()
    page.wait_for_url("**/scenari/*/")

    assert "non è una graduatoria" in page.content()
    scenario = Scenario.objects.get()
    look(page, axe, reverse("evaluation:scenario", args=[code, scenario.pk]))
    look(page, axe, reverse("evaluation:scenarios", args=[code]))
