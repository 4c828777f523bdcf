"""Not one byte of another's judgement reaches an assessor who has not signed: every address is walked."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from applicants.models import Submission
from calls.models import Call
from evaluation.actions import agreement, assessments, reopenings, score_checks
from evaluation.models import Assessment, PanelMember
from tests.evaluation.views.conftest import browser_of
from tests.evaluation.views.walking import addresses, read, without_drawings, without_instants
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    manager,
    members_of,
    officer,
    signed,
    submitted,
)
from tests.factories.scoring import judged_by
from wecare.accounts.actions import people
from wecare.accounts.enums import Role

pytestmark = pytest.mark.django_db
POINTS = {"A1": Decimal("13.37"), "B1": Decimal("17.17"), "B2": Decimal("7.77")}
FORMER = {"A1": Decimal("11.39"), "B1": Decimal("19.31"), "B2": Decimal("6.61")}
JUDGING = ("/nucleo/", "/ufficio/nuclei/", "/ufficio/graduatorie/")
TOTAL, FORMER_TOTAL = "69,39", "63,75"
REASON, OPENED, AGREED, CHECKED = (
    "RISERBO-MOTIVO",
    "RISERBO-RIAPERTA",
    "RISERBO-SEDUTA",
    "RISERBO-QA",
)


@dataclass
class Held:
    """Two applications: one the assessor has still to sign, one from which they abstain."""

    call: Call
    own: Submission
    abstained: Submission
    assessor: PanelMember


def judge(member: PanelMember, submission: Submission, points: dict[str, Decimal]) -> None:
    scores = {code: (each, f"{REASON}-{code}") for code, each in points.items()}
    assessments.save(submission=submission, member=member, scores=scores, by=member.person)
    assessments.sign(submission=submission, member=member, by=member.person)


def hold(others_shown: str = "after_own") -> Held:
    """A call full of what others wrote: signed twice with a reopening between, agreed and checked."""
    rules = judged_by(others_shown=others_shown, aggregation="consensus", checked_percent="100.00")
    call = call_under_evaluation(rules=rules)
    own, abstained = decided(submitted(call)), decided(submitted(call, name="Ente astenuto"))
    chair, assessor, third = members_of(appointed(call))
    declared(chair)
    declared(assessor, {abstained.organisation: "Parente"})
    declared(third)
    for submission in (own, abstained):
        judge(chair, submission, FORMER)
        reopenings.reopen(
            assessment=Assessment.objects.get(member=chair, submission=submission),
            reason=OPENED,
            by=manager(),
        )
        judge(chair, submission, POINTS)
        judge(third, submission, POINTS)
    agreement.record_consensus(
        submission=abstained,
        scores={code: (each, AGREED) for code, each in POINTS.items()},
        note=AGREED,
        by=chair.person,
    )
    score_checks.check(submission=abstained, is_confirmed=False, note=CHECKED, by=officer())
    return Held(call, own, abstained, assessor)


def secrets() -> list[str]:
    numbers = [f"{each:.2f}" for given in (POINTS, FORMER) for each in given.values()]
    numbers += [each.replace(".", ",") for each in numbers]
    totals = [TOTAL, FORMER_TOTAL, TOTAL.replace(",", "."), FORMER_TOTAL.replace(",", ".")]
    return [REASON, OPENED, AGREED, CHECKED, *numbers, *totals]


def leaks(member: PanelMember, under: tuple[str, ...] = ("/",)) -> dict[str, list[str]]:
    """Address → what of the secrets it gave; and the walk is no empty one."""
    client = browser_of(member.person)
    found, answered = {}, 0
    for address in (each for each in addresses() if each.startswith(under)):
        status, text = read(client, address)
        assert status < 500, address
        answered += status == 200
        told = without_instants(without_drawings(text))
        if shown := [each for each in secrets() if each in told]:
            found[address] = shown
    assert answered > (20 if under == ("/",) else 3)
    return found


def own_page(held: Held) -> str:
    return f"/nucleo/{held.call.code}/valutazioni/{held.own.protocol_path}/"


@pytest.mark.parametrize("roles", [(), (Role.OFFICER, Role.MANAGER, Role.AUDITOR)], ids=str)
def test_before_signing_no_address_gives_a_byte_of_anothers_judgement(
    roles: tuple[Role, ...],
) -> None:
    held = hold()
    for role in roles:
        people.grant_role(person=held.assessor.person, role=role, by=None, basis="Prova")

    assert leaks(held.assessor) == {}


@pytest.mark.parametrize("others_shown", ["after_own", "never", "after_all"])
def test_having_signed_one_reads_what_the_rules_show_and_nothing_of_what_one_abstains_from(
    others_shown: str,
) -> None:
    held = hold(others_shown)
    low = {"A1": "1.00", "B1": "1.00", "B2": "1.00"}
    signed(held.assessor, held.own, low)

    found = leaks(held.assessor, JUDGING)

    expected = set() if others_shown == "never" else {own_page(held)}
    assert set(found) == expected
    assert OPENED not in {each for shown in found.values() for each in shown}


def test_where_all_must_sign_first_a_signature_shows_nothing_until_the_last() -> None:
    held = hold("after_all")
    chair = next(each for each in members_of(held.call.panel) if each.role == "chair")
    signed(held.assessor, held.own, {"A1": "1.00", "B1": "1.00", "B2": "1.00"})
    reopenings.reopen(
        assessment=Assessment.objects.get(member=chair, submission=held.own),
        reason=OPENED,
        by=manager(),
    )

    assert leaks(held.assessor, JUDGING) == {}


def test_whoever_has_to_sign_again_reads_nothing_of_the_others_meanwhile() -> None:
    held = hold()
    signed(held.assessor, held.own, {"A1": "1.00", "B1": "1.00", "B2": "1.00"})
    reopenings.reopen(
        assessment=Assessment.objects.get(member=held.assessor),
        reason="Rilettura",
        by=manager(),
    )

    assert leaks(held.assessor, JUDGING) == {}
