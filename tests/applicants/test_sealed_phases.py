"""Where the rules say so nobody of the office reads a phase before two of its people open it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from applicants.actions import openings
from applicants.models import Application, PhaseOpening
from applicants.policies.phases import PhaseRefused
from applicants.queries.phases import passages
from applicants.queries.submissions import counting, live_of
from applicants.queries.terms import term_of
from calls.actions import calls
from calls.models import Call
from calls.policies import CallRefused
from evaluation.queries import admissibility
from tests.applicants.views.conftest import logged_in
from tests.applicants.views.test_sending import said
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import fresh, sent
from tests.factories.phases import a_two_phase_call, admitted, decided, final, preliminary
from tests.fixtures.database import Clock
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core.models import Event

pytestmark = pytest.mark.django_db
SEALED = {"sealed": True, "sealed_article": "art. 11"}
Two = tuple[Person, Person]


@pytest.fixture
def two() -> Two:
    return PersonFactory(roles=[Role.OFFICER]), PersonFactory(roles=[Role.MANAGER])


def closed(clock: Clock, **terms: Any) -> tuple[Call, Application]:
    """A call of two phases that is closed, with one preliminary project."""
    call = a_two_phase_call(terms=terms)
    application = preliminary(call)
    clock.set(call.windows.get().closes_at)
    calls.close(call=call, actor=None)
    return Call.objects.get(pk=call.pk), application


def opened_by(call: Call, two: Two, phase: int = 1) -> PhaseOpening:
    openings.ask(call=call, phase=phase, actor=two[0])
    return openings.confirm(call=call, phase=phase, actor=two[1])


def in_the_second(clock: Clock, two: Two, **terms: Any) -> Application:
    """A final project that was sent; its term still runs."""
    call, application = closed(clock, **terms)
    if terms:
        opened_by(call, two)
    else:
        calls.open_applications(call=call, protocols=[], actor=two[0])
    decided(Call.objects.get(pk=call.pk), admitted(application))
    sent(final(application))
    return fresh(application)


def past_its_term(application: Application, clock: Clock) -> None:
    term = term_of(application)
    assert term is not None
    clock.set(term.closes_at)


def test_two_people_open_the_first_phase(clock: Clock, two: Two) -> None:
    call, _application = closed(clock, **SEALED)

    with pytest.raises(CallRefused, match=r"due persone dell'ufficio \(art\. 11\)"):
        calls.open_applications(call=call, protocols=[], actor=two[0])
    with pytest.raises(PhaseRefused, match="Nessuno ha ancora chiesto"):
        openings.confirm(call=call, phase=1, actor=two[1])
    openings.ask(call=call, phase=1, actor=two[0])
    with pytest.raises(PhaseRefused, match="L'hai chiesta tu"):
        openings.confirm(call=call, phase=1, actor=two[0])
    assert Call.objects.get(pk=call.pk).state == "closed"
    openings.confirm(call=call, phase=1, actor=two[1])

    assert Call.objects.get(pk=call.pk).state == "evaluation"
    event = Event.objects.get(name="call.applications_opened")
    assert event.facts["asked_by"] == str(two[0])
    assert len(live_of(call)) == 1


def test_without_the_rule_one_opens_and_later_phases_are_read_as_they_arrive(
    clock: Clock, two: Two
) -> None:
    application = in_the_second(clock, two)

    assert [each.phase for each in counting(application.call)] == [2]
    assert not PhaseOpening.objects.exists()


def readers(call: Call) -> dict[str, Callable[[], int]]:
    """Every query by which the office, or the panel, reads what was sent."""
    return {
        "counting": lambda: counting(call).count(),
        "rows": lambda: len(live_of(call)),
        "queue": lambda: len(admissibility.queue(call)),
        "counts": lambda: admissibility.counts(call).total,
        "passages": lambda: len(passages(call, 2)),
    }


def test_nobody_reads_the_second_phase_before_it_is_opened(clock: Clock, two: Two) -> None:
    application = in_the_second(clock, two, **SEALED)
    call = Call.objects.get(pk=application.call_id)
    asked = readers(call)
    before = {name: ask() for name, ask in asked.items()}
    past_its_term(application, clock)
    after_the_term = {name: ask() for name, ask in asked.items()}

    opened_by(call, two, phase=2)

    assert set(before.values()) == set(after_the_term.values()) == {0}
    assert {name: ask() for name, ask in asked.items()} == dict.fromkeys(asked, 1)


def test_the_pages_of_the_office_know_nothing_of_it_either(clock: Clock, two: Two) -> None:
    application = in_the_second(clock, two, **SEALED)
    call, second = application.call, application.submissions.get(phase=2)
    office = logged_in(two[0])
    protocol = [call.code, second.protocol_number, second.protocol_year]
    pages = [
        reverse("evaluation:check", args=protocol),
        reverse("applicants:office_comparison", args=protocol),
    ]
    closed_answers = [office.get(page).status_code for page in pages]
    past_its_term(application, clock)
    opened_by(Call.objects.get(pk=call.pk), two, phase=2)

    assert closed_answers == [404, 404]
    assert [office.get(page).status_code for page in pages] == [200, 200]


def test_it_is_not_opened_while_somebody_may_still_send(clock: Clock, two: Two) -> None:
    application = in_the_second(clock, two, **SEALED)
    call = Call.objects.get(pk=application.call_id)

    with pytest.raises(PhaseRefused, match="1 domanda ha ancora tempo"):
        openings.ask(call=call, phase=2, actor=two[0])
    past_its_term(application, clock)
    opened_by(call, two, phase=2)
    with pytest.raises(PhaseRefused, match="già aperte"):
        openings.ask(call=call, phase=2, actor=two[0])


def test_nobody_joins_a_phase_that_is_open(clock: Clock, two: Two) -> None:
    call = a_two_phase_call(terms=SEALED)
    first, late = preliminary(call), preliminary(call)
    clock.set(call.windows.get().closes_at)
    calls.close(call=call, actor=None)
    call = Call.objects.get(pk=call.pk)
    opened_by(call, two)
    decided(call, admitted(first), days=5)
    clock.shift(timedelta(days=6))
    opened_by(call, two, phase=2)

    with pytest.raises(PhaseRefused, match="nessun'altra vi si ammette"):
        decided(call, admitted(late))


def test_the_database_wants_two_people_and_forgets_nothing(clock: Clock, two: Two) -> None:
    call, _application = closed(clock, **SEALED)
    opening = openings.ask(call=call, phase=1, actor=two[0])

    rows = PhaseOpening.objects.filter(pk=opening.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(opened_by=two[0], opened_at=opening.asked_at)
    with pytest.raises(Error), transaction.atomic():
        rows.update(asked_by=two[1])
    with pytest.raises(Error), transaction.atomic():
        rows.delete()


def test_two_officers_open_it_on_the_page(clock: Clock, two: Two) -> None:
    call, _application = closed(clock, **SEALED)
    page = reverse("applicants:opening", args=[call.code])
    first, second = (logged_in(person) for person in two)

    assert "Chiedi l'apertura" in said(first.get(page))
    assert first.post(page)["Location"] == page
    assert "Ora la conferma un'altra persona" in said(first.get(page))
    refused = first.post(page, {"confirm": "yes"})
    shown = said(second.get(page))
    done = second.post(page, {"confirm": "yes"})

    assert (refused.status_code, done.status_code) == (409, 302)
    assert f"L'ha chiesta {two[0]}" in shown
    assert f"Aperte da {two[0]} e {two[1]}" in said(first.get(page))


def test_the_rules_page_says_who_opens(clock: Clock) -> None:
    call = a_two_phase_call(terms=SEALED)
    plain = a_two_phase_call()

    shown = said(Client().get(reverse("calls:rules", args=[call.code])))
    other = said(Client().get(reverse("calls:rules", args=[plain.code])))

    assert "restano chiuse fino alla scadenza" in shown
    assert "restano chiuse fino alla scadenza" not in other
    assert reverse("applicants:phase_opening", args=[plain.code, 2])


def test_a_phase_that_nobody_sealed_has_no_opening_page(clock: Clock, two: Two) -> None:
    plain = a_two_phase_call()

    answer = logged_in(two[0]).get(reverse("applicants:phase_opening", args=[plain.code, 2]))

    assert answer.status_code == 404
