"""What a lot asks of its own: a fragment of the rules, a case, the verdict, the sentence."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from applicants.engine.budget import budget
from applicants.engine.completeness import missing
from applicants.engine.eligibility import Profile
from applicants.engine.precheck import Idea, asked, can_we_apply, verdict_of
from applicants.engine.snapshot import Snapshot
from applicants.enums import Verdict
from applicants.labels import sentence
from calls.engine.compile import RulebookRefused
from calls.engine.rulebook import Rulebook
from calls.enums import OrganisationKind, OrganisationSize
from calls.labels import sentence as call_sentence
from calls.labels.lots import lot_said
from tests.applicants.engine.test_completeness import _WHOLE
from tests.factories.rules import draft, rules

LARGE = {
    "code": "T",
    "title": "Linea A",
    "amount": "4000000.00",
    "line": "A",
    "article": "art. 5",
    "kinds": ["social_cooperative"],
    "sizes": ["small", "medium"],
    "nonprofit": True,
    "minimum_value": "100000.00",
    "aid_forms": ["loan"],
}
SMALL = {
    "code": "R",
    "title": "Linea B",
    "amount": "1000000.00",
    "line": "B",
    "article": "art. 6",
    "maximum_value": "90000.00",
    "aid_forms": ["loan", "capital"],
}
COOPERATIVE = Profile(
    kind=OrganisationKind.SOCIAL_COOPERATIVE, size=OrganisationSize.SMALL, nonprofit=True
)


def book(*lots: dict[str, Any], **sections: Any) -> Rulebook:
    """The rules of the tests with these lots, which spend the European fund for regions."""
    held = [{"fund": "FESR", **lot} for lot in lots or (LARGE, SMALL)]
    return rules(lots=held, **sections)


def application(**values: Any) -> Snapshot:
    """An application in order for the large lot, with the given values in place of its own."""
    said = {"organisation": COOPERATIVE, "lot": "T", "aid_form": "loan"}
    return replace(_WHOLE, **(said | values))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, None),
        (
            {"organisation": replace(COOPERATIVE, kind=OrganisationKind.ETS_APS)},
            (
                "Il lotto «Linea A» non è aperto a: Associazione di promozione sociale (APS) (art. 5). "
                "Possono chiederlo: Cooperativa sociale. Scegli un altro lotto."
            ),
        ),
        (
            {"organisation": replace(COOPERATIVE, size=OrganisationSize.MICRO)},
            (
                "La dimensione dell'ente è “Micro: meno di 10 addetti”. Nel "
                "lotto «Linea A» sono ammesse: Piccola"
            ),
        ),
        (
            {"organisation": replace(COOPERATIVE, size=None)},
            "Manca la dimensione dell'ente. Nel lotto «Linea A» sono ammesse: Piccola",
        ),
        (
            {"organisation": replace(COOPERATIVE, nonprofit=False)},
            "L'ente ha scopo di lucro. Il lotto «Linea A» è solo per chi non ne ha (art. 5).",
        ),
        (
            {"aid_form": "capital"},
            (
                "Nel lotto «Linea A» non si chiede: contributo in conto capitale (art. 5). Si può "
                "chiedere: prestito."
            ),
        ),
        (
            {"aid_form": ""},
            (
                "Scegli in quale forma chiedi l'aiuto. Nel lotto «Linea A» si può chiedere: prestito "
                "(art. 5)."
            ),
        ),
        ({"aid_form": "magic"}, "Scegli in quale forma chiedi l'aiuto."),
        (
            {"lot": "R"},
            (
                "Il progetto vale 100.000,00\xa0€; nel lotto «Linea B» il massimo è 90.000,00\xa0€ (art. 6). "
                "Riduci le spese di almeno 10.000,00\xa0€ o scegli un altro lotto."
            ),
        ),
    ],
)
def test_each_rule_of_a_lot_is_held_and_named(values: dict[str, Any], said: str | None) -> None:
    found = [sentence(each) for each in missing(book(), application(**values))]

    assert len(found) == (0 if said is None else 1), found
    assert said is None or found[0].startswith(said), found


def test_a_project_below_what_the_lot_asks_is_told_how_much_lacks() -> None:
    found = budget(book(), {"work": Decimal("99999.99")}, Decimal("20000.00"), lot="T")

    assert [sentence(each.fact) for each in found.broken if each.code.startswith("lot")] == [
        (
            "Il progetto vale 99.999,99\xa0€; nel lotto «Linea A» il minimo è 100.000,00\xa0€ (art. 5): "
            "mancano 0,01\xa0€. Aggiungi spese o scegli un altro lotto."
        )
    ]


def test_a_lot_without_rules_of_its_own_asks_nothing_more() -> None:
    plain = book({"code": "T", "title": "T", "amount": "1.00"})

    assert missing(plain, application(aid_form="")) == ()
    assert "lot" not in asked(plain)
    assert lot_said(plain.lot("T")) == ()


@pytest.mark.parametrize(
    ("idea", "verdict", "said"),
    [
        (Idea(COOPERATIVE), Verdict.PERHAPS, "Ogni lotto ha regole sue: Linea A, Linea B."),
        (
            Idea(COOPERATIVE, lot="T", aid_form="loan", value=Decimal("100000.00")),
            Verdict.YES,
            "sta nei limiti del lotto «Linea A»",
        ),
        (
            Idea(COOPERATIVE, lot="T", aid_form="capital", value=Decimal("100000.00")),
            Verdict.NO,
            "non si chiede: contributo in conto capitale",
        ),
        (
            Idea(COOPERATIVE, lot="R", aid_form="capital", value=Decimal("100000.00")),
            Verdict.NO,
            "nel lotto «Linea B» il massimo è 90.000,00",
        ),
        (Idea(COOPERATIVE, lot="R"), Verdict.PERHAPS, "il massimo è 90.000,00\xa0€ (art. 6)."),
        (Idea(COOPERATIVE, lot="T"), Verdict.PERHAPS, "il minimo è 100.000,00\xa0€ (art. 5)."),
    ],
)
def test_before_writing_a_lot_answers_by_its_own_rules(
    idea: Idea, verdict: Verdict, said: str
) -> None:
    found = can_we_apply(book(), idea)

    of_lot = tuple(each for each in found if each.code.startswith("lot"))
    assert verdict_of(of_lot) is verdict
    assert any(said in sentence(each.fact) for each in of_lot), [sentence(e.fact) for e in of_lot]
    assert {"lot", "aid_form", "size", "nonprofit", "value"} <= set(asked(book()))


@pytest.mark.parametrize(
    ("lots", "said"),
    [
        ((LARGE | {"kinds": ["asl"]}, SMALL), "il lotto ammette chi il bando non ammette"),
        (
            (LARGE | {"maximum_value": "95000.00"}, SMALL),
            "il valore minimo di un progetto (100.000,00\xa0€) supera il massimo (95.000,00\xa0€)",
        ),
        (
            (LARGE | {"minimum_value": "99000000.00"}, SMALL),
            "supera il massimo del bando",
        ),
        (
            (LARGE, SMALL | {"maximum_value": "0.01"}),
            "è sotto il minimo del bando",
        ),
        ((LARGE | {"leftover_to": "R"}, SMALL), "che spende un'altra linea della misura"),
        ((LARGE | {"aid_forms": ["magic"]}, SMALL), "magic"),
    ],
)
def test_a_lot_that_nobody_could_ask_for_is_not_published(
    lots: tuple[dict[str, Any], ...], said: str
) -> None:
    bounds = draft()["amounts"] | {"minimum_value": "100.00", "maximum_value": "500000.00"}

    with pytest.raises(RulebookRefused) as refusal:
        book(*lots, amounts=bounds)

    assert [said in call_sentence(each) for each in refusal.value.missing] == [True]


def test_what_a_lot_asks_is_told_in_words() -> None:
    assert lot_said(book().lot("T")) == (
        "Può chiederlo: Cooperativa sociale.",
        lot_said(book().lot("T"))[1],
        "L'ente è senza scopo di lucro.",
        "Il progetto vale almeno 100.000,00\xa0€.",
        "Si può chiedere: prestito.",
    )
    assert lot_said(book().lot("T"))[1].startswith("La dimensione è una di queste: Piccola")
    assert lot_said(book(LARGE | {"maximum_value": "200000.00"}).lot("T"))[3] == (
        "Il progetto vale da 100.000,00\xa0€ a 200.000,00\xa0€."
    )
