"""Service contracts: what is written of them, their acts, what is refused, and that nobody is overwritten."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from calls.actions import contracts
from calls.enums import ContractActRole, ContractStep
from calls.models import ContractAct, ServiceContract
from calls.policies.contracts import ContractRefused
from calls.queries.contracts import mark_of, terms_of
from calls.queries.figures import standing
from tests.factories.calls import MeasureFactory
from tests.factories.contracts import a_contract, an_act_of, terms
from wecare.acts.models import Act
from wecare.acts.policies import ActRefused
from wecare.core.models import Event
from wecare.ledger.queries import balances

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2017, 7, 27), date(2017, 9, 5)


def refused(sentence: str) -> Any:
    return pytest.raises(ContractRefused, match=sentence)


def described(contract: ServiceContract, seen: str = "", **values: Any) -> ServiceContract:
    return contracts.describe(
        contract=contract,
        terms=terms(**values),
        seen=seen or mark_of(terms_of(contract)),
        actor=None,
    )


def test_a_contract_is_recorded_with_what_is_known_and_posts_nothing() -> None:
    contract = a_contract(cig="7142395ACD", notice_from=FIRST, notice_until=LAST)

    stored = ServiceContract.objects.get()
    told = Event.objects.get(name="contract.recorded")
    assert terms_of(stored) == terms(cig="7142395ACD", notice_from=FIRST, notice_until=LAST)
    assert (stored, stored.measure.code) == (contract, "ACC")
    assert (told.facts["amount"], told.facts["notice_from"]) == ("245000.00", "2017-07-27")
    assert (balances(""), standing()) == ({}, {})


def test_a_contract_of_which_little_is_known_is_recorded_too() -> None:
    contract = a_contract(amount=None, step=ContractStep.REALISATION)

    assert (contract.amount, contract.cig, contract.contractor) == (None, "", "")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"amount": Decimal(0)}, r"maggiore di zero: hai scritto 0,00"),
        ({"amount": Decimal("-1.00")}, r"maggiore di zero: hai scritto -1,00"),
        ({"cig": "7142395AC"}, r"Il CIG ha 10 caratteri.*«7142395AC» ne ha 9"),
        ({"cig": "7142395-CD"}, r"solo cifre e lettere maiuscole.*ne ha 10"),
        ({"cig": "7142395acd"}, r"solo cifre e lettere maiuscole"),
        (
            {"notice_from": LAST, "notice_until": FIRST},
            "chiudersi il 27 luglio 2017: è pubblicato dal 5 settembre 2017",
        ),
        (
            {"begins_on": LAST, "ends_on": FIRST},
            "finire il 27 luglio 2017: comincia il 5 settembre 2017",
        ),
    ],
    ids=["zero", "negative", "short", "sign", "small", "notice", "service"],
)
def test_what_cannot_be_of_a_contract_is_refused_new_or_written_anew(
    values: dict[str, Any], sentence: str
) -> None:
    contract = a_contract()
    before = mark_of(terms_of(contract))

    with refused(sentence):
        a_contract("altro", **values)
    with refused(sentence):
        described(contract, **values)
    assert [mark_of(terms_of(each)) for each in ServiceContract.objects.order_by("pk")] == [before]


def test_a_notice_may_open_and_close_on_one_day() -> None:
    contract = a_contract(notice_from=FIRST, notice_until=FIRST, begins_on=LAST, ends_on=LAST)

    assert contract.notice_until == FIRST


@pytest.mark.parametrize("code", ["fase-1", "FASE-1", "nuovo"])
def test_a_code_is_of_one_contract(code: str) -> None:
    a_contract("fase-1")

    with refused(f"Il codice «{code}» è già preso"):
        a_contract(code)


def test_a_cig_is_of_one_contract() -> None:
    a_contract(cig="7142395ACD", title="Il primo")
    other = a_contract("altro")

    with refused("Il CIG 7142395ACD è già quello del contratto «Il primo»"):
        a_contract("terzo", cig="7142395ACD")
    with refused("Il CIG 7142395ACD è già quello del contratto «Il primo»"):
        described(other, cig="7142395ACD")


def test_nobody_is_overwritten_in_silence() -> None:
    contract = a_contract()
    seen = mark_of(terms_of(contract))
    described(contract, contractor="Società Alfa")

    with refused("Un'altra persona ha salvato il contratto fase-1"):
        described(contract, seen=seen, contractor="Società Beta")
    assert ServiceContract.objects.get().contractor == "Società Alfa"
    assert Event.objects.filter(name="contract.described").count() == 1


def test_an_act_is_recorded_and_put_among_those_of_the_contract_once() -> None:
    contract = a_contract()
    an_act_of(contract)

    with refused("L'atto DD 677/2017 è già tra quelli del contratto fase-1"):
        an_act_of(contract, role=ContractActRole.AWARD)
    an_act_of(contract, "DD 900/2017", ContractActRole.AWARD)

    found = ContractAct.objects.order_by("pk").values_list("act__number_text", "role")
    assert list(found) == [("DD 677/2017", "decision"), ("DD 900/2017", "award")]
    told = Event.objects.filter(name="contract.act_added").order_by("seq")
    assert [each.facts["role"] for each in told] == ["decision", "award"]


def test_an_act_that_cannot_be_recorded_leaves_the_contract_without_it() -> None:
    contract = a_contract()

    with pytest.raises(ActRefused):
        an_act_of(contract, "   ")
    assert (ContractAct.objects.count(), Act.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"amount": Decimal(0)}, "amount_is_positive"),
        ({"cig": "123"}, "cig_has_ten_characters"),
        ({"step": "terzo"}, "step_is_known"),
        ({"notice_from": LAST, "notice_until": FIRST}, "notice_begins_before_it_ends"),
        ({"begins_on": LAST, "ends_on": FIRST}, "servicecontract_begins_before_it_ends"),
        ({"source_mark": ""}, "says_whence_it_is_known"),
        ({"cig": "7142395ACD"}, "cig_is_of_one_contract"),
    ],
    ids=["amount", "cig", "step", "notice", "service", "source", "twice"],
)
def test_the_database_holds_what_a_contract_is(values: dict[str, Any], constraint: str) -> None:
    a_contract("primo", cig="7142395ACD")
    known = {"title": "X", "step": "preparation", "source_mark": "X"}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ServiceContract.objects.create(
            measure=MeasureFactory(code="ACC"), code="x", **(known | values)
        )
