"""Each euro committed falls on a budget year of its fund, from the decree to the last payment."""

import importlib
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from evaluation.models import RankedList
from funding.actions import budget_years as actions
from funding.actions import decrees, money
from funding.enums import ReductionKind
from funding.models import Award, YearPosting
from funding.policies import DecreeRefused
from funding.queries import budget_years, year_verification
from funding.queries.awards.standing import grants_on, on_desk
from funding.queries.budget_years import YearMoney, years_of_accounts, years_of_award
from funding.queries.decrees import plan_of
from tests.factories.acts import external
from tests.factories.evaluation import manager, officer
from tests.factories.funding import adopted_decree, ground, published_decree, rendered_decree
from tests.factories.scrolls import renounced, scrolled, short_list
from tests.funding.test_documents import pdf_of, text_of
from tests.funding.test_fund_ledger import THREE, TWO, lots
from wecare.acts.models import Act
from wecare.core.money import total
from wecare.ledger.actions import post

pytestmark = pytest.mark.django_db
TWENTY_SIX, TWENTY_SEVEN = Decimal("32000.00"), Decimal("48000.00")  # 40 % and 60 % of 80 000 €


def years_of(award: Award) -> dict[int, YearMoney]:
    return {each.year: each.money for each in years_of_award(award)}


def left_of(award: Award) -> dict[int, Decimal]:
    return {each.year: each.money.left for each in years_of_award(award)}


def granted(**facts: Any) -> Award:
    """The first award of a short list, of 80 000 €, whose decree is published."""
    ranked_list, sent = short_list(**facts)
    published_decree(ranked_list)
    return on_desk().get(submission=sent[0], state="granted")


@pytest.mark.parametrize("facts", [{}, {"lots": lots(TWO)}, {"lots": lots(THREE)}])
def test_a_decree_divides_each_award_on_each_fund(facts: Any) -> None:
    award = granted(**facts)

    assert left_of(award) == {2026: TWENTY_SIX, 2027: TWENTY_SEVEN}
    for fund, grant in grants_on(award).items():
        years = years_of_accounts([grant.committed])[grant.committed]
        assert total(each.committed for each in years.values()) == grant.amount, fund
    assert year_verification.years() == []


@pytest.mark.parametrize("facts", [{}, {"lots": lots(THREE)}])
def test_payments_draw_from_the_first_year_and_reductions_from_the_last(facts: Any) -> None:
    award = granted(**facts)

    money.pay(award=award, amount=Decimal(20000), ground=ground("p1"), by=officer())
    money.reduce(
        award=award,
        kind=ReductionKind.SAVING,
        amount=Decimal(5000),
        reason="Economia",
        ground=ground("r1"),
        by=officer(),
    )
    money.pay(award=award, amount=Decimal(15000), ground=ground("p2"), by=officer())

    assert total(each.paid for each in years_of(award).values()) == Decimal(35000)
    assert total(each.freed for each in years_of(award).values()) == Decimal(5000)
    assert years_of(award)[2026].freed == 0
    assert total(left_of(award).values()) == Decimal(40000)
    assert left_of(award)[2026] <= Decimal("0.02")  # a cent or two of one fund, drawn fund by fund
    assert year_verification.years() == []


def test_an_award_that_ends_leaves_nothing_on_any_year() -> None:
    award = granted()
    money.pay(award=award, amount=Decimal(40000), ground=ground("p1"), by=officer())

    money.end(award=award, ground=ground("e1", act=external()), by=manager())

    assert years_of(award) == {
        2026: YearMoney(committed=TWENTY_SIX, paid=TWENTY_SIX),
        2027: YearMoney(committed=TWENTY_SEVEN, freed=Decimal(40000), paid=Decimal(8000)),
    }
    assert set(left_of(award).values()) == {Decimal("0.00")}
    assert year_verification.years() == []


def test_what_comes_back_after_it_was_paid_does_not_touch_the_years() -> None:
    award = granted()
    money.pay(award=award, amount=Decimal(40000), ground=ground("p1"), by=officer())
    money.end(award=award, ground=ground("e1", act=external()), by=manager())
    before = years_of(award)

    money.take_back(award=award, amount=Decimal(40000), ground=ground("b1"), by=officer())

    assert years_of(award) == before
    assert year_verification.years() == []


def test_the_decree_of_a_scroll_commits_on_its_own_years() -> None:
    ranked_list, sent = short_list()
    published_decree(ranked_list)
    renounced(sent[1])
    following = scrolled(ranked_list)
    decree = rendered_decree(following)
    plan = plan_of(following)
    assert plan.ended
    assert plan.new

    decrees.adopt(decree=decree, by=manager())

    for award in on_desk().filter(decree=decree):
        assert left_of(award) == {
            year: total(parts.values())
            for year, parts in budget_years.by_year(
                [
                    budget_years.years_of_plan(plan, budget_years.shares_of(decree))[
                        award.submission_id
                    ]
                ]
            ).items()
        }
    assert year_verification.years() == []


