"""Worked examples of ranking and allocation, in the words people read."""

from dataclasses import replace
from decimal import Decimal

import pytest

from calls.engine.rulebook import Criterion, CriterionClass, Lot, TieRule
from calls.enums import AllocationPolicy, TieKind
from evaluation.engine.drawing import draw_up
from evaluation.engine.draws import ticket
from evaluation.engine.entries import Entry, EntryRefused, RankingRules
from evaluation.engine.rows import Row
from evaluation.engine.scoring import ScoresIncomplete, aggregate
from evaluation.engine.ties import UnsettledTie
from evaluation.enums import AdmissibilityOutcome, Outcome
from evaluation.labels import sentence, why

_LOT = Lot("T", "Territoriale", Decimal("250000.00"), "FSE", article="art. 10")
_RULES = RankingRules(
    lots=(_LOT,),
    classes=(CriterionClass("A", "Proponente"), CriterionClass("B", "Proposta", Decimal("20.00"))),
    criteria=(
        Criterion("A1", "A", "Esperienza", maximum=Decimal("60.00")),
        Criterion("B1", "B", "Bisogno", maximum=Decimal("40.00"), threshold=Decimal("5.00")),
    ),
    total_threshold=Decimal("60.00"),
    ties=(TieRule(TieKind.CLASS, "B", "art. 9"),),
    thresholds_article="art. 8",
)


def _entry(number: int, a: str, b: str, requested: str = "100000.00", **changes: object) -> Entry:
    entry = Entry(
        protocol=f"{number}/2026",
        lot="T",
        requested=Decimal(requested),
        own_share_percent=Decimal("20.00"),
        received_at=1_795_365_728_314_159 + number,
        outcome=AdmissibilityOutcome.ADMISSIBLE,
        points={"A1": Decimal(a), "B1": Decimal(b)},
        organisation_name=f"Ente {number}",
        fiscal_code=f"{number:011d}",
        title=f"Progetto {number}",
    )
    return replace(entry, **changes)  # type: ignore[arg-type]


def _said(row: Row) -> str:
    return why(row.why).replace("\xa0", " ")


def _lot(**changes: object) -> RankingRules:
    return replace(_RULES, lots=(replace(_LOT, **changes),))  # type: ignore[arg-type]


def test_a_list_is_ordered_paid_and_explained() -> None:
    rows = draw_up(
        [
            _entry(1, "34.50", "34.00"),
            _entry(2, "37.00", "31.50"),
            _entry(3, "50.00", "40.00"),
            _entry(4, "30.00", "30.00"),
            _entry(5, "45.00", "10.00"),
            _entry(6, "0", "0", outcome=AdmissibilityOutcome.IRRECEIVABLE, points={}),
            _entry(7, "0", "0", outcome=AdmissibilityOutcome.INADMISSIBLE, points={}),
        ],
        _RULES,
    )

    assert [(row.protocol, row.position, row.outcome.value, str(row.granted)) for row in rows] == [
        ("3/2026", 1, "funded", "100000.00"),
        ("1/2026", 2, "funded", "100000.00"),
        ("2/2026", 3, "partly_funded", "50000.00"),
        ("4/2026", 4, "unfunded", "0.00"),
        ("5/2026", None, "below_threshold", "0.00"),
        ("7/2026", None, "inadmissible", "0.00"),
        ("6/2026", None, "irreceivable", "0.00"),
    ]
    assert [_said(row) for row in rows] == [
        (
            "Posto 1 di 4: 90,00 punti, soglia 60,00. Finanziata per intero: 100.000,00 €. Al lotto "
            "restano poi 150.000,00 €."
        ),
        (
            "Posto 2 di 4: 68,50 punti, soglia 60,00. A pari punti con Ente 2 (prot. 2/2026): precede "
            "perché ha più punti nella classe Proposta (34,00 contro 31,50) (art. 9). Finanziata per "
            "intero: 100.000,00 €. Al lotto restano poi 50.000,00 €."
        ),
        (
            "Posto 3 di 4: 68,50 punti, soglia 60,00. A pari punti con Ente 1 (prot. 1/2026): segue "
            "perché ha meno punti nella classe Proposta (31,50 contro 34,00) (art. 9). Restavano "
            "50.000,00 €, ne servivano 100.000,00 €: offerta parziale (art. 10)."
        ),
        (
            "Posto 4 di 4: 60,00 punti, soglia 60,00. Le risorse del lotto (250.000,00 €) sono finite "
            "con chi precede (art. 10)."
        ),
        (
            "Sotto la soglia: 55,00 punti, ne servono 60,00 (art. 8). Sotto la soglia nella classe "
            "Proposta: 10,00 punti, ne servono 20,00 (art. 8)."
        ),
        "Manca un requisito: la domanda non è stata valutata.",
        "Arrivata tardi o per un'altra via: la domanda non è stata valutata.",
    ]


