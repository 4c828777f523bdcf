"""The demonstration: calls lived through the portal's own actions, and nothing wrong in them."""

import io

import pytest
from django.core.management import CommandError, call_command

from applicants.models import Application
from calls.models import Call
from evaluation.models import FormalRequest, PanelSession, RankedList
from funding.models import Award, Decree
from wecare.acts.models import Act
from wecare.core import clock
from wecare.core.models import Event
from wecare.ledger.models import Movement
from wecare.portal.demonstration.examples import EXAMPLES

CHECKS = 13  # of the command `verify`, when the demonstration was first told
pytestmark = pytest.mark.django_db(transaction=True)
AWARDED, JUDGED, OPEN = "FSE3-diffusione-2026", "FSE3-progetti-2026", "FSE2-2026"
FSE1, FESR = "FSE1-2026", "FESR-2026"
PROVISIONAL = "FSE3-orari-2026"


def test_each_of_the_calls_stands_where_its_story_ends(demonstration: None) -> None:
    states = dict(Call.objects.values_list("code", "state"))
    decree = Decree.objects.get(ranked_list__call__code=AWARDED)

    examples = {example.code for example in EXAMPLES}
    assert set(states) == {AWARDED, JUDGED, PROVISIONAL, OPEN, FSE1, FESR, *examples}
    assert {states[code] for code in examples} == {"draft"}
    assert {states[code] for code in (OPEN, FSE1, FESR)} == {"published"}
    group = Application.objects.get(call__code=FSE1)
    assert (group.partners.count(), group.project_districts.count()) == (3, 1)
    assert Application.objects.filter(call__code=FESR).exclude(aid_form="").count() == 1
    assert decree.act.state == "published"
    listed = RankedList.objects.exclude(call__code=PROVISIONAL).get()
    assert listed.call.code == AWARDED
    rows = listed.rows.all()
    granted = [award.amount for award in Award.objects.order_by("amount")]
    assert granted == sorted(row.granted for row in rows if row.granted)
    assert Application.objects.filter(call__code=OPEN, state="draft").exists()
    assert all(call.demonstration for call in Call.objects.all())


def test_an_evaluation_is_alive_in_every_part(demonstration: None) -> None:
    session = PanelSession.objects.get()
    listed = RankedList.objects.get(call__code=PROVISIONAL)
    asked = FormalRequest.objects.order_by("submission__protocol_number")

    assert session.panel.members.get(role="secretary").person.email == "segreteria@wecare.example"
    assert (session.state, session.attendances.count(), session.decisions.count()) == (
        "closed",
        4,
        1,
    )
    assert session.minutes
    assert (listed.state, listed.is_provisional) == ("published", True)
    assert listed.observations_until is not None
    assert listed.observations_until > clock.now()
    assert sorted(each.is_answered for each in listed.observations.all()) == [False, True]
    assert {row.outcome for row in listed.rows.all()} > {"funded"}
    assert [each.state for each in asked] == ["answered", "open"]
    assert asked[1].closes_at > clock.now()
    assert {each.submission.call.code for each in asked} == {JUDGED}


def test_everything_it_wrote_can_be_verified(demonstration: None) -> None:
    said = io.StringIO()

    call_command("verify", stdout=said)
    call_command("verify_ranked_list", AWARDED, "1", stdout=said)
    call_command("verify_ranked_list", PROVISIONAL, "1", stdout=said)

    lines = said.getvalue().splitlines()
    assert len(lines) >= CHECKS
    assert {line.rpartition(": ")[2] for line in lines[:CHECKS]} == {"ok"}


def test_loading_it_again_writes_nothing(demonstration: None) -> None:
    before = [model.objects.count() for model in (Event, Movement, Act, Application)]

    call_command("load_programme")
    call_command("load_demo")

    assert [model.objects.count() for model in (Event, Movement, Act, Application)] == before


def test_a_portal_in_service_refuses_invented_data(
    transactional_db: None, settings: object
) -> None:
    settings.DEMONSTRATION = False  # type: ignore[attr-defined]

    with pytest.raises(CommandError, match="DEMONSTRATION=true"):
        call_command("load_demo")
    assert not Call.objects.exists()
