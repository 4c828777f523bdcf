"""The pages between two phases, wide and on a phone: accessible, and as narrow as the screen."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from applicants.actions import accompaniments
from applicants.enums import LogKind
from applicants.models import Application
from tests.calls.engine.test_phases import two_phases
from tests.e2e.test_every_page import log_in
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_fiscal_code, an_organisation, answered
from tests.factories.contracts import an_accompaniment
from tests.factories.phases import a_two_phase_call, admitted, decided, final, opened, preliminary
from tests.fixtures.browser import NewPage, too_wide
from tests.fixtures.database import Clock
from tests.fixtures.services import Portal
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core.clock import now

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def admitted_and_waiting(clock: Clock) -> tuple[Application, Application]:
    """An admitted project that goes on, and one that the office has still to decide."""
    draft = two_phases()
    next(each for each in draft["sections"] if each["code"] == "idea")["phase"] = 0
    call = a_two_phase_call(sections=draft["sections"])
    one, other = preliminary(call), preliminary(call)
    opened(call, clock)
    decided(call, admitted(one))
    return answered(final(one), idea="Case e orti per tutti"), other


def accompanied(application: Application) -> Person:
    """Somebody who accompanies the project and has written in its log."""
    helper, code = PersonFactory(), a_fiscal_code()
    an_organisation(helper, fiscal_code=code)
    measure = application.call.line.measure.code
    accompaniments.link(
        application=application,
        accompaniment=an_accompaniment(measure=measure, fiscal_code=code),
        actor=helper,
    )
    accompaniments.log(
        application=application,
        kind=LogKind.MEETING,
        held_on=localdate(now()) - timedelta(days=3),
        people="Anna e Bruno",
        notes="Abbiamo scelto le priorità.",
        files=[],
        by_lead=False,
        actor=helper,
    )
    return helper


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_between_two_phases_break_no_rule(
    new_page: NewPage, live_portal: Portal, clock: Clock, axe: Any, width: int
) -> None:
    application, waiting = admitted_and_waiting(clock)
    helper, office = accompanied(application), PersonFactory(roles=[Role.OFFICER])
    code, own = application.call.code, [application.public_id]
    found: dict[str, Any] = {}

    def judge(page: Any, name: str) -> None:
        if wrong := [*axe(page), *too_wide(page)]:
            found[name] = wrong

    for person, pages in (
        (application.created_by, [("application", own), ("comparison", own), ("log", own)]),
        (helper, [("helped", []), ("helped_project", own)]),
        (
            office,
            [
                ("office_log", [code, *own]),
                ("more_time", [code, 1, *own]),
                ("admission", [code, 1]),
            ],
        ),
    ):
        page = new_page(width=width)
        log_in(page, person.email, live_portal.url)
        for name, arguments in pages:
            page.goto(reverse(f"applicants:{name}", args=arguments))
            judge(page, name)
    page.select_option(f"[name=d{waiting.pk}-outcome]", "conditional")
    page.fill(f"[name=d{waiting.pk}-words]", "Aggiungere un Comune del Distretto.")
    for field, typed in (
        ("opens_at", "01/01/2027 09:00"),
        ("closes_at", "01/03/2027 12:00"),
        ("number_text", "DD 134/2018"),
        ("adopted_on", "01/11/2026"),
        ("subject", "Ammissione dei progetti preliminari"),
    ):
        page.fill(f"[name={field}]", typed)
    page.get_by_role("button", name="Vedi che cosa succede").click()
    page.get_by_role("button", name="Registra gli esiti").wait_for()
    judge(page, "preview")

    assert found == {}
