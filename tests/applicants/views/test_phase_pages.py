"""The office ends a phase; who applied reads what was decided and what changed since."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from applicants.models import Application, PhaseDecision, PhaseTerm
from calls.models import Call
from tests.applicants.views.conftest import logged_in
from tests.applicants.views.test_sending import said
from tests.calls.engine.test_phases import two_phases
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import answered, fresh, sent
from tests.factories.phases import a_two_phase_call, admitted, decided, final, opened, preliminary
from tests.fixtures.database import Clock
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return PersonFactory()


@pytest.fixture
def application(person: Person, clock: Clock) -> Application:
    application = preliminary(a_two_phase_call(), actor=person)
    opened(application.call, clock)
    return application


@pytest.fixture
def office() -> Client:
    return logged_in(PersonFactory(roles=[Role.OFFICER]))


@pytest.fixture
def home(person: Person) -> Client:
    return logged_in(person)


def page(call: Call, phase: int = 1) -> str:
    return reverse("applicants:admission", args=[call.code, phase])


def typed(application: Application, outcome: str, words: str = "", **more: str) -> dict[str, str]:
    """The form of the office for one application."""
    opens, closes = now(), now() + timedelta(days=30)
    mine = f"d{application.pk}"
    return {
        "kind": "DD",
        "number_text": "DD 134/2018",
        "adopted_on": f"{localtime(opens):%d/%m/%Y}",
        "subject": "Ammissione dei progetti preliminari",
        "opens_at": f"{localtime(opens):%d/%m/%Y %H:%M}",
        "closes_at": f"{localtime(closes):%d/%m/%Y %H:%M}",
        f"{mine}-outcome": outcome,
        f"{mine}-words": words,
        f"{mine}-closes_at": "",
        **more,
    }


def test_first_the_office_reads_what_would_happen_then_it_happens(
    office: Client, application: Application
) -> None:
    form = typed(application, "conditional", "Aggiungere un Comune.")

    preview = office.post(page(application.call), form)

    assert preview.status_code == 200
    assert "Non si annulla" in said(preview)
    assert PhaseDecision.objects.count() == 0
    answer = office.post(page(application.call), form | {"confirm": "yes"}, follow=True)
    assert "esiti registrati 1" in said(answer)
    assert "Tutte le domande di questa fase sono decise." in said(answer)
    assert (fresh(application).phase, PhaseDecision.objects.get().conditions) == (
        2,
        "Aggiungere un Comune.",
    )


def test_what_was_typed_comes_back_to_be_changed(office: Client, application: Application) -> None:
    form = typed(application, "not_admitted", "Manca un ente gestore.")

    answer = office.post(page(application.call), form | {"edit": "yes"})

    assert "Manca un ente gestore." in said(answer)
    assert "DD 134/2018" in said(answer)
    assert PhaseDecision.objects.count() == 0


@pytest.mark.parametrize(
    ("outcome", "words", "sentence"),
    [
        ("not_admitted", "", "Scrivi perché non è ammessa"),
        ("conditional", " ", "Scrivi a quali condizioni è ammessa"),
        ("admitted", "Un Comune.", "scegli «ammessa con condizioni»"),
        ("", "Un Comune.", "Scegli l'esito, o cancella quello che hai scritto qui"),
        ("", "", "Scegli l'esito di almeno una domanda"),
        ("forse", "", "Scegli un'opzione valida"),
    ],
)
def test_what_does_not_hold_is_said_and_nothing_is_lost(
    office: Client, application: Application, outcome: str, words: str, sentence: str
) -> None:
    answer = office.post(page(application.call), typed(application, outcome, words))

    assert answer.status_code == 422
    assert sentence in said(answer)
    assert "DD 134/2018" in said(answer)
    assert PhaseDecision.objects.count() == 0


def test_a_refusal_of_the_action_is_said_on_the_page(
    office: Client, application: Application
) -> None:
    yesterday = f"{localtime(now() - timedelta(days=1)):%d/%m/%Y %H:%M}"
    before = f"{localtime(now() - timedelta(days=2)):%d/%m/%Y %H:%M}"
    form = typed(application, "admitted", opens_at=before, closes_at=yesterday)

    answer = office.post(page(application.call), form | {"confirm": "yes"})

    assert answer.status_code == 409
    assert "è già passata" in said(answer)


def test_one_project_is_given_more_time(office: Client, application: Application) -> None:
    decided(application.call, admitted(application))
    url = reverse("applicants:more_time", args=[application.call.code, 1, application.public_id])
    assert f'href="{url}"' in office.get(page(application.call)).content.decode()
    later = PhaseTerm.objects.get().closes_at + timedelta(days=10)
    form = typed(application, "") | {
        "closes_at": f"{localtime(later):%d/%m/%Y %H:%M}",
        "reason": "Riordino di un ente gestore.",
        "number_text": "DD 200/2018",
    }

    answer = office.post(url, form, follow=True)

    assert "La nuova scadenza vale da subito" in said(answer)
    assert PhaseTerm.objects.count() == 2


@pytest.mark.parametrize("phase", [0, 2, 3])
def test_a_phase_that_does_not_end_into_another_has_no_page(
    office: Client, application: Application, phase: int
) -> None:
    assert office.get(page(application.call, phase)).status_code == 404


def test_only_the_office_ends_a_phase(
    home: Client, client: Client, application: Application
) -> None:
    more = reverse("applicants:more_time", args=[application.call.code, 1, application.public_id])
    for url in (page(application.call), more):
        assert home.get(url).status_code == 403
        assert client.get(url).status_code == 302


def test_the_applicant_reads_the_conditions_and_goes_on(
    home: Client, application: Application
) -> None:
    decided(application.call, admitted(application))
    ready = final(application)

    shown = said(home.get(reverse("applicants:application", args=[application.public_id])))

    assert "Fase 2 di 2: <strong>Progetto definitivo</strong>" in shown
    assert "Ammessa alla fase successiva" in shown
    assert "Controlla e invia" in shown
    assert sent(ready).phase == 2


def test_who_is_not_admitted_reads_why(
    home: Client, office: Client, application: Application
) -> None:
    form = typed(application, "not_admitted", "Manca un ente gestore.") | {"confirm": "yes"}
    office.post(page(application.call), form)

    shown = said(home.get(reverse("applicants:application", args=[application.public_id])))

    assert "Non ammessa alla fase successiva" in shown
    assert "Manca un ente gestore." in shown


def comparable(person: Person, clock: Clock) -> Application:
    """A project of which one question is asked in both phases."""
    draft: dict[str, Any] = two_phases()
    next(each for each in draft["sections"] if each["code"] == "idea")["phase"] = 0
    application = preliminary(a_two_phase_call(sections=draft["sections"]), actor=person)
    opened(application.call, clock)
    decided(application.call, admitted(application))
    return answered(final(application), idea="Case e orti per tutti")


def test_what_changed_since_the_preliminary_project_is_told_word_by_word(
    home: Client, stranger: Client, office: Client, person: Person, clock: Clock
) -> None:
    application = comparable(person, clock)
    url = reverse("applicants:comparison", args=[application.public_id])

    draft = home.get(url).content.decode()
    submission = sent(application)
    after = home.get(url).content.decode()
    seen = office.get(
        reverse(
            "applicants:office_comparison",
            args=[
                application.call.code,
                submission.protocol_number,
                submission.protocol_year,
            ],
        )
    )

    for shown in (draft, after, seen.content.decode()):
        assert "Case<ins> e orti</ins> per tutti" in shown
        assert "Ambito" not in shown, "nobody has answered it: no news"
    assert "che non è ancora inviata" in draft
    assert f"prot. {submission.protocol}" in after
    assert stranger.get(url).status_code == 404


def test_in_the_first_phase_there_is_nothing_to_compare(
    home: Client, application: Application
) -> None:
    url = reverse("applicants:comparison", args=[application.public_id])

    assert home.get(url).status_code == 404


def test_the_page_of_the_office_asks_the_database_as_often_whatever_the_applications(
    office: Client, clock: Clock, django_assert_num_queries: Any
) -> None:
    few, many = (a_two_phase_call() for _n in range(2))
    preliminary(few)
    for _n in range(6):
        preliminary(many)
    for call in (few, many):
        opened(call, clock)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for call in (few, many):
        office.get(page(call))
        with CaptureQueriesContext(connection) as queries:
            assert office.get(page(call)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15
