"""What a lot leaves to another: from the list to the ledger, with the act that disposes it."""

import json
from decimal import Decimal
from typing import Any

import pytest

from calls.models import Call
from calls.queries.verification import budgets
from evaluation.engine.published import recompute
from evaluation.models import RankedList
from funding.actions import decrees, money
from funding.enums import ReductionKind
from funding.models import Award
from funding.policies import DecreeRefused
from funding.queries import verification
from funding.queries.awards.standing import on_desk
from funding.queries.lot_money import due_passages, effects, lots_of
from tests.evaluation.views.conftest import browser_of
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    officer,
    published_list,
    submitted,
)
from tests.factories.funding import adopted_decree, ground, rendered_decree
from tests.factories.rules import rules
from wecare.ledger.actions import InsufficientFunds, post
from wecare.ledger.models import Movement
from wecare.ledger.queries import balance, problems

pytestmark = pytest.mark.django_db

LOTS: list[dict[str, Any]] = [
    {"code": "T", "title": "Territoriale", "amount": "100000.00"},
    {"code": "R", "title": "Regionale", "amount": "100000.00", "leftover_to": "T"},
]


@pytest.fixture
def call() -> Call:
    """R grants 80 000 of its 100 000 €; T is asked for 160 000 € and has 120 000 €."""
    call = call_under_evaluation(rules=rules(lots=LOTS), code="fse2-residui")
    best = {**GOOD, "A1": "20.00"}
    judged(
        call,
        {
            submitted(call, name="Alfa"): best,
            submitted(call, name="Beta"): GOOD,
            submitted(call, name="Gamma", lot="R"): GOOD,
        },
    )
    return call


@pytest.fixture
def ranked_list(call: Call) -> RankedList:
    return published_list(call)


def held(call: Call, lot: str) -> str:
    return str(balance(f"reserved/FSE/FSE2/unica/{call.code}/{lot}"))


def test_the_money_follows_the_list_with_the_act_and_every_account_agrees(
    call: Call, ranked_list: RankedList
) -> None:
    decree = adopted_decree(ranked_list)

    awards = Award.objects.order_by("submission__organisation__name")
    assert [str(each.amount) for each in awards] == ["80000.00", "40000.00", "80000.00"]
    assert (held(call, "T"), held(call, "R")) == ("0.00", "0.00")
    moved = Movement.objects.get(key=f"decree/{decree.pk}/leftover/R/T")
    assert (moved.kind, moved.basis, moved.reference) == (
        "reservation",
        decree.act.key,
        str(decree.act),
    )
    assert moved.effective_on == decree.act.adopted_on
    assert moved.cause == "Residuo fse2-residui, dal lotto R al lotto T, graduatoria versione 1"
    assert sorted(str(each.amount) for each in moved.postings.all()) == ["-20000.00", "20000.00"]
    assert (verification.decrees(), verification.awards(), problems(), budgets()) == (
        [],
        [],
        [],
        [],
    )


def test_what_comes_back_after_the_decree_changes_nothing_of_what_was_passed(
    call: Call, ranked_list: RankedList
) -> None:
    """Gamma leaves 3 000 € of the lot that gave, Beta 5 000 € of the lot that received."""
    adopted_decree(ranked_list)
    for name, amount in (("Beta", 5000), ("Gamma", 3000)):
        money.reduce(
            award=on_desk().get(submission__organisation__name=name),
            kind=ReductionKind.SAVING,
            amount=Decimal(amount),
            reason="Economia",
            ground=ground(f"saving-{name}"),
            by=officer(),
        )

    assert (held(call, "T"), held(call, "R")) == ("5000.00", "3000.00")
    assert verification.decrees() == []


