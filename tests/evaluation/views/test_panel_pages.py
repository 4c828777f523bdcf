"""The pages of a panel that changes: who opens them, and what they do."""

import pytest

from evaluation.actions import assigning, composition
from evaluation.models import PanelChange, PanelMember, Recusal, StandIn
from tests.evaluation.views.conftest import browser_of, status_of
from tests.evaluation.views.panel_scene import PEOPLE, Scene, act_fields
from tests.factories.acts import external
from tests.factories.evaluation import officer
from wecare.core import clock

pytestmark = pytest.mark.django_db


DESK = {"officer": 200, "manager": 200, "auditor": 200, "secretary": 200, "anonymous": 302}
BOSS = {"manager": 200, "anonymous": 302}
CHAIR = {"chair": 200, "member": 403, "secretary": 403, "anonymous": 302}
SEAT = {"chair": 200, "member": 200, "anonymous": 302}
READING: dict[str, tuple[dict[str, int], int]] = {
    "/ufficio/nuclei/{call}/": (DESK, 403),
    "/ufficio/nuclei/{call}/nomine/": (BOSS, 403),
    "/ufficio/nuclei/{call}/subentro/": (BOSS, 403),
    "/ufficio/nuclei/{call}/supplenze/": (BOSS, 403),
    "/ufficio/nuclei/{call}/componenti/{seat}/uscita/": (BOSS, 403),
    "/ufficio/nuclei/{call}/componenti/{seat}/competenze/": (BOSS, 403),
    "/ufficio/nuclei/{call}/assegnazioni/": (DESK, 403),
    "/ufficio/nuclei/{call}/assegnazioni/file/": (BOSS, 403),
    "/ufficio/nuclei/{call}/assegnazioni/{prot}/": (BOSS, 403),
    "/ufficio/nuclei/{call}/assegnazioni/{assignment}/fine/": (BOSS, 403),
    "/nucleo/{call}/subentro/": (CHAIR, 404),
    "/nucleo/{call}/supplenze/": (CHAIR, 404),
    "/nucleo/{call}/conflitti/nuovo/": (SEAT | {"secretary": 200}, 404),
    "/nucleo/{call}/valutazioni/{prot}/astensione/": (SEAT | {"secretary": 404}, 404),
}
POSTED = [address for address in READING if address not in {
    "/ufficio/nuclei/{call}/", "/ufficio/nuclei/{call}/assegnazioni/",
    "/ufficio/nuclei/{call}/componenti/{seat}/competenze/",
}]  # fmt: skip


@pytest.mark.parametrize("method", ["get", "post"])
def test_each_page_is_opened_by_whom_the_table_says(method: str) -> None:
    scene = Scene(voting=5)
    pairs = [(scene.one, scene.chair), (scene.one, scene.member)]
    assigning.assign(call=scene.call, pairs=pairs, by=scene.boss)
    addresses = list(READING) if method == "get" else POSTED

    found = {
        address: {
            who: status_of(getattr(browser_of(scene.people[who]), method)(scene.address(address)))
            for who in PEOPLE
        }
        for address in addresses
    }

    done = 200 if method == "get" else 422
    assert found == {
        address: {
            who: done if said == 200 else said
            for who in PEOPLE
            for said in [READING[address][0].get(who, READING[address][1])]
        }
        for address in addresses
    }


def test_a_member_leaves_and_a_substitute_follows_from_the_page() -> None:
    scene = Scene()
    page = "/ufficio/nuclei/{call}/componenti/{seat}/uscita/"
    typed = {**act_fields(), "reason": "Dimissioni", "follower": f"seat-{scene.substitute.pk}"}

    answer = scene.post(scene.boss, page, typed)

    assert answer.status_code == 302
    assert [each.kind for each in PanelChange.objects.order_by("id")] == ["left", "stepped_in"]
    shown = browser_of(scene.boss).get(scene.address("/ufficio/nuclei/{call}/")).content.decode()
    assert f"{scene.member.person} lascia il nucleo. Dimissioni. Atto: DD 99/A2203A/2026" in shown
    assert f"{scene.substitute.person}, supplente, prende il posto" in shown


def test_a_refused_change_says_why_and_keeps_what_was_typed() -> None:
    scene = Scene()
    page = "/ufficio/nuclei/{call}/componenti/{seat}/uscita/"
    typed = {"number_text": "DD 1/2020", "adopted_on": "02/01/2020", "reason": "Ha un altro lavoro"}

    answer = scene.post(scene.boss, page, typed)

    body = answer.content.decode()
    assert answer.status_code == 409
    assert "deve venire dopo la scadenza" in body
    assert "Ha un altro lavoro" in body
    assert not PanelChange.objects.exists()


def test_a_secretary_is_added_from_the_page() -> None:
    scene = Scene()
    composition.replace(
        member=next(each for each in scene.seats if each.role == "secretary"),
        act=external(adopted_on=clock.today()),
        reason="Trasferimento",
        by=scene.boss,
    )
    new = officer()

    answer = scene.post(
        scene.boss,
        "/ufficio/nuclei/{call}/nomine/",
        {**act_fields(), "role": "secretary", "person": str(new.pk)},
    )

    assert answer.status_code == 302
    assert PanelMember.objects.filter(person=new, role="secretary", left_at=None).exists()


def test_a_member_recuses_from_the_page_and_the_chair_finds_a_substitute() -> None:
    scene = Scene()

    recused = scene.post(
        scene.member.person,
        "/nucleo/{call}/valutazioni/{prot}/astensione/",
        {"reason": "Ho scritto il progetto"},
    )
    page = scene.address("/nucleo/{call}/supplenze/")
    shown = browser_of(scene.chair.person).get(page).content.decode()
    key = f"{scene.member.pk}-{scene.one.pk}"
    stood = scene.post(
        scene.chair.person,
        page,
        {"absences": [key], "substitute": str(scene.substitute.pk), "reason": "Astensione"},
    )

    assert (recused.status_code, stood.status_code) == (302, 302)
    assert Recusal.objects.get().reason == "Ho scritto il progetto"
    assert f"Prot. {scene.one.protocol}: si astiene {scene.member.person}" in shown
    assert StandIn.objects.get().substitute == scene.substitute


def test_the_chair_hears_nothing_of_what_they_abstain_from() -> None:
    scene = Scene()
    for member in (scene.chair, scene.member):
        scene.post(
            member.person,
            "/nucleo/{call}/valutazioni/{prot}/astensione/",
            {"reason": "Siamo soci"},
        )

    shown = browser_of(scene.chair.person).get(scene.address("/nucleo/{call}/supplenze/"))

    body = shown.content.decode()
    for secret in (scene.one.protocol, scene.one.title, "Associazione Una"):
        assert secret not in body


def test_a_later_conflict_is_declared_from_the_page() -> None:
    scene = Scene()
    code = scene.one.organisation.fiscal_code

    answer = scene.post(
        scene.member.person,
        "/nucleo/{call}/conflitti/nuovo/",
        {"party": code, "reason": "Parenti"},
    )

    assert answer.status_code == 302
    assert scene.member.declaration.conflicts.get().fiscal_code == code
