"""The demonstration: calls lived through the portal's own actions, and nothing wrong in them."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from applicants.models import Application
from calls.models import Call
from evaluation.models import FormalRequest, PanelSession, RankedList
from funding.models import (
    Award,
    Closure,
    Decree,
    Disbursement,
    ExpenseReport,
    PaymentRequest,
    ProjectChange,
    Recovery,
)
from funding.queries.aid.loans import loan
from funding.queries.awards.standing import standing
from funding.queries.exits.recoveries import capital_left, overdue
from wecare.accounts.models import Person
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
LOANS = "FESR-prestiti-2025"


def test_each_of_the_calls_stands_where_its_story_ends(demonstration: None) -> None:
    states = dict(Call.objects.values_list("code", "state"))
    decree = Decree.objects.get(ranked_list__call__code=AWARDED)

    examples = {example.code for example in EXAMPLES}
    assert set(states) == {AWARDED, JUDGED, PROVISIONAL, OPEN, FSE1, FESR, LOANS, *examples}
    assert {states[code] for code in examples} == {"draft"}
    assert {states[code] for code in (OPEN, FSE1, FESR)} == {"published"}
    group = Application.objects.get(call__code=FSE1)
    assert (group.partners.count(), group.project_districts.count()) == (3, 1)
    assert Application.objects.filter(call__code=FESR).exclude(aid_form="").count() == 1
    assert decree.act.state == "published"
    listed = RankedList.objects.get(call__code=AWARDED)
    rows = listed.rows.all()
    awards = Award.objects.filter(decree=decree).order_by("amount")
    granted = [award.amount for award in awards]
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


def test_awards_are_alive_in_every_part(demonstration: None) -> None:
    report = ExpenseReport.objects.get(is_final=False)
    closed = Closure.objects.get()
    claim = Recovery.objects.get()
    late = overdue(claim, at=clock.today())

    assert (report.state, standing(report.award).paid > 0) == ("sent", True)
    assert sorted(line.state for line in report.lines.all()) == [
        "accepted",
        "refused",
        "to_check",
        "to_check",
    ]
    assert closed.saved > 0
    assert standing(closed.award).committed == 0
    assert (claim.award.state, claim.payments.count()) == ("released", 1)
    assert late is not None
    assert late.capital == capital_left(claim) / 3
    assert ProjectChange.objects.get().state == "asked"
    waiting = PaymentRequest.objects.exclude(state="paid").get()
    assert (waiting.state, waiting.kind) == ("asked", "advance")
    unanswered = Award.objects.filter(decree__ranked_list__call__code=AWARDED, acceptance=None)
    assert unanswered.count() == 2


def test_a_loan_comes_back_and_one_instalment_is_late(demonstration: None) -> None:
    disbursement = Disbursement.objects.select_related("award").get()
    found = loan(disbursement)

    assert [row.number for row in found.rows if row.is_settled] == [1, 2]
    assert [row.number for row in found.overdue] == [3]
    assert found.overdue[0].late > 0
    assert found.next is not None
    assert found.next.due_on >= clock.today()
    components = disbursement.award.division.components.order_by("form")
    assert [each.form for each in components] == ["capital", "loan"]


def test_whoever_tries_the_portal_finds_awards_on_its_desks(
    demonstration: None, client: Client
) -> None:
    client.force_login(Person.objects.get(email="funzionaria@wecare.example"))

    for address, said in (
        ("/ufficio/contributi/", "Cooperativa sociale Ni"),
        ("/ufficio/contributi/quadro/", "FSE3"),
        ("/ufficio/contributi/scadenze/", "Rata 3 del prestito"),
        ("/ufficio/pagamenti/", "Anticipo"),
    ):
        page = client.get(address)
        assert page.status_code == 200, address
        assert said in page.content.decode(), address
    register = client.get("/trasparenza/").content.decode()
    assert "Manifattura Zeta" in register
    assert "Cooperativa sociale Ni" in register


def test_everything_it_wrote_can_be_verified(demonstration: None) -> None:
    said = io.StringIO()

    call_command("verify", stdout=said)
    call_command("verify_ranked_list", AWARDED, "1", stdout=said)
    call_command("verify_ranked_list", PROVISIONAL, "1", stdout=said)
    call_command("verify_ranked_list", LOANS, "1", stdout=said)

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