def test_the_list_says_what_came_and_what_went(ranked_list: RankedList) -> None:
    data = json.loads(json.dumps(ranked_list.data))

    assert data["format"] == "wecare-ranked-list/3"
    assert data["lots"] == [
        {
            "code": "T",
            "amount": "100000.00",
            "received": [{"lot": "R", "amount": "20000.00"}],
            "granted": "120000.00",
            "given": "0.00",
            "left": "0.00",
            "reserves": [],
        },
        {
            "code": "R",
            "amount": "100000.00",
            "received": [],
            "granted": "80000.00",
            "given": "20000.00",
            "left": "0.00",
            "reserves": [],
        },
    ]
    assert recompute(data) == ()
    page = browser_of(None).get(f"/graduatorie/{ranked_list.call.code}/1/").content.decode()
    page = page.replace("\xa0", " ")
    assert "Arrivano 20.000,00 € dal lotto «Regionale»." in page
    assert "Passano 20.000,00 € al lotto «Territoriale»." in page


def test_before_the_adoption_the_desk_reads_what_will_move(ranked_list: RankedList) -> None:
    decree = rendered_decree(ranked_list)

    found = effects(decree)
    page = browser_of(manager()).get(f"/ufficio/decreti/{decree.pk}/adozione/").content.decode()

    assert [(each.giver, each.taker, str(each.amount)) for each in found.passages] == [
        ("R", "T", "20000.00")
    ]
    assert [(lot.code, str(lot.at_hand), str(lot.left)) for lot in lots_of(ranked_list)] == [
        ("T", "120000.00", "0.00"),
        ("R", "80000.00", "0.00"),
    ]
    assert "passano dal lotto R al lotto T, come dice il bando." in page
    facts = decree.act.context["facts"]
    assert [each["amount_text"].replace("\xa0", " ") for each in facts["passages"]] == [
        "20.000,00 €"
    ]


def test_a_decree_is_adopted_once_and_moves_once(ranked_list: RankedList) -> None:
    decree = adopted_decree(ranked_list)

    with pytest.raises(DecreeRefused, match="già adottato"):
        decrees.adopt(decree=decree, by=manager())
    decrees._bring(decree, due_passages(decree.ranked_list), act=decree.act, by=manager())

    assert Movement.objects.filter(key__contains="/leftover/").count() == 1
    assert problems() == []


def taken(call: Call, amount: str) -> None:
    """Another act takes money that was reserved for the lot that leaves some."""
    post(
        key="test/taken",
        kind="transfer",
        postings=[
            (f"reserved/FSE/FSE2/unica/{call.code}/R", -Decimal(amount)),
            ("available/FSE/FSE2/unica", Decimal(amount)),
        ],
        cause="Prova",
        reference="Prova",
        actor=None,
    )


def test_money_that_the_giver_lacks_leaves_everything_as_it_was(
    call: Call, ranked_list: RankedList, monkeypatch: pytest.MonkeyPatch
) -> None:
    decree = rendered_decree(ranked_list)
    taken(call, "1.00")

    with pytest.raises(DecreeRefused, match=r"Regionale: restano 79\.999,00"):
        decrees.adopt(decree=decree, by=manager())
    monkeypatch.setattr(decrees, "check_can_adopt", lambda _decree: None)
    with pytest.raises(InsufficientFunds):
        decrees.adopt(decree=decree, by=manager())

    assert (held(call, "T"), held(call, "R")) == ("100000.00", "99999.00")
    assert Movement.objects.filter(key__contains="/leftover/").count() == 0
    assert Award.objects.count() == 0


def test_a_movement_that_is_not_what_the_list_says_is_found_by_verify(
    call: Call, ranked_list: RankedList, monkeypatch: pytest.MonkeyPatch
) -> None:
    decree = rendered_decree(ranked_list)
    post(
        key="test/more",
        kind="allocation",
        postings=[
            ("source/FSE/FSE2/unica", Decimal("-20000.00")),
            (f"reserved/FSE/FSE2/unica/{call.code}/T", Decimal("20000.00")),
        ],
        cause="Prova",
        reference="Prova",
        actor=None,
    )
    monkeypatch.setattr(decrees, "_bring", lambda *_args, **_options: None)

    decree = decrees.adopt(decree=decree, by=manager())

    assert verification.decrees() == [
        f"decree {decree.act}: lot R leaves 20000.00 to lot T, moved 0.00"
    ]
