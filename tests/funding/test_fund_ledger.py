"""The ledger of a lot that several funds pay: every euro stands on the fund that pays it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from calls.engine.fund_parts import added
from calls.engine.places import parts_of_lot
from calls.models import Call
from evaluation.models import RankedList
from funding.actions import decrees, money
from funding.enums import ReductionKind
from funding.models import Award
from funding.policies import DecreeRefused
from funding.queries import fund_verification, verification
from funding.queries.awards.standing import on_desk, standing
from tests.factories.acts import external
from tests.factories.evaluation import manager, officer
from tests.factories.funding import ground, published_decree, rendered_decree
from tests.factories.scrolls import short_list
from wecare.ledger.actions import post
from wecare.ledger.models import Account
from wecare.ledger.queries import problems

pytestmark = pytest.mark.django_db

TWO = {"FSC": "42.51", "FSE": "57.49"}
THREE = {"FSC": "33.33", "FSE": "33.33", "REG": "33.34"}
Balances = Callable[[str], dict[str, Decimal]]


def lots(shares: dict[str, str], amount: str = "200000.01") -> list[dict[str, Any]]:
    said = [{"fund": fund, "percent": percent} for fund, percent in shares.items()]
    lot = {"code": "T", "title": "Territoriale", "amount": amount, "allocation": "offer_rest"}
    return [{**lot, "shares": said}]


def on_funds(call: Call, stage: str) -> dict[str, Decimal]:
    """Fund → what stands at this stage on the accounts of the call's lots; nothing of zero."""
    held = Account.objects.filter(code__startswith=f"{stage}/", code__contains=f"/{call.code}/")
    pairs = held.order_by("code").values_list("code", "balance")
    return added(*({code.split("/")[1]: balance} for code, balance in pairs))


def of_call(call: Call) -> dict[str, Decimal]:
    return added(*(on_funds(call, stage) for stage in ("reserved", "committed", "paid")))


def nothing_wrong() -> bool:
    return [
        *verification.decrees(),
        *verification.awards(),
        *verification.money(),
        *verification.returned(),
        *verification.recoveries(),
        *fund_verification.funds(),
        *problems(),
    ] == []


def fresh(award: Award) -> Award:
    return on_desk().get(pk=award.pk)


@pytest.fixture(params=[TWO, THREE], ids=["two funds", "three funds"])
def ranked_list(request: pytest.FixtureRequest) -> RankedList:
    """80 000 € to the first two, 40 000,01 € offered to the third."""
    return short_list(lots=lots(request.param))[0]


def test_a_decree_commits_the_part_of_each_fund(ranked_list: RankedList) -> None:
    call = ranked_list.call
    lot = ranked_list.rulebook.rules.lots[0]
    assert on_funds(call, "reserved") == parts_of_lot(lot)

    published_decree(ranked_list)

    awards = list(on_desk().order_by("pk"))
    assert on_funds(call, "committed") == parts_of_lot(lot)
    assert on_funds(call, "reserved") == {}
    for award in awards:
        held = {fund: each.committed for fund, each in standing(award).funds.items()}
        assert held == {fund: Decimal(part) for fund, part in award.parts.items()}
    assert nothing_wrong()


def test_what_is_paid_freed_and_given_back_stays_on_its_funds(ranked_list: RankedList) -> None:
    call, whole = ranked_list.call, parts_of_lot(ranked_list.rulebook.rules.lots[0])
    published_decree(ranked_list)
    first, second, _third = on_desk().order_by("pk")
    by = officer()

    for number, amount in enumerate(("0.01", "33333.33", "1666.67")):
        money.pay(award=fresh(first), amount=Decimal(amount), ground=ground(f"p{number}"), by=by)
        assert of_call(call) == whole
    money.reduce(
        award=fresh(first),
        kind=ReductionKind.SAVING,
        amount=Decimal("7777.77"),
        reason="Economia",
        ground=ground("saved"),
        by=by,
    )
    money.pay(award=fresh(second), amount=Decimal("40000.01"), ground=ground("q"), by=by)
    act = external()
    money.end(award=fresh(second), ground=ground("revoked", act=act), by=by)

    now = standing(fresh(first))
    assert (now.paid, now.committed) == (Decimal("35000.01"), Decimal("37222.22"))
    assert of_call(call) == whole
    assert on_funds(call, "reserved") == {
        fund: amount - on_funds(call, "committed").get(fund, 0) - on_funds(call, "paid")[fund]
        for fund, amount in whole.items()
    }
    assert all(amount >= 0 for amount in on_funds(call, "reserved").values())
    money.take_back(award=fresh(second), amount=Decimal("39999.99"), ground=ground("b1"), by=by)
    money.take_back(award=fresh(second), amount=Decimal("0.02"), ground=ground("b2"), by=by)
    assert of_call(call) == whole
    assert all(each.held == 0 for each in standing(fresh(second)).funds.values())
    assert fund_verification.funds() == problems() == []


def test_a_decree_is_refused_where_a_fund_lacks_a_cent(ranked_list: RankedList) -> None:
    decree = rendered_decree(ranked_list)
    taken(ranked_list.call, "0.01")

    with pytest.raises(DecreeRefused) as refusal:
        decrees.adopt(decree=decree, by=manager())

    needed = parts_of_lot(ranked_list.rulebook.rules.lots[0])["FSE"]
    said = str(refusal.value).replace("\xa0", " ").replace(".", "")
    assert said.startswith("Lotto Territoriale, fondo FSE: restano ")
    assert f"ne servono {needed} €".replace(".", ",") in said
    assert not Award.objects.exists()


def taken(call: Call, amount: str, *, lot: str = "T") -> None:
    """Another act takes money that was reserved for a lot, on one fund."""
    post(
        key="test/taken",
        kind="transfer",
        postings=[
            (f"reserved/FSE/FSE2/unica/{call.code}/{lot}", -Decimal(amount)),
            ("available/FSE/FSE2/unica", Decimal(amount)),
        ],
        cause="Prova",
        reference="Prova",
        actor=None,
    )


def test_verification_finds_money_that_changed_its_fund(ranked_list: RankedList) -> None:
    published_decree(ranked_list)
    award = on_desk().order_by("pk")[0]
    where = f"FSE2/unica/{ranked_list.call.code}/T/{award.submission.protocol.replace('/', '-')}"
    post(
        key="test/crossed",
        kind="payment",
        postings=[(f"committed/FSE/{where}", Decimal(-1)), (f"paid/FSC/{where}", Decimal(1))],
        cause="Prova",
        reference="Prova",
        actor=None,
    )

    found = fund_verification.funds()

    assert found[:2] == [
        "movement test/crossed: 1.00 more on fund FSC than left it",
        "movement test/crossed: -1.00 more on fund FSE than left it",
    ]
    assert [each.partition(": ")[0] for each in found[2:]] == [
        f"FSE2/unica/FSC/{ranked_list.call.code}/T",
        f"FSE2/unica/FSE/{ranked_list.call.code}/T",
    ]