_THREE = [
    _entry(1, "50.00", "40.00", "200000.00"),
    _entry(2, "40.00", "40.00", "100000.00"),
    _entry(3, "30.00", "40.00", "40000.00"),
]


@pytest.mark.parametrize(
    ("policy", "granted", "said"),
    [
        (
            AllocationPolicy.OFFER_REST,
            ["200000.00", "50000.00", "0.00"],
            "Restavano 50.000,00 €, ne servivano 100.000,00 €: offerta parziale (art. 10).",
        ),
        (
            AllocationPolicy.STOP,
            ["200000.00", "0.00", "0.00"],
            (
                "Restavano 50.000,00 €, ne servivano 100.000,00 €: i finanziamenti si fermano qui "
                "(art. 10)."
            ),
        ),
        (
            AllocationPolicy.SKIP,
            ["200000.00", "0.00", "40000.00"],
            "Restavano 50.000,00 €, ne servivano 100.000,00 €: si passa a chi segue (art. 10).",
        ),
    ],
)
def test_the_first_that_does_not_fit_meets_the_policy_of_the_lot(
    policy: AllocationPolicy, granted: list[str], said: str
) -> None:
    rows = draw_up(_THREE, _lot(allocation=policy))

    assert [str(row.granted) for row in rows] == granted
    assert _said(rows[1]).endswith(said)


def test_after_a_stop_the_others_are_told_where_it_was() -> None:
    rows = draw_up(_THREE, _lot(allocation=AllocationPolicy.STOP))

    assert _said(rows[2]).endswith(
        "I finanziamenti si sono fermati al posto 2; del lotto restano 50.000,00 € (art. 10)."
    )


def test_a_rest_below_the_minimum_acceptable_is_not_offered_and_nobody_jumps_ahead() -> None:
    rows = draw_up(
        [_THREE[0], replace(_THREE[1], minimum_acceptable=Decimal("60000.00")), _THREE[2]], _RULES
    )

    assert [row.outcome for row in rows] == [Outcome.FUNDED, Outcome.UNFUNDED, Outcome.UNFUNDED]
    assert "il minimo accettabile è 60.000,00 €: nessuna offerta" in _said(rows[1])


def test_a_tie_the_rulebook_does_not_settle_is_an_error_not_a_choice() -> None:
    with pytest.raises(UnsettledTie) as refusal:
        draw_up([_entry(9, "40.00", "30.00"), _entry(2, "40.00", "30.00")], _RULES)

    assert refusal.value.protocols == ("2/2026", "9/2026")
    assert sentence(refusal.value) == (
        "Lotto T: le regole per le parità non decidono tra le domande prot. 2/2026, 9/2026. Serve "
        "una regola in più, con un atto."
    )


_EQUAL = replace(_RULES, ties=(TieRule(TieKind.CLASS, "B"), TieRule(TieKind.EQUAL_PLACE)))


def test_equal_places_share_the_number_where_the_money_is_enough_for_all() -> None:
    rows = draw_up(
        [_entry(n, "40.00", "30.00") for n in (1, 2)] + [_entry(3, "30.00", "30.00", "50000.00")],
        _EQUAL,
    )

    assert [(row.position, row.outcome) for row in rows] == [
        (1, Outcome.FUNDED),
        (1, Outcome.FUNDED),
        (3, Outcome.FUNDED),
    ]
    assert "Stesso posto di: Ente 2." in _said(rows[0])


