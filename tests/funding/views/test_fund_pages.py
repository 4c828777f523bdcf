"""What pages and the decree say of each fund that pays a lot together with others."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from evaluation.models import RankedList
from funding.actions import money
from funding.queries.awards.standing import on_desk, standing
from tests.evaluation.views.conftest import browser_of
from tests.factories.evaluation import manager, officer
from tests.factories.funding import adopted_decree, ground, published_decree, rendered_decree
from tests.factories.scrolls import short_list
from tests.funding.test_documents import pdf_of, text_of
from tests.funding.test_fund_ledger import TWO, lots
from wecare.core.money import format_amount

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, key: int) -> str:
    return client.get(reverse(name, args=[key])).content.decode()


@pytest.fixture
def ranked_list() -> RankedList:
    return short_list(lots=lots(TWO))[0]


def test_before_and_after_the_adoption_the_lots_show_each_fund(ranked_list: RankedList) -> None:
    decree = rendered_decree(ranked_list)

    before = page(browser_of(manager()), "funding:decree_adoption", decree.pk)
    drafted = page(browser_of(officer()), "funding:decree", decree.pk)

    assert before.count("<small>FSC: 85.020,00\xa0€</small>") == 2
    assert before.count("<small>FSE: 114.980,01\xa0€</small>") == 2
    assert before.count("<small>FSE: 0,00\xa0€</small>") == 1
    assert drafted.count("<small>FSC: 85.020,00\xa0€</small>") == 2


def test_the_decree_says_what_it_commits_on_each_fund(ranked_list: RankedList) -> None:
    decree = adopted_decree(ranked_list)

    text = "".join(text_of(pdf_of(decree.act.document)).split())

    where = f"FSE2/unica/{ranked_list.call.code}/T"
    assert f"reserved/FSC/{where}(85.020,00€);reserved/FSE/{where}(114.980,01€)" in text


def test_the_page_of_an_award_shows_what_each_fund_paid_and_has_still_to_pay(
    ranked_list: RankedList,
) -> None:
    published_decree(ranked_list)
    award = on_desk().order_by("pk")[0]
    money.pay(award=award, amount=Decimal("32000.01"), ground=ground("p1"), by=officer())

    shown = page(browser_of(officer()), "funding:award", award.pk)

    assert "Quanto è di ogni fondo che lo paga" in shown
    for held in standing(award).funds.values():
        assert f">{format_amount(held.paid)}</td>" in shown
        assert f">{format_amount(held.committed)}</td>" in shown


def test_an_award_of_one_fund_shows_no_table_of_funds() -> None:
    published_decree(short_list()[0])
    award = on_desk().order_by("pk")[0]

    assert "Quanto è di ogni fondo" not in page(browser_of(officer()), "funding:award", award.pk)
