"""Groups, caps, conditions and Distretti: read from a draft, and held against one another."""

from decimal import Decimal
from typing import Any

import pytest

from calls.engine.compile import RulebookRefused
from calls.engine.partnership import Cap, CompulsoryPartner, LeadCondition
from calls.engine.rulebook import Rulebook
from calls.enums import CapRole, EditorSection, Filler, OrganisationKind
from calls.labels import sentence
from tests.factories.rules import changed, draft, rules
from wecare.core.digests import digest

GROUP = {"groups": True, "minimum": "1", "maximum": "3", "kinds": ["ets_odv", "comune"]}
TABLE = [
    {"code": "alba", "title": "Alba", "amount": "100000.00"},
    {"code": "bra", "title": "Bra", "amount": "80000.00"},
]


def test_a_group_is_read_with_all_that_is_asked_of_partners() -> None:
    book = rules(
        partnership={
            **GROUP,
            "provinces": ["CN"],
            "compulsory": [{"kinds": ["comune"], "least": 2, "article": "art. 3"}],
            "caps": [{"role": "any", "most": "2", "kinds": ["ets_odv"], "article": "art. 4"}],
            "conditions": [{"kinds": ["ets_aps"], "in_group": True}],
        }
    )

    group = book.partnership
    assert group is not None
    assert (group.minimum, group.maximum) == (1, 3)
    assert group.kinds == (OrganisationKind.ETS_ODV, OrganisationKind.COMUNE)
    assert group.access.asks_seat
    assert group.compulsory == (CompulsoryPartner((OrganisationKind.COMUNE,), 2, "art. 3"),)
    assert book.caps == (Cap(CapRole.ANY, 2, (OrganisationKind.ETS_ODV,), "art. 4"),)
    assert book.conditions == (LeadCondition((OrganisationKind.ETS_APS,), in_group=True),)


def test_without_groups_what_is_written_of_partners_is_no_rule() -> None:
    book = rules(partnership={**GROUP, "groups": False})

    assert book.partnership is None
    assert book == rules()


def test_the_distretti_are_read_with_their_table() -> None:
    book = rules(districts={"asked": True, "all_bodies": False, "grants": TABLE})

    assert book.districts is not None
    assert book.districts.most_granted(["alba", "bra"]) == Decimal("180000.00")
    assert book.districts.most_granted([]) == Decimal("0.00")


def test_groups_and_distretti_read_back_from_their_json() -> None:
    book = rules(
        partnership=GROUP, districts={"asked": True, "one_application": True, "grants": TABLE}
    )

    assert Rulebook.from_json(book.to_json()) == book


def test_the_order_in_which_kinds_are_ticked_changes_nothing() -> None:
    one = rules(partnership={**GROUP, "kinds": ["comune", "ets_odv"]})
    other = rules(partnership={**GROUP, "kinds": ["ets_odv", "comune"]})

    assert digest(one.to_json()) == digest(other.to_json())