@pytest.mark.parametrize("policy", list(AllocationPolicy))
def test_money_that_ends_between_equal_places_is_an_error_naming_them(
    policy: AllocationPolicy,
) -> None:
    rules = replace(_EQUAL, lots=(replace(_LOT, allocation=policy),))
    tied = [_entry(1, "40.00", "30.00", "200000.00"), _entry(2, "40.00", "30.00", "100000.00")]

    with pytest.raises(UnsettledTie) as refusal:
        draw_up(tied, rules)

    assert sentence(refusal.value).replace("\xa0", " ") == (
        "Lotto T: le domande prot. 1/2026, 2/2026 sono allo stesso posto, ma restano 250.000,00 € e "
        "non bastano per tutte. Serve una regola che le metta in ordine, con un atto."
    )


def test_equal_places_that_none_fits_are_turned_away_together() -> None:
    rules = replace(_EQUAL, lots=(replace(_LOT, allocation=AllocationPolicy.STOP),))
    rows = draw_up([_entry(n, "40.00", "30.00", "300000.00") for n in (1, 2)], rules)

    assert [row.outcome for row in rows] == [Outcome.UNFUNDED, Outcome.UNFUNDED]
    assert _said(rows[0]).endswith("i finanziamenti si fermano qui (art. 10).")
    assert _said(rows[1]).endswith("i finanziamenti si fermano qui (art. 10).")


def test_equal_places_whose_minimum_the_rest_does_not_reach_are_turned_away_together() -> None:
    least = Decimal("280000.00")
    rows = draw_up(
        [_entry(n, "40.00", "30.00", "300000.00", minimum_acceptable=least) for n in (1, 2)], _EQUAL
    )

    assert [str(row.granted) for row in rows] == ["0.00", "0.00"]


def test_without_a_threshold_the_place_says_only_the_points() -> None:
    rules = replace(_RULES, total_threshold=None)

    (row,) = draw_up([_entry(1, "1.00", "20.00")], rules)

    assert _said(row).startswith("Posto 1 di 1: 21,00 punti. Finanziata")


@pytest.mark.parametrize(
    ("rule", "one", "other", "said"),
    [
        (
            TieRule(TieKind.CRITERION, "B1", "art. 9"),
            {"points": {"A1": Decimal("40.00"), "B1": Decimal("30.00")}},
            {"points": {"A1": Decimal("45.00"), "B1": Decimal("25.00")}},
            "precede perché ha più punti nel criterio Bisogno (30,00 contro 25,00) (art. 9).",
        ),
        (
            TieRule(TieKind.SMALLER_REQUEST),
            {"requested": Decimal("80000.00")},
            {},
            "precede perché chiede meno (80.000,00 € contro 100.000,00 €).",
        ),
        (
            TieRule(TieKind.LARGER_OWN_SHARE),
            {"own_share_percent": Decimal("25.00")},
            {},
            "precede perché ha una quota propria più alta (25,00 % contro 20,00 %).",
        ),
    ],
)
def test_each_tie_rule_says_both_values(
    rule: TieRule, one: dict[str, object], other: dict[str, object], said: str
) -> None:
    rules = replace(_RULES, ties=(rule,))
    rows = draw_up(
        [_entry(2, "40.00", "30.00", **one), _entry(1, "40.00", "30.00", **other)], rules
    )

    assert rows[0].protocol == "2/2026"
    assert said in _said(rows[0])
    assert "segue perché" in _said(rows[1])


