"""The pages of sessions: who opens them, what they do, what whoever abstains does not read."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localtime

from evaluation.actions import recusals, sessions
from evaluation.models import PanelSession
from tests.evaluation.views.conftest import browser_of, status_of
from tests.evaluation.views.panel_scene import PEOPLE, Scene
from tests.factories.acts import printed
from tests.factories.evaluation import appointed, call_under_evaluation, members_of
from tests.factories.panels import held
from wecare.core import clock

pytestmark = pytest.mark.django_db
DESK = {"officer": 200, "manager": 200, "auditor": 200, "secretary": 200, "anonymous": 302}
SEAT = {"chair": 200, "member": 200, "secretary": 200, "anonymous": 302}
RUN = SEAT | {"member": 403}
READING = {
    "/ufficio/nuclei/{call}/sedute/": (DESK, 403),
    "/ufficio/nuclei/{call}/sedute/1/verbale/": (DESK, 403),
    "/nucleo/{call}/sedute/": (SEAT, 404),
    "/nucleo/{call}/sedute/1/": (SEAT, 404),
    "/nucleo/{call}/sedute/1/pdf/": (SEAT, 404),
    "/nucleo/{call}/sedute/nuova/": (RUN, 404),
    "/nucleo/{call}/sedute/2/presenze/": (RUN, 404),
    "/nucleo/{call}/sedute/2/decisioni/": (RUN, 404),
    "/nucleo/{call}/sedute/2/verbale/": (RUN, 404),
    "/nucleo/{call}/sedute/1/firma/": (RUN, 404),
}
DOING = {
    "/nucleo/{call}/sedute/nuova/": (422, RUN),
    "/nucleo/{call}/sedute/2/decisioni/": (422, RUN),
    "/nucleo/{call}/sedute/2/presenze/": (422, RUN),
    "/nucleo/{call}/sedute/1/firma/": (422, RUN),
    "/nucleo/{call}/sedute/3/annullamento/": (302, RUN),
    "/nucleo/{call}/sedute/2/apertura/": (302, RUN),
    "/nucleo/{call}/sedute/1/chiusura/": (302, RUN),
}


def test_each_page_is_read_by_whom_the_table_says() -> None:
    scene = Scene()
    held(scene.panel, scene.clerk)

    found = {
        address: {
            who: status_of(browser_of(scene.people[who]).get(scene.address(address)))
            for who in PEOPLE
        }
        for address in READING
    }

    assert found == {
        address: {who: named.get(who, others) for who in PEOPLE}
        for address, (named, others) in READING.items()
    }


def test_each_step_is_done_by_whom_the_table_says() -> None:
    scene = Scene()
    held(scene.panel, scene.clerk)

    found = {
        address: {
            who: status_of(browser_of(scene.people[who]).post(scene.address(address)))
            for who in PEOPLE
        }
        for address in DOING
    }

    assert found == {
        address: {who: done if named.get(who) == 200 else named.get(who, 404) for who in PEOPLE}
        for address, (done, named) in DOING.items()
    }


def test_a_session_lives_from_the_convocation_to_the_minutes() -> None:
    scene = Scene()
    clerk, base = browser_of(scene.clerk), f"/nucleo/{scene.call.code}/sedute/"
    when = f"{localtime(clock.now()) + timedelta(days=1):%d/%m/%Y %H:%M}"

    clerk.post(f"{base}nuova/", {"convened_for": when, "place": "Sala A", "agenda": "Uno\nDue"})
    clerk.post(f"{base}1/apertura/")
    presences = {f"presence_{member.pk}": "present" for member in scene.seats}
    clerk.post(f"{base}1/presenze/", presences)
    one = {"submission": str(scene.one.pk), "text": "Si rinvia."}
    clerk.post(f"{base}1/decisioni/", one)
    clerk.post(f"{base}1/verbale/", {"text": "Breve discussione."})
    closed = clerk.post(f"{base}1/chiusura/")

    session = PanelSession.objects.get()
    assert closed.status_code == 302
    assert (session.state, session.agenda, session.minutes) == (
        "closed",
        ["Uno", "Due"],
        "Breve discussione.",
    )
    shown = clerk.get(f"{base}1/").content.decode()
    assert f"Prot. {scene.one.protocol}: Si rinvia." in shown
    assert "Dopo la chiusura non si cambia" not in shown


def test_a_decision_without_quorum_is_refused_and_kept_as_typed() -> None:
    scene = Scene()
    clerk, base = browser_of(scene.clerk), f"/nucleo/{scene.call.code}/sedute/"
    held(scene.panel, scene.clerk)
    presences = {f"presence_{member.pk}": "absent" for member in scene.seats}
    clerk.post(f"{base}2/presenze/", presences)

    answer = clerk.post(f"{base}2/decisioni/", {"text": "Si decide lo stesso."})

    body = answer.content.decode()
    assert answer.status_code == 409
    assert "servono 2 presenti tra chi valuta: ce ne sono 0" in body
    assert "Si decide lo stesso." in body


def test_whoever_abstains_reads_nothing_of_what_was_decided_of_it() -> None:
    scene = Scene()
    recusals.recuse(
        member=scene.member, submission=scene.one, reason="Parenti", by=scene.member.person
    )
    _closed, opened, _convened = held(scene.panel, scene.clerk)
    given: dict[str, Any] = {"session": PanelSession.objects.get(pk=opened.pk), "by": scene.clerk}
    sessions.decide(text="Segreto su questa domanda.", submission=scene.one, **given)
    sessions.write_minutes(text="Si è parlato a lungo.", **given)
    document = sessions.close(**given).document
    assert document is not None
    printed(document)
    base = scene.address("/nucleo/{call}/sedute/2/")

    shown = {
        who: browser_of(scene.people[who]).get(base).content.decode() for who in ("chair", "member")
    }
    files = {
        who: status_of(browser_of(scene.people[who]).get(f"{base}pdf/"))
        for who in ("chair", "member")
    }

    assert "Segreto su questa domanda." in shown["chair"]
    for secret in ("Segreto", scene.one.protocol, "a lungo"):
        assert secret not in shown["member"]
    assert files == {"chair": 200, "member": 404}


def test_before_declaring_the_sessions_lead_to_the_declaration() -> None:
    call = call_under_evaluation()
    member = members_of(appointed(call))[0]

    answer = browser_of(member.person).get(f"/nucleo/{call.code}/sedute/")

    assert (answer.status_code, answer["Location"]) == (302, f"/nucleo/{call.code}/conflitti/")
