"""Posting a movement: once, whole, or not at all."""

from decimal import Decimal

import pytest
from django.db import transaction

from tests.factories.accounts import PersonFactory
from tests.factories.ledger import AVAILABLE, RESERVED, SOURCE, allocated, moved
from wecare.core.models import Event
from wecare.ledger.actions import InsufficientFunds, PostingRefused, post
from wecare.ledger.models import Account, Movement, Posting
from wecare.ledger.queries import balance, balances, problems

pytestmark = pytest.mark.django_db


def test_a_movement_takes_from_one_account_and_gives_to_another() -> None:
    actor = PersonFactory()

    movement = post(
        key="allocation/1",
        kind="allocation",
        postings=[(SOURCE, Decimal("-3600000.00")), (AVAILABLE, Decimal("3600000.00"))],
        cause="Dotazione FSE2",
        reference="DGR 22-5076",
        actor=actor,
    )

    assert balances("") == {
        AVAILABLE: Decimal("3600000.00"),
        SOURCE: Decimal("-3600000.00"),
    }
    assert (movement.cause, movement.reference, movement.actor) == (
        "Dotazione FSE2",
        "DGR 22-5076",
        actor,
    )
    assert problems() == []


def test_a_movement_is_told_in_the_audit_trail() -> None:
    movement = allocated("10.00")

    (event,) = Event.objects.about(movement)

    assert event.name == "movement.posted"
    assert event.facts["postings"] == [[AVAILABLE, "10.00"], [SOURCE, "-10.00"]]


def test_the_same_key_with_the_same_postings_is_the_same_movement() -> None:
    first = moved("5.00", out_of=SOURCE, into=AVAILABLE, key="call-1/reserve")
    again = moved("5.00", out_of=SOURCE, into=AVAILABLE, key="call-1/reserve")

    assert again == first
    assert balance(AVAILABLE) == Decimal("5.00")
    assert Event.objects.filter(name="movement.posted").count() == 1


def test_the_same_key_with_other_postings_is_refused() -> None:
    moved("5.00", out_of=SOURCE, into=AVAILABLE, key="call-1/reserve")

    with pytest.raises(PostingRefused) as refusal:
        moved("6.00", out_of=SOURCE, into=AVAILABLE, key="call-1/reserve")

    assert str(refusal.value) == (
        "Il movimento call-1/reserve esiste già, con altri importi. Non abbiamo registrato nulla."
    )
    assert balance(AVAILABLE) == Decimal("5.00")


def test_a_refusal_for_lack_of_money_says_the_figures() -> None:
    allocated("12400.00")

    with pytest.raises(InsufficientFunds) as refusal:
        moved("20000.00", out_of=AVAILABLE, into=RESERVED)

    assert str(refusal.value) == (
        "Restano 12.400,00\u00a0€, ne servono 20.000,00\u00a0€: mancano 7.600,00\u00a0€. "
        "Non abbiamo registrato nulla."
    )
    assert (refusal.value.code, refusal.value.left, refusal.value.needed) == (
        AVAILABLE,
        Decimal("12400.00"),
        Decimal("20000.00"),
    )


def test_a_refused_movement_leaves_nothing_behind() -> None:
    allocated("1.00")
    before = Movement.objects.count(), Posting.objects.count(), Event.objects.count()

    with pytest.raises(InsufficientFunds), transaction.atomic():
        moved("1.01", out_of=AVAILABLE, into=RESERVED)

    after = Movement.objects.count(), Posting.objects.count(), Event.objects.count()
    assert after == before
    assert not Account.objects.filter(code=RESERVED).exists()


def test_the_last_cent_can_be_taken() -> None:
    allocated("1.00")

    moved("1.00", out_of=AVAILABLE, into=RESERVED)

    assert (balance(AVAILABLE), balance(RESERVED)) == (Decimal("0.00"), Decimal("1.00"))


@pytest.mark.parametrize(
    ("kind", "postings"),
    [
        pytest.param("gift", [(SOURCE, "-1.00"), (AVAILABLE, "1.00")], id="unknown kind"),
        pytest.param("transfer", [(SOURCE, "-1.00"), (AVAILABLE, "0.99")], id="unbalanced"),
        pytest.param("transfer", [(SOURCE, "-1.00"), ("cassa", "1.00")], id="no account"),
        pytest.param("transfer", [(SOURCE, "-1e12"), (AVAILABLE, "1e12")], id="too large"),
        pytest.param("transfer", [(SOURCE, "NaN"), (AVAILABLE, "NaN")], id="no number"),
        pytest.param("transfer", [], id="nothing"),
    ],
)
def test_what_is_no_movement_is_refused_with_a_sentence(
    kind: str, postings: list[tuple[str, str]]
) -> None:
    with pytest.raises(PostingRefused, match=r"^Il movimento non .*\.$"):
        post(
            key="x",
            kind=kind,
            postings=[(code, Decimal(amount)) for code, amount in postings],
            cause="Prova",
            reference="",
            actor=None,
        )

    assert not Movement.objects.exists()
