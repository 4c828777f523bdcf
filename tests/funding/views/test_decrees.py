"""The decree on the desk: who may, what is refused with a sentence, how it goes on."""

from typing import Any

import pytest
from django.test import Client

from funding.models import Award, Decree
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    published_list,
    submitted,
)
from tests.factories.funding import VARIABLES, rendered_decree, written_decree
from wecare.accounts.enums import Role

pytestmark = pytest.mark.django_db

PEOPLE = (Role.OFFICER, Role.MANAGER, Role.AUDITOR, Role.ADMIN, Role.ASSESSOR, None)
READERS = {Role.OFFICER, Role.MANAGER, Role.AUDITOR}
READING = {
    "/ufficio/decreti/": READERS,
    "/ufficio/decreti/{pk}/": READERS,
    "/ufficio/decreti/{pk}/bozza-pdf/": READERS,
    "/ufficio/decreti/{pk}/adozione/": {Role.MANAGER},
}
DOING = {
    "/ufficio/graduatorie/{code}/1/decreto/": Role.OFFICER,
    "/ufficio/decreti/{pk}/": Role.OFFICER,
    "/ufficio/decreti/{pk}/prova/": Role.OFFICER,
    "/ufficio/decreti/{pk}/riapertura/": Role.OFFICER,
    "/ufficio/decreti/{pk}/adozione/": Role.MANAGER,
    "/ufficio/decreti/{pk}/pubblicazione/": Role.MANAGER,
}


def a_list() -> Any:
    call = call_under_evaluation()
    judged(call, {submitted(call): GOOD})
    return published_list(call)


def browser(role: Role | None) -> Client:
    client = Client()
    person = PersonFactory(roles=[role] if role else [])
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    return client


def status_of(answer: Any) -> int:
    if answer.streaming:
        b"".join(answer.streaming_content)
    return int(answer.status_code)


def named(address: str, decree: Decree) -> str:
    return address.format(pk=decree.pk, code=decree.ranked_list.call.code)


def test_each_page_is_read_by_whom_the_table_says() -> None:
    decree = rendered_decree(a_list())
    browsers = {role: browser(role) for role in PEOPLE}

    found = {
        address: {r: status_of(browsers[r].get(named(address, decree))) for r in PEOPLE}
        for address in READING
    }

    assert found == {
        address: {role: 200 if role in may else 403 for role in PEOPLE}
        for address, may in READING.items()
    }
    act = browsers[Role.AUDITOR].get(f"/ufficio/decreti/atti/{decree.act_id}/")
    assert act["Location"] == f"/ufficio/decreti/{decree.pk}/"


def test_nobody_else_takes_a_step() -> None:
    decree = rendered_decree(a_list())
    browsers = {role: browser(role) for role in PEOPLE}

    found = {
        address: {r for r in PEOPLE if browsers[r].post(named(address, decree)).status_code != 403}
        for address in DOING
        if "adozione" not in address
    }

    assert found == {address: {may} for address, may in DOING.items() if "adozione" not in address}


def test_only_the_manager_adopts_and_reads_the_effects_before() -> None:
    decree = rendered_decree(a_list())
    address = f"/ufficio/decreti/{decree.pk}/adozione/"

    assert browser(Role.OFFICER).post(address).status_code == 403
    assert Award.objects.count() == 0
    manager = browser(Role.MANAGER)
    effects = manager.get(address).content.decode()
    assert "nasce 1 contributo" in effects
    assert "80.000,00" in effects
    assert manager.post(address)["Location"] == f"/ufficio/decreti/{decree.pk}/"
    assert Award.objects.count() == 1
    again = manager.post(address)
    assert again.status_code == 409


@pytest.mark.parametrize("address", [*READING, *DOING])
def test_whoever_is_not_logged_in_goes_to_the_login(address: str) -> None:
    answer = Client().post(address.format(pk=1, code="fse2-1"))

    assert answer.status_code in {302, 405}
    assert answer.get("Location", "/accesso/").startswith("/accesso/")


def test_the_list_leads_to_its_decree_and_the_act_too() -> None:
    ranked_list = a_list()
    officer = browser(Role.OFFICER)
    drawing = f"/ufficio/graduatorie/{ranked_list.call.code}/"
    assert "Prepara il decreto" in officer.get(drawing).content.decode()

    begun = officer.post(f"{drawing}1/decreto/")

    decree = Decree.objects.get()
    assert begun["Location"] == f"/ufficio/decreti/{decree.pk}/"
    assert f'href="{begun["Location"]}"' in officer.get(drawing).content.decode()
    act = officer.get(f"/ufficio/atti/{decree.act_id}/").content.decode()
    assert f"/ufficio/decreti/atti/{decree.act_id}/" in act


def test_what_is_typed_wrong_stays_typed_with_a_sentence() -> None:
    decree = written_decree(a_list())
    officer = browser(Role.OFFICER)
    good = {f"variable_{name}": value for name, value in VARIABLES.items()}
    good |= {"variable_session_on": "20/11/2026", "subject": "Concessione"}

    for name, bad in (
        ("variable_session_on", "31/02/2026"),
        ("variable_budget_year", "1e400"),
        ("variable_acceptance_days", "NaN"),
        ("variable_considerations", "<b>{{ settings }}</b>" + "x" * 1_000_000),
        ("subject", "nullo \x00 qui"),
    ):
        answer = officer.post(f"/ufficio/decreti/{decree.pk}/", good | {name: bad})
        assert answer.status_code == 422, name
        body = answer.content.decode()
        assert "invalid-feedback" in body or "C'è un problema" in body or "problema" in body
        assert "verbale n. 4 del 20/11/2026" in body
        assert "<b>{{" not in body


def test_the_list_of_decrees_asks_as_little_of_the_database_for_many(
    django_assert_num_queries: Any,
) -> None:
    officer = browser(Role.OFFICER)
    written_decree(a_list())
    officer.get("/ufficio/decreti/")
    with django_assert_num_queries(6):
        officer.get("/ufficio/decreti/")
    for _ in range(3):
        written_decree(a_list())
    with django_assert_num_queries(6):
        officer.get("/ufficio/decreti/")
