"""Conditions of an award, one row for each rule: what holds, what is missing, what is not needed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.enums import AidRegime, OrganisationKind
from funding.engine.condition_facts import (
    Adhesion,
    Answer,
    Condition,
    Facts,
    Member,
    Wanted,
    expires,
)
from funding.engine.conditions import missing, to_grant, to_pay
from funding.engine.de_minimis import Aid
from funding.enums import ConditionKey as K
from funding.enums import ConditionReason as R
from funding.enums import ConditionState as S
from funding.enums import RegisterKind, RegisterOutcome
from funding.labels.conditions import requirement, whole_sentence

EUR = Decimal
DAY = date(2026, 11, 26)
ALL = Wanted(AidRegime.DE_MINIMIS, cup=True, durc=True, antimafia=True, acceptance=True)


def answer(**values: Any) -> Answer:
    return Answer(**({"number": "N1", "on": DAY} | values))


WHOLE = {
    RegisterKind.CUP: answer(number="J11B21000010007"),
    RegisterKind.COR: answer(number="123456"),
    RegisterKind.DE_MINIMIS_SEARCH: answer(amount=EUR("100000.00")),
    RegisterKind.AID_SEARCH: answer(),
    RegisterKind.DEGGENDORF: answer(),
    RegisterKind.DURC: answer(valid_until=DAY + timedelta(days=120)),
    RegisterKind.ANTIMAFIA: answer(valid_until=DAY + timedelta(days=365)),
}

OF_2023 = WHOLE | {
    RegisterKind.DE_MINIMIS_SEARCH: answer(on=date(2023, 12, 1), amount=EUR("100000.00"))
}


def awaited(**values: Any) -> dict[RegisterKind, Answer]:
    """Everything is there but the antimafia information, asked for on the day."""
    asked = answer(number="", outcome=RegisterOutcome.AWAITED, **values)
    return WHOLE | {RegisterKind.ANTIMAFIA: asked}


def against() -> dict[RegisterKind, Answer]:
    return WHOLE | {RegisterKind.ANTIMAFIA: answer(outcome=RegisterOutcome.IRREGULAR)}


def member(share: Any = 160_000, **values: Any) -> Member:
    given = {
        "fiscal_code": "90009000010",
        "name": "Coop. Alfa",
        "kind": OrganisationKind.SOCIAL_COOPERATIVE,
        "share": EUR(share),
        "answers": WHOLE,
    }
    return Member(**(given | values))


def facts(*members: Member, wanted: Wanted = ALL, **values: Any) -> Facts:
    given = {
        "on": DAY,
        "granted_on": DAY,
        "year_amount": EUR(160_000),
        "published_on": DAY,
        "adhesion": Adhesion(DAY, DAY, DAY, deed_confirmed=True),
    }
    return Facts(wanted=wanted, members=members or (member(),), **(given | values))


def found(conditions: tuple[Condition, ...], key: K) -> tuple[S, R]:
    (condition,) = [each for each in conditions if each.key is key]
    return condition.state, condition.reason


def without(kind: RegisterKind) -> dict[RegisterKind, Answer]:
    return {key: each for key, each in WHOLE.items() if key is not kind}


def having(kind: RegisterKind, **values: Any) -> Facts:
    return facts(member(answers=WHOLE | {kind: answer(**values)}))


def test_with_everything_there_nothing_is_missing() -> None:
    assert missing(to_pay(facts())) == ()


@pytest.mark.parametrize(
    ("given_facts", "key", "state", "reason"),
    [
        (facts(member(answers=without(RegisterKind.CUP))), K.CUP, S.MISSING, R.LACKS),
        (facts(wanted=replace(ALL, cup=False)), K.CUP, S.NOT_NEEDED, R.NOT_ASKED),
        (facts(member(answers=without(RegisterKind.COR))), K.COR, S.MISSING, R.LACKS),
        (having(RegisterKind.COR, on=DAY + timedelta(days=1)), K.COR, S.MISSING, R.LATE),
        (
            having(RegisterKind.COR, outcome=RegisterOutcome.AWAITED),
            K.COR,
            S.MISSING,
            R.AWAITED,
        ),
        (facts(wanted=replace(ALL, regime=None)), K.COR, S.NOT_NEEDED, R.NO_AID),
        (
            facts(wanted=replace(ALL, regime=AidRegime.NO_AID)),
            K.COR,
            S.NOT_NEEDED,
            R.NO_AID,
        ),
        (facts(member(kind=OrganisationKind.COMUNE)), K.COR, S.NOT_NEEDED, R.PUBLIC_BODY),
        (facts(member(answers=without(RegisterKind.DEGGENDORF))), K.DEGGENDORF, S.MISSING, R.LACKS),
        (
            having(RegisterKind.DEGGENDORF, outcome=RegisterOutcome.IRREGULAR),
            K.DEGGENDORF,
            S.MISSING,
            R.AGAINST,
        ),
        (
            facts(wanted=replace(ALL, regime=AidRegime.BLOCK_EXEMPTION)),
            K.AID_SEARCH,
            S.OK,
            R.HAS,
        ),
        (facts(member(share="200000.00")), K.HEADROOM, S.OK, R.HAS),
        (facts(member(share="200000.01")), K.HEADROOM, S.MISSING, R.OVER),
        (
            facts(member(share="100000.00", answers=OF_2023), granted_on=date(2023, 12, 31)),
            K.HEADROOM,
            S.OK,
            R.HAS,
        ),
        (
            facts(member(share="100000.01", answers=OF_2023), granted_on=date(2023, 12, 31)),
            K.HEADROOM,
            S.MISSING,
            R.OVER,
        ),
        (having(RegisterKind.DE_MINIMIS_SEARCH, amount=None), K.HEADROOM, S.MISSING, R.LACKS),
        (
            having(RegisterKind.DECLARATION, amount=EUR("140000.01")),
            K.HEADROOM,
            S.MISSING,
            R.OVER,
        ),
        (
            facts(member(aids=(Aid(DAY, EUR("40000.01")),))),
            K.HEADROOM,
            S.MISSING,
            R.OVER,
        ),
        (
            facts(member(aids=(Aid(DAY - timedelta(days=1), EUR(90_000)),))),
            K.HEADROOM,
            S.OK,
            R.HAS,
        ),
        (facts(member(answers=without(RegisterKind.DURC))), K.DURC, S.MISSING, R.LACKS),
        (facts(on=DAY + timedelta(days=120)), K.DURC, S.OK, R.HAS),
        (facts(on=DAY + timedelta(days=121)), K.DURC, S.MISSING, R.EXPIRED),
        (facts(wanted=replace(ALL, durc=False)), K.DURC, S.NOT_NEEDED, R.NOT_ASKED),
        (
            facts(member(share="150000.00", answers=without(RegisterKind.ANTIMAFIA))),
            K.ANTIMAFIA,
            S.NOT_NEEDED,
            R.BELOW,
        ),
        (
            facts(member(share="150000.01", answers=without(RegisterKind.ANTIMAFIA))),
            K.ANTIMAFIA,
            S.MISSING,
            R.LACKS,
        ),
        (facts(member(answers=awaited())), K.ANTIMAFIA, S.MISSING, R.AWAITED),
        (
            facts(member(answers=awaited()), on=DAY + timedelta(days=30)),
            K.ANTIMAFIA,
            S.MISSING,
            R.AWAITED,
        ),
        (
            facts(member(answers=awaited()), on=DAY + timedelta(days=31)),
            K.ANTIMAFIA,
            S.MISSING,
            R.OVERDUE,
        ),
        (facts(member(answers=awaited(gone_on=DAY))), K.ANTIMAFIA, S.OK, R.RESOLUTIVE),
        (facts(member(answers=awaited(gone_on=DAY, urgent=True))), K.ANTIMAFIA, S.OK, R.URGENT),
        (facts(member(answers=against())), K.ANTIMAFIA, S.MISSING, R.AGAINST),
        (
            facts(member(answers=against(), went_on=True)),
            K.ANTIMAFIA,
            S.MISSING,
            R.AGAINST_AFTER,
        ),
        (facts(member(kind=OrganisationKind.ASL)), K.ANTIMAFIA, S.NOT_NEEDED, R.PUBLIC_BODY),
        (facts(published_on=None), K.PUBLICATION, S.MISSING, R.LACKS),
        (
            facts(published_on=None, year_amount=EUR("1000.00")),
            K.PUBLICATION,
            S.NOT_NEEDED,
            R.BELOW,
        ),
        (
            facts(published_on=None, year_amount=EUR("1000.01")),
            K.PUBLICATION,
            S.MISSING,
            R.LACKS,
        ),
        (facts(adhesion=Adhesion(DAY)), K.ACCEPTANCE, S.MISSING, R.LACKS),
        (
            facts(adhesion=Adhesion(DAY - timedelta(days=1))),
            K.ACCEPTANCE,
            S.MISSING,
            R.OVERDUE,
        ),
        (
            facts(adhesion=Adhesion(DAY), wanted=replace(ALL, acceptance=False)),
            K.ACCEPTANCE,
            S.NOT_NEEDED,
            R.NOT_ASKED,
        ),
        (facts(), K.DEED, S.NOT_NEEDED, R.SINGLE),
        (facts(member(), member(share=0)), K.DEED, S.OK, R.HAS),
        (
            facts(member(), member(share=0), adhesion=Adhesion(DAY, DAY, DAY)),
            K.DEED,
            S.MISSING,
            R.UNCONFIRMED,
        ),
        (facts(member(), member(share=0), adhesion=Adhesion(DAY, DAY)), K.DEED, S.MISSING, R.LACKS),
    ],
)
def test_each_rule_on_its_own(given_facts: Facts, key: K, state: S, reason: R) -> None:
    assert found(to_pay(given_facts), key) == (state, reason)


def test_of_each_organisation_its_own_share_counts() -> None:
    """Two halves of 300 000 € fit where the whole would not; who has no share is asked nothing."""
    alfa = member(share=200_000, name="Alfa")
    beta = member(share="200000.01", name="Beta", fiscal_code="2")
    comune = member(share=0, name="Comune", fiscal_code="3", answers={})

    lacking = missing(to_grant(facts(alfa, beta, comune)))

    assert [(each.key, each.name) for each in lacking] == [(K.HEADROOM, "Beta")]


def test_who_came_in_after_the_award_has_its_cor_from_then_on() -> None:
    later = DAY + timedelta(days=30)
    answers = WHOLE | {RegisterKind.COR: answer(on=later)}

    assert missing(to_grant(facts(member(answers=answers, since=later)))) == ()
    (cor,) = missing(to_grant(facts(member(answers=answers, since=later - timedelta(days=1)))))
    assert (cor.key, cor.reason) == (K.COR, R.LATE)


def test_a_search_made_after_the_award_tells_of_the_award_too() -> None:
    """A new search for a payment holds the 160 000 € of the award: they are not counted twice."""
    after = answer(on=DAY + timedelta(days=9), amount=EUR("300000.00"))
    answers = WHOLE | {RegisterKind.DE_MINIMIS_SEARCH: after}

    assert missing(to_grant(facts(member(answers=answers)))) == ()
    more = answers | {RegisterKind.DE_MINIMIS_SEARCH: replace(after, amount=EUR("300000.01"))}
    (over,) = missing(to_grant(facts(member(answers=more))))
    assert (over.key, over.reason) == (K.HEADROOM, R.OVER)


def test_what_comes_after_the_award_is_not_asked_before_it() -> None:
    late = facts(published_on=None, adhesion=Adhesion())

    assert missing(to_grant(late)) == ()
    assert {each.key for each in missing(to_pay(late))} == {K.PUBLICATION, K.ACCEPTANCE}


def test_a_refusal_names_rule_limit_and_value() -> None:
    (over,) = missing(to_grant(facts(member(share="200000.01"))))
    (durc,) = missing(to_grant(facts(on=DAY + timedelta(days=121))))

    assert whole_sentence(over) == (
        "Coop. Alfa: De minimis: ha avuto 100.000,00\N{NO-BREAK SPACE}€ dal 27 novembre 2023, restano "
        "200.000,00\N{NO-BREAK SPACE}€ e qui sono 200.000,01\N{NO-BREAK SPACE}€; il limite è "
        "300.000,00\N{NO-BREAK SPACE}€ per impresa unica (Reg. (UE) 2023/2831, art. 3)."
    )
    assert whole_sentence(durc) == (
        "Coop. Alfa: Il DURC N1 valeva 120 giorni, fino al 26 marzo 2027: ne serve uno nuovo "
        "(D.M. 30 gennaio 2015)."
    )


def test_a_durc_is_good_for_120_days_and_a_cup_for_ever() -> None:
    assert expires(RegisterKind.DURC, DAY) == date(2027, 3, 26)
    assert expires(RegisterKind.CUP, DAY) is None


outcomes = st.sampled_from(RegisterOutcome)
some_answers = st.dictionaries(
    st.sampled_from(list(RegisterKind)),
    st.builds(
        Answer,
        number=st.just("N"),
        on=st.dates(DAY - timedelta(days=400), DAY + timedelta(days=5)),
        outcome=outcomes,
        valid_until=st.none() | st.dates(DAY, DAY + timedelta(days=400)),
        amount=st.none() | st.integers(0, 40_000_000).map(lambda each: EUR(each).scaleb(-2)),
        gone_on=st.none() | st.just(DAY),
        urgent=st.booleans(),
    ),
)
some_members = st.lists(
    st.builds(
        Member,
        fiscal_code=st.just("90009000010"),
        name=st.just("Ente"),
        kind=st.sampled_from(OrganisationKind),
        share=st.integers(0, 40_000_000).map(lambda each: EUR(each).scaleb(-2)),
        answers=some_answers,
        went_on=st.booleans(),
    ),
    min_size=1,
    max_size=3,
)
some_facts = st.builds(
    Facts,
    wanted=st.builds(
        Wanted,
        st.none() | st.sampled_from(AidRegime),
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    on=st.dates(DAY, DAY + timedelta(days=200)),
    granted_on=st.just(DAY),
    members=some_members.map(tuple),
    year_amount=st.integers(0, 10**7).map(lambda each: EUR(each).scaleb(-2)),
    published_on=st.none() | st.just(DAY),
    adhesion=st.builds(
        Adhesion, st.none() | st.just(DAY), st.none() | st.just(DAY), st.none() | st.just(DAY)
    ),
)


@given(some_facts)
def test_every_condition_of_whatever_facts_has_its_words_and_the_same_facts_the_same_list(
    any_facts: Facts,
) -> None:
    conditions = to_pay(any_facts)

    assert conditions == to_pay(any_facts)
    assert conditions[: len(to_grant(any_facts))] == to_grant(any_facts)
    for each in conditions:
        row = requirement(each)
        assert row["sentence"]
        assert "%(" not in row["sentence"]
        assert "None" not in row["sentence"]


@given(some_facts, st.sampled_from(list(WHOLE)))
def test_a_good_answer_more_never_takes_anything_away(any_facts: Facts, kind: RegisterKind) -> None:
    """But for what it says the enterprise had already: that is an amount, not a paper."""
    lead, *others = any_facts.members
    good = replace(WHOLE[kind], valid_until=None, amount=EUR("0.00"))
    if kind is RegisterKind.DE_MINIMIS_SEARCH:
        before = lead.answers.get(kind)
        good = replace(good, amount=before.amount if before else EUR("0.00"))
    more = replace(
        any_facts, members=(replace(lead, answers={**lead.answers, kind: good}), *others)
    )

    kept = {(each.key, each.name) for each in to_pay(any_facts) if each.state is S.OK}
    assert {(each.key, each.name) for each in missing(to_pay(more))} & kept <= {
        (each.key, each.name) for each in missing(to_pay(any_facts))
    }
