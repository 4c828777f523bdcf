"""Worked examples of reserves and leftovers, in the words people read."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from applicants.engine.eligibility import Profile
from applicants.engine.snapshot import Snapshot
from calls.engine.lots import LeftoverRefused, Reserve, giving_order
from calls.engine.rulebook import Criterion, CriterionClass, Lot, TieRule
from calls.enums import AllocationPolicy, OrganisationKind, TieKind
from evaluation.engine.drawing import draw_up
from evaluation.engine.entries import Entry, EntryRefused, RankingRules
from evaluation.engine.reserves import qualifies
from evaluation.engine.rows import Row
from evaluation.engine.ties import UnsettledMoney
from evaluation.enums import AdmissibilityOutcome
from evaluation.labels import sentence, why
from tests.evaluation.engine.test_money import summed

SMALL = Reserve(
    "P",
    "Piccoli enti",
    amount=Decimal("100000.00"),
    question="field",
    answers=("casa",),
    article="art. 7",
)
LOT = Lot("T", "Territoriale", Decimal("300000.00"), "FSE", article="art. 10", reserves=(SMALL,))
RULES = RankingRules(
    lots=(LOT,),
    classes=(CriterionClass("A", "Proposta"),),
    criteria=(Criterion("A1", "A", "Bisogno", maximum=Decimal("100.00")),),
    total_threshold=None,
    ties=(TieRule(TieKind.EQUAL_PLACE),),
)


def entry(number: int, points: str, requested: str, *reserves: str, lot: str = "T") -> Entry:
    return Entry(
        protocol=f"{number}/2026",
        lot=lot,
        requested=Decimal(requested),
        own_share_percent=Decimal("20.00"),
        received_at=1_795_365_728_314_159 + number,
        outcome=AdmissibilityOutcome.ADMISSIBLE,
        points={"A1": Decimal(points)},
        organisation_name=f"Ente {number}",
        fiscal_code=f"{number:011d}",
        title=f"Progetto {number}",
        reserves=reserves,
    )


def lots(*changed: Lot) -> RankingRules:
    return replace(RULES, lots=changed)


def granted(rows: tuple[Row, ...]) -> dict[str, str]:
    return {row.protocol: str(row.granted) for row in rows}


def said(row: Row) -> str:
    return why(row.why).replace("\xa0", " ").partition("punti. ")[2]


MERIT = (
    entry(1, "90", "150000.00"),
    entry(2, "80", "100000.00"),
    entry(3, "70", "60000.00", "P"),
    entry(4, "60", "60000.00", "P"),
    entry(5, "50", "10000.00"),
)


@pytest.mark.parametrize(
    ("policy", "paid", "sentences"),
    [
        (
            AllocationPolicy.OFFER_REST,
            ["150000.00", "50000.00", "60000.00", "40000.00", "0.00"],
            [
                "Finanziata per intero: 150.000,00 €. Al lotto restano poi 150.000,00 €.",
                (
                    "Restavano 50.000,00 €, ne servivano 100.000,00 €: offerta parziale (art. 10). "
                    "Altri 100.000,00 € sono riservati (Piccoli enti): vanno a chi segue e ne ha "
                    "diritto."
                ),
                (
                    "Finanziata per intero: 60.000,00 €. Al lotto restano poi 40.000,00 €. Dalla "
                    "riserva «Piccoli enti»: 60.000,00 € (art. 7)."
                ),
                (
                    "Restavano 40.000,00 €, ne servivano 60.000,00 €: offerta parziale (art. 10). "
                    "Dalla riserva «Piccoli enti»: 40.000,00 € (art. 7)."
                ),
                "Le risorse del lotto (300.000,00 €) sono finite con chi precede (art. 10).",
            ],
        ),
        (
            AllocationPolicy.STOP,
            ["150000.00", "0.00", "60000.00", "0.00", "0.00"],
            [
                "Finanziata per intero: 150.000,00 €. Al lotto restano poi 150.000,00 €.",
                (
                    "Restavano 90.000,00 €, ne servivano 100.000,00 €: i finanziamenti si fermano qui "
                    "(art. 10). Altri 60.000,00 € sono riservati (Piccoli enti): vanno a chi segue e "
                    "ne ha diritto."
                ),
                (
                    "Finanziata per intero: 60.000,00 €. Al lotto restano poi 90.000,00 €. Dalla "
                    "riserva «Piccoli enti»: 60.000,00 € (art. 7)."
                ),
                (
                    "I finanziamenti si sono fermati al posto 2; del lotto restano 90.000,00 € "
                    "(art. 10). Ha diritto alla riserva «Piccoli enti»: dopo chi precede non ne resta "
                    "abbastanza (art. 7)."
                ),
                (
                    "I finanziamenti si sono fermati al posto 2; del lotto restano 90.000,00 € "
                    "(art. 10)."
                ),
            ],
        ),
        (
            AllocationPolicy.SKIP,
            ["150000.00", "0.00", "60000.00", "60000.00", "10000.00"],
            [
                "Finanziata per intero: 150.000,00 €. Al lotto restano poi 150.000,00 €.",
                (
                    "Restavano 50.000,00 €, ne servivano 100.000,00 €: si passa a chi segue "
                    "(art. 10). Altri 100.000,00 € sono riservati (Piccoli enti): vanno a chi segue "
                    "e ne ha diritto."
                ),
                (
                    "Finanziata per intero: 60.000,00 €. Al lotto restano poi 90.000,00 €. Dalla "
                    "riserva «Piccoli enti»: 60.000,00 € (art. 7)."
                ),
                (
                    "Finanziata per intero: 60.000,00 €. Al lotto restano poi 30.000,00 €. Dalla "
                    "riserva «Piccoli enti»: 40.000,00 € (art. 7)."
                ),
                "Finanziata per intero: 10.000,00 €. Al lotto restano poi 20.000,00 €.",
            ],
        ),
    ],
)
def test_a_reserve_pays_those_who_qualify_first_whatever_happens_above(
    policy: AllocationPolicy, paid: list[str], sentences: list[str]
) -> None:
    rows = draw_up(MERIT, lots(replace(LOT, allocation=policy)))

    assert list(granted(rows).values()) == paid
    assert [said(row) for row in rows] == sentences


def test_what_nobody_who_qualifies_can_use_is_for_everybody_from_the_top() -> None:
    rules = lots(replace(LOT, reserves=(replace(SMALL, amount=None, percent=Decimal("50.00")),)))
    rows = draw_up([*MERIT[:3], MERIT[4]], rules)

    assert granted(rows) == {
        "1/2026": "150000.00",
        "2/2026": "90000.00",
        "3/2026": "60000.00",
        "5/2026": "0.00",
    }
    (lot,) = summed(rules, rows).values()
    assert [(str(r.amount), str(r.drawn), str(r.released)) for r in lot.reserves] == [
        ("150000.00", "60000.00", "90000.00")
    ]


def test_a_reserve_without_anybody_is_as_if_it_were_not() -> None:
    entries = [replace(each, reserves=()) for each in MERIT]

    assert granted(draw_up(entries, RULES)) == granted(
        draw_up(entries, lots(replace(LOT, reserves=())))
    )


def test_who_lacks_a_reserve_is_told_that_the_rest_is_kept() -> None:
    rows = draw_up([entry(1, "90", "200000.00"), *MERIT[1:]], RULES)

    assert said(rows[1]) == (
        "Le risorse non riservate del lotto sono finite con chi precede (art. 10). Altri 100.000,00 € "
        "sono riservati (Piccoli enti): vanno a chi segue e ne ha diritto."
    )


def test_shared_places_that_draw_on_different_money_do_not_need_an_order() -> None:
    tied = [entry(2, "80", "100000.00"), entry(3, "80", "60000.00", "P")]

    rows = draw_up([entry(1, "90", "200000.00"), *tied], RULES)

    # 40.000 of the reserve nobody who qualifies can use: they come first to those at the top
    assert granted(rows) == {"1/2026": "200000.00", "2/2026": "40000.00", "3/2026": "60000.00"}


@pytest.mark.parametrize(
    ("tied", "why_not"),
    [
        (
            [entry(2, "80", "80000.00", "P"), entry(3, "80", "60000.00", "P")],
            "both want the reserve, and there is not enough behind it",
        ),
        (
            [entry(2, "80", "120000.00", "P"), entry(3, "80", "10000.00")],
            "one goes on from the reserve to what the other wants",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_shared_places_that_want_the_same_money_stop_the_list(
    tied: list[Entry], why_not: str
) -> None:
    assert why_not
    with pytest.raises(UnsettledMoney) as refusal:
        draw_up([entry(1, "90", "185000.00"), *tied], RULES)

    assert sentence(refusal.value).replace("\xa0", " ") == (
        "Lotto T: le domande prot. 2/2026, 3/2026 sono allo stesso posto, ma restano 115.000,00 € e "
        "non bastano per tutte. Serve una regola che le metta in ordine, con un atto."
    )


def test_shared_places_that_would_leave_other_purses_to_those_below_stop_the_list() -> None:
    """Both can be paid whole, but who is served first decides which reserve is left."""
    first = replace(SMALL, code="P", amount=Decimal("50000.00"))
    second = replace(SMALL, code="Q", title="Montagna", amount=Decimal("50000.00"))
    rules = lots(replace(LOT, reserves=(first, second)))
    tied = [entry(1, "90", "40000.00", "P"), entry(2, "90", "40000.00", "P", "Q")]

    with pytest.raises(UnsettledMoney):
        draw_up([*tied, entry(3, "50", "50000.00", "Q")], rules)

    settled = [tied[0], replace(tied[1], points={"A1": Decimal("89.00")})]
    assert granted(draw_up([*settled, entry(3, "50", "50000.00", "Q")], rules)) == {
        "1/2026": "40000.00",
        "2/2026": "40000.00",
        "3/2026": "50000.00",
    }


def chain(**targets: str) -> RankingRules:
    return lots(
        *(
            Lot(
                code,
                f"Lotto {code}",
                Decimal("100000.00"),
                "FSE",
                leftover_to=to,
                article="art. 10",
            )
            for code, to in targets.items()
        )
    )


def test_what_a_lot_leaves_goes_down_the_chain_whatever_the_order_of_the_lots() -> None:
    entries = [
        entry(1, "90", "30000.00", lot="A"),
        entry(2, "90", "90000.00", lot="B"),
        entry(3, "90", "150000.00", lot="C"),
        entry(4, "80", "90000.00", lot="C"),
        entry(5, "70", "10000.00", lot="C"),
    ]

    for rules in (chain(C="", B="C", A="B"), chain(A="B", B="C", C="")):
        rows = draw_up(entries, rules)
        assert granted(rows)["3/2026"] == "150000.00"
        assert granted(rows)["4/2026"] == "30000.00"
        found = summed(rules, rows)
        assert {
            code: (str(lot.given), str(lot.left), [(c, str(a)) for c, a in lot.received])
            for code, lot in found.items()
        } == {
            "A": ("70000.00", "0.00", []),
            "B": ("80000.00", "0.00", [("A", "70000.00")]),
            "C": ("0.00", "0.00", [("B", "80000.00")]),
        }
        last = next(row for row in rows if row.protocol == "5/2026")
        assert said(last) == (
            "Le risorse del lotto (100.000,00 €, più 80.000,00 € arrivati da altri lotti) sono finite "
            "con chi precede (art. 10)."
        )


@pytest.mark.parametrize("targets", [{"A": "A"}, {"A": "B", "B": "A"}, {"A": "Z"}])
def test_money_that_goes_round_in_a_circle_or_nowhere_is_refused(targets: dict[str, str]) -> None:
    with pytest.raises(LeftoverRefused):
        giving_order(chain(**targets).lots)


def test_reserves_that_are_more_than_their_lot_are_refused() -> None:
    rules = lots(replace(LOT, reserves=(replace(SMALL, amount=Decimal("300000.01")),)))

    with pytest.raises(ValueError, match="more than the lot"):
        draw_up([entry(1, "90", "400000.00", "P")], rules)


def test_a_reserve_that_the_lot_has_not_is_refused() -> None:
    with pytest.raises(EntryRefused) as refusal:
        draw_up([entry(1, "90", "1000.00", "Z")], RULES)

    assert sentence(refusal.value.facts[0]) == "Prot. 1/2026: il lotto T non ha la riserva “Z”."


@pytest.mark.parametrize(
    ("reserve", "answers", "expected"),
    [
        ({"kinds": (OrganisationKind.COMUNE,)}, {}, True),
        ({"kinds": (OrganisationKind.ASL, OrganisationKind.SCHOOL)}, {}, False),
        ({"question": "field", "answers": ("casa", "cura")}, {"field": "cura"}, True),
        ({"question": "field", "answers": ("casa",)}, {"field": "lavoro"}, False),
        ({"question": "field", "answers": ("casa",)}, {}, False),
    ],
)
def test_who_qualifies_is_said_by_kind_or_by_answer(
    reserve: dict[str, Any], answers: dict[str, str], *, expected: bool
) -> None:
    snapshot = Snapshot(
        organisation=Profile(kind=OrganisationKind.COMUNE),
        lot="T",
        title="",
        answers=answers,
        costs={},
        own_funding=Decimal(0),
        attachments=frozenset(),
    )

    assert qualifies(snapshot, Reserve("P", "P", **reserve)) is expected
