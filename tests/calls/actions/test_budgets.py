"""Money moved by acts: what is allowed, what is refused with its figures, what is recorded."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from calls.actions import budgets
from calls.engine.budgets import Change
from calls.engine.places import Place
from calls.enums import BudgetKind, CallState
from calls.models import BudgetMovement, Call
from calls.policies.budgets import BudgetRefused
from calls.queries import verification
from calls.queries.figures import effects, mark_of
from tests.factories.accounts import PersonFactory
from tests.factories.budgets import (
    FSE2,
    FSE2_FSC,
    FSE3,
    disposed,
    increase,
    programme,
    reduction,
    transfer,
)
from tests.factories.calls import allocated, an_act, published_call
from tests.factories.ledger import moved
from wecare.accounts.enums import Role
from wecare.acts.actions.external import Said
from wecare.acts.models import Act
from wecare.acts.policies import ActRefused
from wecare.core.models import Event
from wecare.ledger.models import Movement
from wecare.ledger.queries import balance, problems

pytestmark = pytest.mark.django_db

GROUND = Said(
    kind="DGR",
    number_text="50-2397",
    adopted_on=date(2020, 11, 27),
    subject="Passaggio al FSC 2014-2020",
    link="https://www.regione.piemonte.it/atto",
)


@pytest.fixture(autouse=True)
def _programme(db: None) -> None:
    programme()


def lot_of(call: Call, lot: str = "T") -> Place:
    return Place(measure="FSE2", line="unica", fund="FSE", call=call.code, lot=lot)


def whole() -> tuple[list[str], list[str]]:
    return verification.budgets(), problems()


@pytest.mark.parametrize(
    ("change", "fse2", "fse3", "fsc", "event"),
    [
        pytest.param(increase("50.00"), "1050.00", "0.00", "0.00", "increased", id="increase"),
        pytest.param(reduction("400.00"), "600.00", "0.00", "0.00", "reduced", id="reduction"),
        pytest.param(
            transfer("300.00"), "700.00", "300.00", "0.00", "transferred", id="between measures"
        ),
        pytest.param(
            transfer("1000.00", into=FSE2_FSC),
            "0.00",
            "0.00",
            "1000.00",
            "transferred",
            id="between funds",
        ),
    ],
)
def test_each_movement_is_balanced_recorded_and_told(
    change: Change, fse2: str, fse3: str, fsc: str, event: str
) -> None:
    admin = PersonFactory(roles=[Role.ADMIN])

    done = budgets.move_by_act(change=change, ground=GROUND, actor=admin, reason="Come da atto")

    stands = [balance(place.account) for place in (FSE2, FSE3, FSE2_FSC)]
    assert stands == [Decimal(fse2), Decimal(fse3), Decimal(fsc)]
    movement = Movement.objects.get(key=done.movement_key)
    act = Act.objects.get(number_text="50-2397")
    assert (movement.kind, movement.basis, movement.actor) == (change.kind, act.key, admin)
    assert movement.effective_on == date(2020, 11, 27)
    assert "Come da atto" in movement.cause
    told = Event.objects.get(name=f"budget.{event}")
    assert (told.facts["amount"], told.facts["act"]) == (str(change.amount), "DGR 50-2397")
    assert whole() == ([], [])


def test_what_is_not_free_is_refused_with_every_figure() -> None:
    moved("600.00", out_of=FSE2.account, into="reserved/FSE/FSE2/unica/b/T", kind="reservation")
    moved(
        "250.00",
        out_of="reserved/FSE/FSE2/unica/b/T",
        into="committed/FSE/FSE2/unica/b/T/1-2026",
        kind="commitment",
    )

    with pytest.raises(BudgetRefused) as refusal:
        disposed(reduction("500.00"))

    assert str(refusal.value).replace("\xa0", " ") == (
        "Linea FSE2/unica, fondo FSE: 1.000,00 € assegnati, di cui 350,00 € prenotati dai bandi, 250,00 € "
        "impegnati, 0,00 € pagati. Restano liberi 400,00 €: non se ne possono togliere 500,00 €, "
        "ne mancano 100,00 €."
    )
    assert BudgetMovement.objects.count() == 1
    assert balance(FSE2.account) == Decimal("400.00")


def test_what_is_committed_stays_on_the_fund_it_was_born_on() -> None:
    committed = "committed/FSE/FSE2/unica/b/T/1-2026"
    moved("250.00", out_of=FSE2.account, into=committed, kind="commitment")

    disposed(transfer("750.00", into=FSE2_FSC))

    assert balance(committed) == Decimal("250.00")
    assert balance(FSE2_FSC.account) == Decimal("750.00")
    with pytest.raises(BudgetRefused):
        disposed(transfer("0.01", into=FSE2_FSC), number="DGR 1-1")
    assert whole() == ([], [])


def test_an_act_does_the_same_change_once() -> None:
    first = disposed(transfer("100.00"))
    again = disposed(transfer("100.00"))

    assert again == first
    assert balance(FSE2.account) == Decimal("900.00")
    with pytest.raises(BudgetRefused, match="ha già disposto questo movimento per 100,00"):
        disposed(transfer("200.00"))


def test_figures_that_moved_since_they_were_read_are_refused_and_shown() -> None:
    change = transfer("100.00")
    seen = mark_of(effects(change))
    disposed(reduction("1.00"), number="DGR 2-2")

    with pytest.raises(BudgetRefused, match="I conti sono cambiati") as refusal:
        disposed(change, seen=seen)

    assert "Linea FSE2/unica, fondo FSE: ora sono liberi 999,00" in str(refusal.value)
    assert disposed(change, seen=mark_of(effects(change))).amount == Decimal("100.00")


def test_a_published_list_can_be_given_more_money() -> None:
    call = published_call()
    lot = lot_of(call)
    before = balance(lot.account)

    disposed(increase("500.00", into=lot), number="DD 698")
    disposed(transfer("200.00", into=lot), number="DD 699")

    assert balance(lot.account) == before + Decimal("700.00")
    assert whole() == ([], [])


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (CallState.PUBLISHED, "promette questi soldi a chi ha fatto domanda"),
        (CallState.EVALUATED, "promette questi soldi a chi ha fatto domanda"),
        (CallState.CONCLUDED, ""),
    ],
)
def test_the_money_of_a_lot_is_freed_only_when_its_call_is_over(
    state: CallState, sentence: str
) -> None:
    call = published_call()
    lot = lot_of(call)
    Call.objects.filter(pk=call.pk).update(state=state.value)

    if sentence:
        with pytest.raises(BudgetRefused, match=sentence):
            disposed(transfer("10.00", out_of=lot, into=FSE2))
    else:
        disposed(transfer("10.00", out_of=lot, into=FSE2))
        with pytest.raises(BudgetRefused, match="prenotati e non ancora impegnati"):
            disposed(transfer("99999999.00", out_of=lot, into=FSE2), number="DD 2")
    assert whole() == ([], [])


def test_a_lot_that_is_not_one_gets_no_money() -> None:
    call = published_call()

    with pytest.raises(BudgetRefused, match="non ha un lotto «Z»"):
        disposed(increase("1.00", into=lot_of(call, "Z")))


def test_an_act_that_cannot_be_recorded_moves_nothing() -> None:
    admin = PersonFactory(roles=[Role.ADMIN])
    tomorrow = Said(kind="DD", number_text="1", adopted_on=date(2199, 1, 1), subject="Domani")

    with pytest.raises(ActRefused, match="deve ancora venire"):
        budgets.move_by_act(change=increase("1.00"), ground=tomorrow, actor=admin)

    assert balance(FSE2.account) == Decimal("1000.00")


def test_a_refused_movement_leaves_no_act_behind() -> None:
    admin = PersonFactory(roles=[Role.ADMIN])

    with pytest.raises(BudgetRefused):
        budgets.move_by_act(change=reduction("1000.01"), ground=GROUND, actor=admin)

    assert not Act.objects.filter(number_text="50-2397").exists()


def test_the_database_keeps_what_an_act_did() -> None:
    disposed(transfer("100.00"))

    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetMovement.objects.update(amount=Decimal("1.00"))
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetMovement.objects.all().delete()


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": Decimal("0.00")},
        {"kind": "gift"},
        {"kind": "reduction"},
        {"into_fund": None},
        {"into_lot": "T"},
    ],
    ids=["nothing", "no such kind", "sides", "half a side", "lot without call"],
)
def test_the_database_refuses_a_movement_that_is_not_one(wrong: dict) -> None:
    known = BudgetMovement.objects.get()
    facts = {
        "kind": BudgetKind.INCREASE.value,
        "amount": Decimal("1.00"),
        "act": known.act,
        "into_line": known.into_line,
        "into_fund": known.into_fund,
        "movement_key": "another",
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetMovement.objects.create(**(facts | wrong))


def test_verification_finds_money_that_no_act_disposed() -> None:
    moved("5.00", out_of=FSE2.source, into=FSE2.account, kind="increase", key="by hand")

    assert verification.budgets() == ["movement by hand: no act of the programme disposed it"]


def test_verification_finds_an_act_that_the_ledger_does_not_know() -> None:
    known = BudgetMovement.objects.get()
    BudgetMovement.objects.create(
        kind="increase",
        amount=Decimal("7.00"),
        act=known.act,
        into_line=known.into_line,
        into_fund=known.into_fund,
        movement_key="only here",
    )

    assert verification.budgets() == ["budget movement only here: the ledger tells another story"]


def test_verification_finds_money_owed_by_another_fund() -> None:
    moved(
        "5.00", out_of="available/FSE/FSE2/unica", into="available/FSC/FSE2/unica", kind="release"
    )

    assert verification.budgets() == [
        "FSE2/unica/FSC: the source owes 0.00, the stages hold 5.00",
        "FSE2/unica/FSE: the source owes 1000.00, the stages hold 995.00",
    ]


def test_allocating_is_a_movement_like_the_others() -> None:
    again = allocated(BudgetMovement.objects.get().into_line, "1000.00")
    other = allocated(again.into_line, "5.00", act=an_act("DGR 3-3"))

    assert (again.pk, other.kind) == (BudgetMovement.objects.earliest("pk").pk, "allocation")
    assert balance(FSE2.account) == Decimal("1005.00")
