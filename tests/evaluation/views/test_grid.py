"""The grid that saves itself: the protocol of its fields, two windows, an ended session."""

import json
from typing import Any

import pytest
from django.test import Client

from evaluation.models import Assessment, Score
from tests.evaluation.views.conftest import World, browser_of
from tests.factories.evaluation import POOR, signed, written

pytestmark = pytest.mark.django_db
PAGE = "/nucleo/{call}/valutazioni/{prot}/"
AUTOSAVE = PAGE + "salvataggio/"


def save(client: Client, world: World, **asked: Any) -> tuple[int, dict[str, Any]]:
    body = {"field": "points_A1", "value": "12,5", "version": 0, "pen": "one", **asked}
    answer = client.post(world.address(AUTOSAVE), json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def test_a_field_is_saved_and_its_version_told(world: World) -> None:
    client = world.browser("assessor")

    status, facts = save(client, world)
    again = save(client, world, version=1, value="13")

    assert (status, facts["field"], facts["version"]) == (200, "points_A1", 1)
    assert len(facts["saved_at"]) == len("08:58:03")
    assert (again[0], again[1]["version"]) == (200, 2)
    assert Score.objects.get(assessment__member=world.seats[1]).points == 13


def test_two_windows_of_one_assessor_meet_on_the_field(world: World) -> None:
    client = world.browser("assessor")
    save(client, world, field="reason_A1", value="Nella prima", pen="one")

    status, facts = save(client, world, field="reason_A1", value="Nella seconda", pen="two")

    assert status == 409
    assert facts == {"field": "reason_A1", "version": 1, "value": "Nella prima", "saved_by": ""}
    assert save(client, world, field="reason_A1", value="Nella seconda", version=1)[0] == 200


@pytest.mark.parametrize(
    ("asked", "status", "message"),
    [
        ({"value": "20,01"}, 422, "Il massimo per questo criterio è 20,00. Hai scritto 20,01."),
        ({"field": "points_Z9"}, 422, "Questo criterio non è nel bando."),
        ({"field": "points_A1__version", "value": "9"}, 422, "Questo criterio non è nel bando."),
        ({"version": "0"}, 422, "Il salvataggio non è leggibile"),
        ({"value": None}, 422, "Il salvataggio non è leggibile"),
        ({"person": "0"}, 403, "In questo browser è entrata un'altra persona"),
    ],
)
def test_what_cannot_be_saved_is_said(
    world: World, asked: dict[str, Any], status: int, message: str
) -> None:
    answered, facts = save(world.browser("assessor"), world, **asked)

    assert (answered, message in facts["message"]) == (status, True)
    assert not Assessment.objects.filter(member=world.seats[1]).exists()


def test_what_is_signed_is_closed_to_the_field(world: World) -> None:
    signed(world.seats[1], world.readable, POOR)

    status, facts = save(world.browser("assessor"), world)

    assert (status, facts["closed"]) == (409, True)
    assert "serve una riapertura" in facts["message"]


def test_nobody_saves_what_is_not_theirs_to_judge(world: World) -> None:
    address = f"/nucleo/{world.call.code}/valutazioni/{world.conflicted.protocol_path}/salvataggio/"
    body = json.dumps({"field": "points_A1", "value": "1", "version": 0})

    for client in (world.browser("assessor"), world.browser("stranger")):
        assert client.post(address, body, content_type="application/json").status_code == 404
    assert world.browser("anonymous").post(address, body, content_type="x/y").status_code == 302
    assert not Assessment.objects.filter(submission=world.conflicted).exists()


def test_what_was_sent_after_the_session_was_over_comes_back_after_the_login(world: World) -> None:
    client = browser_of(None)
    page = world.address(PAGE)
    client.post(page, {"points_A1": "7", "reason_A1": "Scritto senza saperlo"})
    client.force_login(world.seats[1].person)

    body = client.get(page).content.decode()

    assert "Scritto senza saperlo" in body
    assert "La sessione era scaduta" in body
    assert "Scritto senza saperlo" not in client.get(page).content.decode()


def test_the_whole_form_meets_another_window_and_can_be_saved_over_it(world: World) -> None:
    client, member = world.browser("assessor"), world.seats[1]
    page = world.address(PAGE)
    written(member, world.readable, {"A1": "3.00"})

    met = client.post(page, {"points_A1": "4,00", "reason_A1": "Mio"})
    over = {"points_A1__version": "1", "reason_A1__version": "1"}
    saved = client.post(page, {"points_A1": "4,00", "reason_A1": "Mio", **over})

    assert met.status_code == 409
    assert "Nell&#x27;altra finestra hai salvato: «3,00»" in met.content.decode()
    assert saved.status_code == 302
    assert Score.objects.get(assessment__member=member).reason == "Mio"


def test_signing_leads_to_the_next_and_tells_where_the_grid_stands(world: World) -> None:
    client = world.browser("assessor")
    body = client.get(world.address(PAGE)).content.decode()
    assert "Soglia 60,00." in body
    whole = {"points_A1": "10", "points_B1": "10", "points_B2": "2"}
    reasons = {f"reason_{code}": f"Per {code}" for code in ("A1", "B1", "B2")}

    answer = client.post(world.address(PAGE), {**whole, **reasons, "sign": "1"})

    assert answer["Location"] == world.address("/nucleo/{call}/valutazioni/")
    assert Assessment.objects.get(member=world.seats[1]).is_signed
