"""Two decrees of two lines on the same room for de minimis aid, with the protection on and off."""

import threading
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from funding import policies
from funding.actions import decrees
from funding.enums import RegisterKind
from funding.models import Award, Decree
from funding.policies import conditions as policies_conditions
from funding.policies.conditions import ConditionsRefused
from tests.factories.conditions import aided, an_aid_list, answered
from tests.factories.evaluation import manager
from tests.factories.funding import rendered_decree
from tests.fixtures.racing import race

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rivals(transactional_db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[Decree]:
    """Two calls grant 80 000 € each to an organisation that has room for 100 000 €.

    They are of one line here, at which decrees wait for one another: as those of two lines do not, they
    do not wait there.
    """
    monkeypatch.setattr(decrees, "hold_lines", lambda _places: None)
    with transaction.atomic():
        first, submission = an_aid_list()
        second, other = an_aid_list(organisation=submission.organisation)
        for each in (submission, other):
            aided(each)
            answered(each, RegisterKind.DE_MINIMIS_SEARCH, amount=Decimal("200000.00"))
    one = rendered_decree(first)
    settings.ACTS_SECTOR = "A2204A"
    return [one, rendered_decree(second)]


def adopted(rivals: list[Decree]) -> list[Any]:
    people = [manager(), manager()]
    return race(2, lambda number: decrees.adopt(decree=rivals[number], by=people[number]))


def test_the_second_decree_sees_what_the_first_granted(rivals: list[Decree]) -> None:
    outcomes = adopted(rivals)

    refused = [each for each in outcomes if isinstance(each, Exception)]
    assert [type(each) for each in refused] == [ConditionsRefused]
    assert "restano 20.000,00" in str(refused[0])
    assert Award.objects.count() == 1


def test_without_the_hold_both_find_the_same_room(
    rivals: list[Decree], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = threading.Barrier(2)
    check = policies.check_can_grant

    def slow(decree: Decree) -> None:
        check(decree)
        looked.wait(timeout=20)

    monkeypatch.setattr(policies, "check_can_grant", slow)
    monkeypatch.setattr(policies_conditions, "_hold", lambda _sought: None)

    outcomes = adopted(rivals)

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert Award.objects.count() == 2
