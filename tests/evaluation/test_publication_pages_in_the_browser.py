"""The pages of a list after its publication: accessible, narrow, for applicant and office."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from tests.e2e.test_every_page import log_in
from tests.factories.evaluation import manager, officer
from tests.factories.publication import answered, observed, provisional_list
from tests.factories.scrolls import renounced, scrolled, short_list
from tests.fixtures.browser import too_wide
from tests.fixtures.services import Portal
from wecare.accounts.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_of_the_life_of_a_list(
    width: int, live_portal: Portal, new_page: Callable, axe: Callable
) -> None:
    with transaction.atomic():
        desk, boss = officer(), manager()
        provisional, (first, second, _third) = provisional_list()
        done = answered(observed(first))
        waiting = observed(second)
        definitive, sent = short_list()
        renounced(sent[0])
        after = scrolled(definitive)
        renounced(sent[1])
    first_code, code = provisional.call.code, after.call.code
    pages: list[tuple[Person | None, str]] = [
        (None, f"/graduatorie/{first_code}/1/"),
        (None, f"/graduatorie/{code}/1/"),
        (None, f"/graduatorie/{code}/2/"),
        (None, "/graduatorie/"),
        (first.submitted_by, f"/area/esiti/{first.application.public_id}/"),
        (first.submitted_by, f"/area/esiti/{first.application.public_id}/osservazioni/"),
        (sent[1].submitted_by, f"/area/esiti/{sent[1].application.public_id}/rinuncia/"),
        (sent[2].submitted_by, f"/area/esiti/{sent[2].application.public_id}/rinuncia/"),
        (sent[3].submitted_by, f"/area/esiti/{sent[3].application.public_id}/offerta/"),
        (desk, f"/ufficio/graduatorie/{first_code}/osservazioni/"),
        (desk, f"/ufficio/graduatorie/{first_code}/osservazioni/{done.pk}/"),
        (desk, f"/ufficio/graduatorie/{first_code}/osservazioni/{waiting.pk}/"),
        (desk, f"/ufficio/graduatorie/{code}/"),
        (desk, f"/ufficio/graduatorie/{code}/scorrimento/"),
        (
            boss,
            f"/ufficio/graduatorie/{code}/scorrimento/uscite/{sent[2].protocol_path}/",
        ),
    ]
    found: dict[str, Any] = {}
    page, logged = new_page(width=width), None
    for person, address in pages:
        if person is not None and person != logged:
            log_in(page, person.email, live_portal.url)
            logged = person
        answer = page.goto(address)
        wrong = [] if answer.status == 200 else [f"status {answer.status}"]
        wrong += [*axe(page), *too_wide(page)]
        if wrong:
            found[address] = wrong

    assert found == {}
