"""The agreement: who reads it, when, and what is decided there."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from calls.models import Call
from evaluation.models import Assessment, Consensus, PanelMember, Reopening, ScoreCheck
from tests.evaluation.views.conftest import browser_of
from tests.evaluation.views.walking import without_instants
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import (
    GOOD,
    appointed,
    call_under_evaluation,
    decided,
    declared,
    members_of,
    signed,
    submitted,
)
from tests.factories.scoring import (
    HIGH,
    LOW,
    MIDDLE,
    assigned_call,
    judged_by,
    judged_call,
    only,
    seats,
)
from wecare.accounts.actions import people
from wecare.accounts.enums import Role

pytestmark = pytest.mark.django_db
APART = {"spread_limit": "30.00", "beyond_spread": "consensus"}


def desk(call: Call, step: str = "") -> str:
    return f"/ufficio/nuclei/{call.code}/accordo/{only(call).protocol_path}/{step}"


def panel(call: Call, step: str = "") -> str:
    return f"/nucleo/{call.code}/accordo/{only(call).protocol_path}/{step}"


def of_role(role: Role) -> Client:
    return browser_of(PersonFactory(roles=[role]))


def of_seat(member: PanelMember) -> Client:
    return browser_of(member.person)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return without_instants(answer.content.decode())


def test_once_all_signed_the_office_reads_the_points_the_spread_and_the_alert() -> None:
    call = judged_call(HIGH, MIDDLE, LOW, **APART)

    listed = text(of_role(Role.MANAGER), f"/ufficio/nuclei/{call.code}/accordo/")
    one = text(of_role(Role.AUDITOR), desk(call))

    assert "75,00 %" in listed.replace("\xa0", " ")
    assert "Serve la seduta di consenso" in listed
    assert "Oltre il 30,00 % del massimo: A1, B1, B2, totale." in one
    for member in seats(call):
        assert f"Motivo di A1 scritto da {member.person}" in one


def test_before_all_signed_nobody_reads_a_point() -> None:
    call = judged_call(HIGH, MIDDLE, **APART)
    pages = [(of_role(Role.MANAGER), desk(call)), (of_seat(seats(call)[0]), panel(call))]

    for client, address in pages:
        shown = text(client, address)
        assert "Le firme" in shown
        assert "Motivo di" not in shown
        assert "30,00" not in shown


def test_the_chair_reads_what_others_gave_only_having_signed() -> None:
    call = judged_call(HIGH, MIDDLE, LOW)
    chair = seats(call)[0]
    manager = of_role(Role.MANAGER)
    assessment = Assessment.objects.get(member=chair)

    assert f"scritto da {seats(call)[1].person}" in text(of_seat(chair), panel(call))
    manager.post(desk(call, f"riapertura/{assessment.pk}/"), {"reason": "Un errore"})

    assert "Motivo di" not in text(of_seat(chair), panel(call))


def test_another_member_finds_nothing_there() -> None:
    call = judged_call(HIGH, MIDDLE, LOW, **APART)
    member = of_seat(seats(call)[1])

    assert "Nessuna domanda" in text(member, f"/nucleo/{call.code}/accordo/")
    for step in ("", "consenso/", "altra-persona/"):
        assert member.get(panel(call, step)).status_code == 404


def test_a_manager_who_sits_on_the_panel_is_a_member_there() -> None:
    call = judged_call(HIGH, MIDDLE, LOW)
    person = seats(call)[1].person
    people.grant_role(person=person, role=Role.MANAGER, by=None, basis="Prova")

    client = browser_of(person)

    assert client.get(desk(call)).status_code == 404
    assert client.get(f"/ufficio/nuclei/{call.code}/punti/").status_code == 403


def test_where_the_chair_abstains_another_presides() -> None:
    call = call_under_evaluation(rules=judged_by(**APART))
    submission = decided(submitted(call))
    chair, second, third = members_of(appointed(call, voting=3))
    declared(chair, {submission.organisation: "Parente"})
    for member, points in ((second, HIGH), (third, LOW)):
        declared(member)
        signed(member, submission, points)

    assert of_seat(chair).get(panel(call)).status_code == 404
    assert "Registra la seduta" in text(of_seat(second), panel(call))
    assert of_seat(third).get(panel(call)).status_code == 404


def test_whoever_keeps_the_minutes_reads_and_decides_nothing() -> None:
    call = call_under_evaluation(rules=judged_by(**APART))
    submission = decided(submitted(call))
    secretary = PersonFactory(roles=[Role.OFFICER])
    for member in members_of(appointed(call, secretary=secretary)):
        if member.person_id != secretary.pk:
            declared(member)
            signed(member, submission, HIGH if member.votes else LOW)
    assessment = Assessment.objects.order_by("id").first()
    assert assessment is not None

    shown = text(browser_of(secretary), panel(call))

    assert "30,00" in shown
    assert "Registra la seduta" not in shown
    step = panel(call, f"riapertura/{assessment.pk}/")
    assert browser_of(secretary).get(step).status_code in {403, 404}


def test_a_reopening_is_a_page_with_a_reason() -> None:
    call = judged_call(HIGH, MIDDLE, LOW)
    assessment = Assessment.objects.get(member=seats(call)[1])
    client, page = of_role(Role.MANAGER), desk(call, f"riapertura/{assessment.pk}/")

    assert "Torna una bozza" in text(client, page)
    empty = client.post(page, {"reason": " "})
    assert (empty.status_code, Reopening.objects.count()) == (422, 0)
    assert client.post(page, {"reason": "Punti scambiati"})["Location"] == desk(call)

    own = of_seat(seats(call)[1])
    address = f"/nucleo/{call.code}/valutazioni/{only(call).protocol_path}/"
    assert "Punti scambiati" in text(own, address)
    signed(seats(call)[1], only(call), LOW)
    assert "prima 10,00, differenza -5,00" in text(own, address)
    assert "prima 10,00, differenza -5,00" in text(client, desk(call))


def test_the_chair_records_a_session_and_its_points_count() -> None:
    call = judged_call(HIGH, MIDDLE, LOW, **APART)
    client = of_seat(seats(call)[0])
    agreed = {"points_A1": "11,5", "points_B1": "22", "points_B2": "7"}
    why = {f"reason_{code}": f"Deciso per {code}" for code in ("A1", "B1", "B2")}

    lacking = client.post(panel(call, "consenso/"), {**agreed, **why, "reason_B2": ""})
    done = client.post(panel(call, "consenso/"), {**agreed, **why, "note": "Tutti presenti"})

    assert lacking.status_code == 422
    assert "11,5" in lacking.content.decode()
    assert done["Location"] == panel(call)
    assert Consensus.objects.get().recorded_by == seats(call)[0].person
    shown = text(client, panel(call))
    assert "Deciso per A1" in shown
    assert "Contano i punti decisi nella seduta di consenso." in shown


def test_the_chair_chooses_who_else_judges() -> None:
    call = assigned_call(HIGH, LOW, spread_limit="30.00", beyond_spread="further")
    first, _second, third = seats(call)
    client = of_seat(first)

    page = text(client, panel(call, "altra-persona/"))
    refused = client.post(panel(call, "altra-persona/"), {"member": str(first.pk), "reason": "x"})
    client.post(panel(call, "altra-persona/"), {"member": str(third.pk), "reason": "Competente"})

    assert str(third.person) in page
    assert refused.status_code == 422
    assert only(call).protocol in text(of_seat(third), f"/nucleo/{call.code}/valutazioni/")


def test_an_officer_checks_points_a_second_time() -> None:
    call = judged_call(GOOD, GOOD, GOOD, checked_percent="100.00")
    page = f"/ufficio/nuclei/{call.code}/punti/{only(call).protocol_path}/"
    client = of_role(Role.OFFICER)

    listed = text(client, f"/ufficio/nuclei/{call.code}/punti/")
    shown = text(client, page)
    found = client.post(page, {"outcome": "found", "note": ""})
    done = client.post(page, {"outcome": "confirmed", "note": ""})

    assert "Da ricontrollare" in listed
    assert "Con il peso" in shown
    assert (found.status_code, done.status_code) == (422, 302)
    assert ScoreCheck.objects.get().is_confirmed
    assert of_role(Role.MANAGER).post(page, {"outcome": "confirmed"}).status_code == 403


def counted(client: Client, address: str) -> int:
    client.get(address)  # the session's own queries, once
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("page", ["/ufficio/nuclei/{}/accordo/", "/ufficio/nuclei/{}/punti/"])
def test_the_pages_ask_as_much_for_two_as_for_twelve(page: str) -> None:
    said: dict[str, Any] = {"checked_percent": "100.00", **APART}
    few, many = (judged_call(HIGH, LOW, LOW, count=n, **said) for n in (2, 12))
    client = of_role(Role.OFFICER if "punti" in page else Role.MANAGER)

    assert counted(client, page.format(few.code)) == counted(client, page.format(many.code))


def test_the_queue_asks_as_much_for_two_as_for_twelve() -> None:
    few, many = (judged_call(HIGH, count=n) for n in (2, 12))

    asked = [
        counted(of_seat(seats(call)[0]), f"/nucleo/{call.code}/valutazioni/")
        for call in (few, many)
    ]

    assert asked[0] == asked[1]
