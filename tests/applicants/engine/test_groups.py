"""The rules on groups as data: a fragment of a rulebook, a case, what is said of it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from applicants.engine.completeness import missing, requirements
from applicants.engine.eligibility import Profile
from applicants.engine.participation import counted
from applicants.engine.precheck import Idea, asked, can_we_apply
from applicants.engine.snapshot import Body, Covered, Member, Snapshot
from applicants.enums import Verdict
from applicants.labels import sentence
from calls.engine.rulebook import Rulebook
from calls.enums import OrganisationKind as Kind
from tests.factories.rules import draft, rules

WHOLE = Snapshot(
    organisation=Profile(kind=Kind.ETS_APS, province="CN", municipality="Cuneo"),
    name="Alfa",
    fiscal_code="11111111111",
    lot="T",
    title="Case che aiutano",
    answers={"need": "una casa"},
    costs={"prepare": Decimal("10000.00"), "work": Decimal("90000.00")},
    own_funding=Decimal("20000.00"),
    attachments=frozenset({"deed"}),
)
BETA = Member("22222222222", "Beta", Profile(kind=Kind.COMUNE, province="CN"))
GAMMA = Member("33333333333", "Gamma", Profile(kind=Kind.ETS_ODV, province="TO"))
ALBA = Covered("alba", "Alba", (Body("Alfa"), Body("Comune di Beta", "22222222222")))
BRA = Covered("bra", "Bra", (Body("Gestione di Bra"),))
NOBODYS = Covered("x", "Senza enti")
TABLE = [
    {"code": "alba", "title": "Alba", "amount": "50000.00"},
    {"code": "bra", "title": "Bra", "amount": "29999.99"},
]


def _group(**values: Any) -> dict[str, Any]:
    return {"partnership": {"groups": True, **values}}


def _districts(**values: Any) -> dict[str, Any]:
    return {"districts": {"asked": True, **values}, **_group()}


def _told(book: Rulebook, snapshot: Snapshot) -> dict[str, str]:
    return {each.code: sentence(each).replace("\xa0", " ") for each in missing(book, snapshot)}


@pytest.mark.parametrize(
    ("fragment", "case", "code", "said"),
    [
        (
            _group(minimum=2, count_article="art. 3"),
            {"partners": (BETA,)},
            "partnership.minimum",
            "I partner sono 1; il minimo è 2 (art. 3). Aggiungine 1.",
        ),
        (
            _group(maximum=1, count_article="art. 3"),
            {"partners": (BETA, GAMMA)},
            "partnership.maximum",
            "I partner sono 2; il massimo è 1 (art. 3). Togline 1.",
        ),
        (
            _group(compulsory=[{"kinds": ["asl", "ets_aps"], "least": 1, "article": "art. 4"}]),
            {"partners": (BETA,)},
            "partnership.compulsory.1",
            (
                "Serve almeno 1 partner tra: Associazione di promozione sociale (APS), Azienda sanitaria "
                "locale (art. 4). Ce ne sono 0: aggiungilo."
            ),
        ),
        (
            _group(kinds=["ets_odv"], kinds_article="art. 5"),
            {"partners": (BETA, GAMMA)},
            "partner.22222222222.organisation.kind",
            (
                "Come partner il bando non ammette: Comune (art. 5). Possono esserlo: Organizzazione di "
                "volontariato (ODV)."
            ),
        ),
        (
            _group(provinces=["CN"], seat_article="art. 6"),
            {"partners": (BETA, GAMMA)},
            "partner.33333333333.organisation.seat",
            "La sede è – (TO). Sono ammesse: provincia di Cuneo (art. 6).",
        ),
        (
            {
                "partnership": {
                    "groups": True,
                    "conditions": [{"kinds": ["ets_aps"], "in_group": True}],
                }
            },
            {},
            "partnership.condition.1",
            (
                "Associazione di promozione sociale (APS): può essere capofila solo di un gruppo. I partner "
                "sono 0: aggiungine almeno uno."
            ),
        ),
        (
            {
                "partnership": {
                    "conditions": [
                        {
                            "kinds": ["ets_aps"],
                            "question": "field",
                            "answers": ["casa"],
                            "article": "art. 4",
                        }
                    ]
                }
            },
            {"answers": {"need": "una casa", "field": "lavoro"}},
            "partnership.condition.1",
            (
                "Associazione di promozione sociale (APS): può essere capofila solo se a «Ambito» si "
                "risponde: casa (art. 4). La risposta è: lavoro."
            ),
        ),
        (
            _districts(),
            {},
            "districts.chosen",
            "Scegli i Distretti in cui si svolge il progetto.",
        ),
        (
            _districts(most=1, most_article="art. 2"),
            {"districts": (ALBA, BRA)},
            "districts.most",
            "I Distretti sono 2; il massimo è 1 (art. 2). Togline.",
        ),
        (
            _districts(grants=TABLE[:1], grants_article="D.D. 1"),
            {"districts": (ALBA, BRA)},
            "districts.table",
            (
                "La tabella di riparto non assegna nulla a: Bra (D.D. 1). Togli questi Distretti dal "
                "progetto o chiedi all'ufficio."
            ),
        ),
        (
            _districts(lead_manages=True, lead_article="art. 3"),
            {"districts": (BRA,)},
            "districts.lead",
            (
                "Alfa non è un ente gestore di: Bra (art. 3). Può guidare il progetto uno tra: Gestione di "
                "Bra."
            ),
        ),
        (
            _districts(all_bodies=True, bodies_article="art. 3"),
            {"districts": (ALBA, BRA), "partners": (BETA,)},
            "districts.bra.bodies",
            (
                "Distretto Bra: enti gestori che partecipano: 0 su 1; manca: Gestione di Bra (art. 3). "
                "Aggiungilo tra i partner."
            ),
        ),
        (
            _districts(all_bodies=True),
            {"districts": (NOBODYS,)},
            "districts.x.bodies",
            "Distretto Senza enti: enti gestori che partecipano: 0 su 0; manca: –. Aggiungilo tra i partner.",
        ),
        (
            _districts(grants=TABLE, grants_article="D.D. 1"),
            {"districts": (ALBA, BRA)},
            "amounts.districts",
            (
                "Il contributo richiesto è 80.000,00 €; per Alba, Bra il massimo è 79.999,99 € (D.D. 1). "
                "Riduci le spese o aggiungi fondi propri per almeno 0,01 €."
            ),
        ),
    ],
)
def test_a_group_that_does_not_suit_is_refused_with_rule_limit_and_value(
    fragment: dict[str, Any], case: dict[str, Any], code: str, said: str
) -> None:
    book = rules(**fragment)

    assert _told(book, replace(WHOLE, **case)) == {code: said}


@pytest.mark.parametrize(
    ("fragment", "case"),
    [
        (_group(), {}),
        (_group(minimum=1, maximum=2), {"partners": (BETA, GAMMA)}),
        (_group(compulsory=[{"kinds": ["comune"]}]), {"partners": (BETA,)}),
        (_group(kinds=["comune"], provinces=["CN"]), {"partners": (BETA,)}),
        (_group(conditions=[{"kinds": ["ets_odv"], "in_group": True}]), {}),
        (_group(conditions=[{"kinds": ["ets_aps"], "in_group": True}]), {"partners": (GAMMA,)}),
        (
            _districts(most=2, all_bodies=True, lead_manages=True),
            {"districts": (ALBA,), "partners": (BETA,)},
        ),
        (
            _districts(grants=[{"code": "alba", "title": "Alba", "amount": "80000.00"}]),
            {"districts": (ALBA,)},
        ),
    ],
)
def test_a_group_that_suits_lacks_nothing(fragment: dict[str, Any], case: dict[str, Any]) -> None:
    assert _told(rules(**fragment), replace(WHOLE, **case)) == {}


def test_what_each_fills_is_asked_of_the_lead_and_of_every_partner() -> None:
    whole = draft()
    whole["sections"].append(
        {
            "code": "own",
            "title": "Di ognuno",
            "filled_by": "each",
            "questions": [
                {"code": "role", "label": "Ruolo", "kind": "text"},
                {
                    "code": "why",
                    "label": "Perché casa",
                    "kind": "text",
                    "shown_if": "field",
                    "shown_values": ["casa"],
                },
            ],
        }
    )
    whole["attachments"].append({"code": "deal", "title": "Accordo", "filled_by": "each"})
    book = rules(**whole, partnership={"groups": True})
    ready = replace(BETA, answers={"role": "fa le case"}, attachments=frozenset({"deal"}))
    case = replace(
        WHOLE,
        answers={"need": "una casa", "role": "guida", "field": "casa", "why": "serve"},
        attachments=frozenset({"deed", "deal"}),
        partners=(ready, GAMMA),
    )

    assert _told(book, case) == {
        "partner.22222222222.question.why": "Perché casa: manca la risposta. Scrivila.",
        "partner.33333333333.question.role": "Ruolo: manca la risposta. Scrivila.",
        "partner.33333333333.question.why": "Perché casa: manca la risposta. Scrivila.",
        "partner.33333333333.attachment.deal": "Accordo: manca il file. Caricalo: è obbligatorio.",
    }
    owed = [each.partner for each in requirements(book, case) if each.blocks]
    assert [each.name for each in owed if each] == ["Beta", "Gamma", "Gamma", "Gamma"]
    codes = [each.code for each in requirements(book, case)]
    assert len(codes) == len({*codes})


@pytest.mark.parametrize(
    ("fragment", "case", "names"),
    [
        ({}, {}, ()),
        (_group(), {"partners": (BETA,)}, ()),
        (
            {"partnership": {"groups": True, "caps": [{"role": "any", "most": 2}]}},
            {"partners": (BETA,)},
            ("organisation/11111111111", "organisation/22222222222"),
        ),
        (
            _districts(one_application=True),
            {"districts": (ALBA, BRA)},
            ("district/alba", "district/bra"),
        ),
        (_districts(), {"districts": (ALBA,)}, ()),
    ],
)
def test_only_what_the_rules_count_takes_turns(
    fragment: dict[str, Any], case: dict[str, Any], names: tuple[str, ...]
) -> None:
    assert counted(rules(**fragment), replace(WHOLE, **case)) == names


@pytest.mark.parametrize(
    ("fragment", "idea", "code", "verdict", "said"),
    [
        (
            _group(minimum=1, maximum=3),
            Idea(),
            "partnership.count",
            Verdict.PERHAPS,
            "Non hai detto quanti partner avete. Ne servono da 1 a 3.",
        ),
        (
            _group(minimum=1, count_article="art. 3"),
            Idea(),
            "partnership.count",
            Verdict.PERHAPS,
            "Non hai detto quanti partner avete. Ne servono almeno 1 (art. 3).",
        ),
        (
            _group(minimum=2),
            Idea(partners=1),
            "partnership.count",
            Verdict.NO,
            "I partner sono 1; il minimo è 2. Aggiungine 1.",
        ),
        (
            _group(maximum=2),
            Idea(partners=3),
            "partnership.count",
            Verdict.NO,
            "I partner sono 3; il massimo è 2. Togline 1.",
        ),
        (
            _group(minimum=1),
            Idea(partners=1),
            "partnership.count",
            Verdict.YES,
            "Con 1 partner il gruppo va bene.",
        ),
        (
            _group(compulsory=[{"kinds": ["asl"]}]),
            Idea(),
            "partnership.compulsory.1",
            Verdict.PERHAPS,
            "Tra i partner serve almeno 1 tra: Azienda sanitaria locale. Non hai detto chi sono.",
        ),
        (
            _group(compulsory=[{"kinds": ["asl"]}]),
            Idea(partner_kinds=frozenset()),
            "partnership.compulsory.1",
            Verdict.NO,
            "Tra i partner serve almeno 1 tra: Azienda sanitaria locale. Da quello che hai detto manca.",
        ),
        (
            _group(compulsory=[{"kinds": ["asl"]}]),
            Idea(partner_kinds=frozenset({Kind.ASL})),
            "partnership.compulsory.1",
            Verdict.YES,
            "Tra i partner c'è chi serve: Azienda sanitaria locale.",
        ),
        (
            _group(conditions=[{"kinds": ["ets_aps"], "in_group": True}]),
            Idea(profile=Profile(kind=Kind.ETS_APS), partners=0),
            "partnership.condition.1",
            Verdict.NO,
            (
                "Associazione di promozione sociale (APS): può essere capofila solo di un gruppo. I partner "
                "sono 0: aggiungine almeno uno."
            ),
        ),
        (
            _group(conditions=[{"kinds": ["ets_aps"], "in_group": True}]),
            Idea(profile=Profile(kind=Kind.ETS_APS)),
            "partnership.condition.1",
            Verdict.PERHAPS,
            (
                "Associazione di promozione sociale (APS): può essere capofila solo di un gruppo. Non hai "
                "detto se avete partner."
            ),
        ),
        (
            _group(conditions=[{"kinds": ["ets_aps"], "question": "field", "answers": ["casa"]}]),
            Idea(profile=Profile(kind=Kind.ETS_APS)),
            "partnership.condition.1",
            Verdict.PERHAPS,
            (
                "Associazione di promozione sociale (APS): può essere capofila solo se a «Ambito» si "
                "risponde: casa."
            ),
        ),
        (
            _group(conditions=[{"kinds": ["ets_aps"], "in_group": True}]),
            Idea(profile=Profile(kind=Kind.ETS_APS), partners=2),
            "partnership.condition.1",
            Verdict.YES,
            "Associazione di promozione sociale (APS): potete essere capofila di un gruppo.",
        ),
    ],
)
def test_whether_a_group_can_apply_is_answered_before_it_has_written_anything(
    fragment: dict[str, Any], idea: Idea, code: str, verdict: Verdict, said: str
) -> None:
    found = {each.code: each for each in can_we_apply(rules(**fragment), idea)}

    assert (found[code].verdict, sentence(found[code].fact)) == (verdict, said)


def test_only_what_a_call_bounds_is_asked_of_a_group() -> None:
    assert asked(rules(**_group())) == asked(rules())
    bounded = asked(rules(**_group(minimum=1, compulsory=[{"kinds": ["asl"]}])))
    assert {*bounded} - {*asked(rules())} == {"partners", "partner_kinds"}
