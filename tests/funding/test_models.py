"""What the database says of decrees and awards, whoever writes them."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from evaluation.enums import Outcome
from evaluation.models import RankedList
from funding.models import Award, Decree
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    officer,
    published_list,
    submitted,
)
from tests.factories.funding import adopted_decree, rendered_decree
from tests.factories.rules import rules
from wecare.acts.actions import acts

pytestmark = pytest.mark.django_db

LOT = [{"code": "T", "title": "Territoriale", "amount": "80000.00", "allocation": "stop"}]


@pytest.fixture
def ranked_list() -> RankedList:
    call = call_under_evaluation(rules=rules(lots=LOT))
    judged(call, {submitted(call): {**GOOD, "A1": "20.00"}, submitted(call): GOOD})
    return published_list(call)


def test_a_decree_stays_with_its_list(ranked_list: RankedList) -> None:
    decree = rendered_decree(ranked_list)

    with pytest.raises(IntegrityError), transaction.atomic():
        Decree.objects.filter(pk=decree.pk).update(created_by=officer())
    with pytest.raises(IntegrityError), transaction.atomic():
        Decree.objects.filter(pk=decree.pk).delete()


def test_an_act_is_not_adopted_around_its_decree(ranked_list: RankedList) -> None:
    decree = rendered_decree(ranked_list)

    acts.adopt(act=decree.act, by=manager())

    with (
        pytest.raises(IntegrityError, match="grants 0 where its list says"),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_award_is_what_the_list_says(ranked_list: RankedList) -> None:
    decree = adopted_decree(ranked_list)
    award = Award.objects.filter(decree=decree).order_by("id").first()
    assert award is not None
    row = ranked_list.rows.get(outcome=Outcome.UNFUNDED.value)

    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.create(
            decree=decree,
            submission=row.submission,
            organisation=row.submission.organisation,
            lot="T",
            amount=Decimal("1.00"),
            movement_key="x",
            granted_at=award.granted_at,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=award.pk).update(amount=Decimal("1.00"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=award.pk).delete()