@pytest.mark.parametrize(
    ("sections", "where", "said"),
    [
        (
            {"partnership": {"groups": True, "minimum": 3, "maximum": 2}},
            EditorSection.PARTNERSHIP,
            "Il massimo di partner (2) è sotto il minimo (3). Alzalo o abbassa il minimo.",
        ),
        (
            {
                "partnership": {
                    "groups": True,
                    "maximum": 1,
                    "compulsory": [{"kinds": ["asl"], "least": 2}],
                }
            },
            EditorSection.PARTNERSHIP,
            (
                "I partner obbligatori sono 2, il massimo di partner è 1: nessun gruppo potrebbe averli. "
                "Alza il massimo o togli degli obblighi."
            ),
        ),
        (
            {"partnership": {**GROUP, "compulsory": [{"kinds": ["asl"]}]}},
            EditorSection.PARTNERSHIP,
            (
                "Tra i partner obbligatori ci sono solo tipi di ente che non possono essere partner: "
                "Azienda sanitaria locale. Ammettili o togli l'obbligo."
            ),
        ),
        (
            {"partnership": {**GROUP, "compulsory": [{"least": 1}]}},
            EditorSection.PARTNERSHIP,
            "Gruppi e limiti di partecipazione, n. 1: devi ancora scrivere per quali tipi di ente.",
        ),
        (
            {"partnership": {**GROUP, "minimum": "-1"}},
            EditorSection.PARTNERSHIP,
            "Gruppi e limiti di partecipazione: non capiamo quanti partner almeno. Abbiamo letto “-1”.",
        ),
        (
            {"partnership": {"caps": [{"role": "any"}]}},
            EditorSection.PARTNERSHIP,
            "Gruppi e limiti di partecipazione, n. 1: devi ancora scrivere il massimo.",
        ),
        (
            {"partnership": {"caps": [{"role": "guest", "most": 1}]}},
            EditorSection.PARTNERSHIP,
            (
                "Gruppi e limiti di partecipazione, n. 1: per con quale ruolo si sceglie tra lead, partner, "
                "any. Abbiamo letto “guest”."
            ),
        ),
        (
            {"partnership": {"conditions": [{"kinds": ["asl"], "in_group": True}], **GROUP}},
            EditorSection.PARTNERSHIP,
            (
                "Gruppi e limiti di partecipazione, n. 1: la condizione riguarda Azienda sanitaria locale, "
                "che non possono essere capofila. Ammettili o togli la condizione."
            ),
        ),
        (
            {"partnership": {"conditions": [{"kinds": ["ets_aps"], "in_group": True}]}},
            EditorSection.PARTNERSHIP,
            (
                "Gruppi e limiti di partecipazione, n. 1: la condizione chiede un gruppo, ma il bando non "
                "ne ammette. Ammettili o togli la condizione."
            ),
        ),
        (
            {"partnership": {"conditions": [{"kinds": ["ets_aps"]}]}},
            EditorSection.PARTNERSHIP,
            (
                "Gruppi e limiti di partecipazione, n. 1: la condizione non dice nulla. Scegli «solo in "
                "gruppo» o scrivi la domanda e le risposte."
            ),
        ),
        (
            {"partnership": {"conditions": [{"kinds": ["ets_aps"], "question": "need"}]}},
            EditorSection.PARTNERSHIP,
            (
                "Gruppi e limiti di partecipazione, n. 1: “need” non è una scelta da un elenco del modulo. "
                "Scegli tra: field."
            ),
        ),
        (
            {
                "partnership": {
                    "conditions": [{"kinds": ["ets_aps"], "question": "field", "answers": ["mare"]}]
                }
            },
            EditorSection.PARTNERSHIP,
            (
                "Gruppi e limiti di partecipazione, n. 1: “mare” non è una delle scelte da cui dipende. "
                "Sono: casa, lavoro."
            ),
        ),
        (
            {"districts": {"asked": True, "all_bodies": True}},
            EditorSection.DISTRICTS,
            (
                "Partecipano tutti gli enti gestori del Distretto, ma il bando non ammette gruppi: con più "
                "di un ente nessuno potrebbe. Ammetti i gruppi."
            ),
        ),
        (
            {
                "districts": {
                    "asked": True,
                    "grants": [*TABLE, {"code": "x", "title": "X", "amount": "3420000.01"}],
                }
            },
            EditorSection.DISTRICTS,
            (
                "La tabella di riparto assegna 3.600.000,01 €, i lotti ne hanno 3.600.000,00 €: mancano "
                "0,01 €. Abbassa la tabella o alza i lotti."
            ),
        ),
        (
            {"districts": {"asked": True, "grants": [TABLE[0], TABLE[0]]}},
            EditorSection.DISTRICTS,
            "Distretti e tabella di riparto: il codice “alba” c'è già. Danne uno diverso.",
        ),
        (
            {"districts": {"asked": True, "surprise": 1}},
            EditorSection.DISTRICTS,
            "Distretti e tabella di riparto: “surprise” non è una voce di questa parte. Toglila.",
        ),
    ],
)
def test_rules_on_groups_that_cannot_be_kept_are_refused(
    sections: dict[str, Any], where: EditorSection, said: str
) -> None:
    with pytest.raises(RulebookRefused) as refusal:
        rules(**sections)

    told = [(each.section, sentence(each).replace("\xa0", " ")) for each in refusal.value.missing]
    assert (where, said) in told


def test_what_each_partner_fills_wants_a_group() -> None:
    sections = draft()["sections"]
    sections[0]["filled_by"] = "each"

    assert rules(sections=sections, partnership=GROUP).sections[0].filled_by is Filler.EACH
    with pytest.raises(RulebookRefused) as refusal:
        rules(sections=sections)
    assert [sentence(each) for each in refusal.value.missing] == [
        (
            "Domande del modulo, project: la compila ogni partner, ma il bando non ammette gruppi. "
            "Ammettili o lasciala al capofila."
        )
    ]


def test_the_places_of_a_partner_are_those_that_each_fills() -> None:
    whole = changed("eligibility")
    whole["sections"].append(
        {
            "code": "own",
            "title": "Di ognuno",
            "filled_by": "each",
            "questions": [
                {"code": "role", "label": "Ruolo", "kind": "text"},
                {"code": "cv", "label": "Curriculum", "kind": "file"},
            ],
        }
    )
    whole["attachments"].append(
        {"code": "deal", "title": "Accordo", "filled_by": "each", "signed_by": "representative"}
    )
    book = rules(**{**whole, "partnership": GROUP})

    assert [each.code for each in book.partner_sections] == ["own"]
    assert [each.code for each in book.partner_uploads] == ["deal", "cv"]