def test_the_earlier_instant_is_told_to_the_microsecond() -> None:
    rules = replace(_RULES, ties=(TieRule(TieKind.EARLIER_INSTANT),))
    rows = draw_up([_entry(1, "40.00", "30.00"), _entry(2, "40.00", "30.00")], rules)

    assert "è arrivata prima" in _said(rows[0])
    assert ":08,314160; l'altra" in _said(rows[0])


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (_entry(1, "61.00", "30.00"), "i punti del criterio Esperienza sono 61,00"),
        (_entry(1, "-0.01", "30.00"), "i punti del criterio Esperienza sono -0,01"),
        (_entry(1, "1", "1", points={"A1": Decimal(1)}), "mancano i punti del criterio Bisogno"),
        (_entry(1, "1", "1", lot="Z"), "il lotto “Z” non è di questo bando"),
        (_entry(1, "1", "1", "0.00"), "il contributo richiesto è 0,00"),
        (
            _entry(1, "1", "1", minimum_acceptable=Decimal("100000.01")),
            "il minimo accettabile è 100.000,01",
        ),
        (
            _entry(1, "1", "1", points={"A1": Decimal(1), "B1": Decimal(1), "Z": Decimal(1)}),
            "il criterio “Z” non è di questo bando",
        ),
    ],
)
def test_entries_that_do_not_agree_with_the_rules_are_refused(entry: Entry, said: str) -> None:
    with pytest.raises(EntryRefused) as refusal:
        draw_up([entry], _RULES)

    assert said in sentence(refusal.value.facts[0])


def test_an_application_that_comes_twice_is_refused() -> None:
    with pytest.raises(EntryRefused) as refusal:
        draw_up([_entry(1, "40.00", "30.00"), _entry(1, "41.00", "30.00")], _RULES)

    assert sentence(refusal.value.facts[0]) == (
        "Prot. 1/2026: la domanda compare più di una volta."
    )


def test_the_mean_of_the_assessors_is_rounded_half_up() -> None:
    judged = [
        {"A1": Decimal("10.00"), "B1": Decimal("8.00")},
        {"A1": Decimal("10.00"), "B1": Decimal("8.01")},
    ]

    assert aggregate(judged, _RULES) == {"A1": Decimal("10.00"), "B1": Decimal("8.01")}
    assert aggregate([*judged, {"A1": Decimal(0), "B1": Decimal(8)}], _RULES) == {
        "A1": Decimal("6.67"),
        "B1": Decimal("8.00"),
    }


@pytest.mark.parametrize("judged", [[], [{"A1": Decimal(1)}]])
def test_points_are_not_united_while_any_lacks(judged: list[dict[str, Decimal]]) -> None:
    with pytest.raises(ScoresIncomplete):
        aggregate(judged, _RULES)


def test_a_draw_settles_what_nothing_else_does_and_says_the_numbers() -> None:
    rules = replace(_RULES, ties=(TieRule(TieKind.DRAW, article="art. 9"),), draw_seed="seme")
    entries = [_entry(number, "50.00", "30.00", "10000.00") for number in (1, 2, 3)]

    rows = draw_up(entries, rules)

    tickets = {f"{number}/2026": ticket("seme", f"{number}/2026") for number in (1, 2, 3)}
    assert [row.protocol for row in rows] == sorted(tickets, key=lambda each: tickets[each])
    first, second = rows[0], rows[1]
    assert (
        f"A pari punti con {second.organisation_name} (prot. {second.protocol}): precede per "
        f"sorteggio, numero {tickets[first.protocol]} contro {tickets[second.protocol]} (art. 9)."
    ) in _said(first)


def test_a_draw_without_its_seed_is_refused() -> None:
    rules = replace(_RULES, ties=(TieRule(TieKind.DRAW),))

    with pytest.raises(EntryRefused) as refusal:
        draw_up([_entry(1, "50.00", "30.00")], rules)

    assert [sentence(each) for each in refusal.value.facts] == [
        "Le regole decidono per sorteggio, ma manca il seme del sorteggio."
    ]


@pytest.mark.parametrize(
    ("amount", "outcome", "said"),
    [
        ("160000.00", "partly_funded", "offerta parziale"),
        (
            "159999.99",
            "unfunded",
            (
                "Restavano 59.999,99 € per 100.000,00 € richiesti: meno del 60,00 %, il minimo di "
                "un'offerta parziale (art. 10)."
            ),
        ),
    ],
)
def test_what_is_left_is_offered_from_the_least_part_of_a_request(
    amount: str, outcome: str, said: str
) -> None:
    rules = _lot(amount=Decimal(amount), minimum_offer=Decimal("60.00"))

    rows = draw_up([_entry(1, "50.00", "40.00"), _entry(2, "45.00", "40.00")], rules)

    assert rows[1].outcome.value == outcome
    assert said in _said(rows[1])