def test_the_decree_says_the_years_in_words_and_in_its_tables() -> None:
    decree = adopted_decree(short_list(lots=lots(TWO))[0])

    context: Any = decree.act.context

    assert context["variables"]["budget_year"] == "2026 (40\u00a0%), 2027 (60\u00a0%)"
    text = "".join(text_of(pdf_of(decree.act.document)).split())
    assert "annualità2026(40%),2027(60%),afavore" in text
    assert "Impegniperannualitàdibilancio" in text
    assert "2026FSC:34.007,99€;FSE:45.992,01€80.000,00" in text
    facts = context["facts"]
    assert facts["many_years"] is True
    assert [each["year"] for each in facts["years"]] == [2026, 2027]
    assert total(Decimal(each["amount"]) for each in facts["years"]) == Decimal(facts["amount"])
    assert facts["granted"][0]["years"] == (
        "2026:\u00a032.000,00\u00a0€; 2027:\u00a048.000,00\u00a0€"
    )


@pytest.fixture
def ranked_list_of_one_year(monkeypatch: pytest.MonkeyPatch) -> RankedList:
    """A list whose decree says one year alone."""
    from tests.factories import funding as factory

    monkeypatch.setitem(factory.VARIABLES, "budget_year", 2026)
    return short_list()[0]


def test_a_decree_of_one_year_has_no_table_of_years(
    ranked_list_of_one_year: RankedList,
) -> None:
    decree = adopted_decree(ranked_list_of_one_year)

    text = "".join(text_of(pdf_of(decree.act.document)).split())

    assert "annualità2026,afavore" in text
    assert "Impegniperannualitàdibilancio" not in text


def test_what_says_no_year_is_not_adopted() -> None:
    decree = rendered_decree(short_list()[0])
    without = {k: v for k, v in decree.act.variables.items() if k != budget_years.BLANK}
    Act.objects.filter(pk=decree.act_id).update(variables=without)

    with pytest.raises(DecreeRefused, match="in quali annualità di bilancio cade la spesa"):
        decrees.adopt(decree=decree, by=manager())

    assert not YearPosting.objects.exists()


@pytest.mark.parametrize(("year", "stays"), [(1, False), (2101, False), (2026, True)])
def test_a_year_that_none_can_mean_is_asked_for_again(year: int, stays: bool) -> None:
    decree = rendered_decree(short_list()[0])
    said = decree.act.variables | {budget_years.BLANK: year}
    Act.objects.filter(pk=decree.act_id).update(variables=said)

    with connection.cursor() as cursor:
        cursor.execute(migration().NO_YEAR)

    assert (budget_years.BLANK in Act.objects.get(pk=decree.act_id).variables) is stays


def migration() -> Any:
    return importlib.import_module("funding.migrations.0019_hold_budget_years_by_triggers")


def test_what_was_committed_before_falls_on_the_year_its_decree_said() -> None:
    decree = rendered_decree(short_list()[0])
    as_it_was_kept = decree.act.variables | {budget_years.BLANK: 2031}
    Act.objects.filter(pk=decree.act_id).update(variables=as_it_was_kept)
    decrees.adopt(decree=decree, by=manager())
    for award in on_desk().order_by("pk"):
        money.pay(award=award, amount=Decimal(1000), ground=ground(f"p{award.pk}"), by=officer())
    was = migration().WHAT_WAS

    with connection.cursor() as cursor:
        cursor.execute(was[was.index("SELECT posting.account_id") :])
        found = cursor.fetchall()

    rows = YearPosting.objects.order_by("posting")
    assert found == list(rows.values_list("account", "posting", "year", "amount"))
    assert {row[2] for row in found} == {2031}


def test_the_database_lets_no_year_go_below_zero() -> None:
    award = granted()
    row = YearPosting.objects.filter(year=2026).order_by("pk").first()
    assert row is not None

    with pytest.raises(IntegrityError, match="in the budget year 2028"), transaction.atomic():
        YearPosting.objects.create(
            account_id=row.account_id,
            posting=row.posting,
            year=2028,
            amount=Decimal("-0.01"),
        )
    assert left_of(award) == {2026: TWENTY_SIX, 2027: TWENTY_SEVEN}


def test_what_is_paid_past_the_years_is_found() -> None:
    """The control: money that moves by other ways than the award's leaves its years behind."""
    award = granted()
    (grant,) = grants_on(award).values()
    post(
        key="test/aside",
        kind="payment",
        postings=[(grant.committed, Decimal("-1.00")), (grant.paid, Decimal("1.00"))],
        cause="Prova",
        reference="prova",
        actor=None,
    )

    assert year_verification.years() == [
        f"movement test/aside: -1.00 on {grant.committed}, its years are 0.00"
    ]


def test_a_movement_that_takes_nothing_committed_touches_no_year() -> None:
    award = granted()
    count = YearPosting.objects.count()
    money.pay(award=award, amount=Decimal(10), ground=ground("p1"), by=officer())
    (grant,) = grants_on(award).values()
    movement = post(
        key="test/repaid",
        kind="reversal",
        postings=[(grant.paid, Decimal("-1.00")), (grant.place.account, Decimal("1.00"))],
        cause="Prova",
        reference="prova",
        actor=None,
    )

    actions.draw(movement)

    assert YearPosting.objects.count() == count + 1
