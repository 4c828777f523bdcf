"""From a draft to a rulebook."""

import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calls.engine.compile import RulebookRefused, compile_rulebook
from calls.engine.missing import missing_for_publication
from calls.engine.rulebook import Rulebook
from calls.enums import ArticleTopic, EditorSection, OrganisationKind
from calls.labels import sentence
from tests.factories.rules import changed, draft, rules
from wecare.core.digests import canonical


def test_a_complete_draft_lacks_nothing_and_compiles() -> None:
    assert missing_for_publication(draft()) == ()
    book = rules()
    assert (book.call_code, book.lot("T").fund, book.lot("T").amount) == (
        "fse2-2026",
        "FSE",
        Decimal("2900000.00"),
    )
    assert book.article(ArticleTopic.WINDOW) == "art. 4"
    assert book.article(ArticleTopic.THRESHOLDS) == "art. 8"


def test_an_empty_draft_lacks_every_section_in_the_order_of_the_editor() -> None:
    sections = [each.section.value for each in missing_for_publication({})]

    assert list(dict.fromkeys(sections)) == [
        "identity",
        "window",
        "lots",
        "eligibility",
        "sections",
        "costs",
        "criteria",
        "ties",
    ]


def _shuffled(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        names = list(value)
        chance.shuffle(names)
        return {name: _shuffled(value[name], chance) for name in names}
    return [_shuffled(each, chance) for each in value] if isinstance(value, list) else value


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_same_content_gives_the_same_bytes_whatever_the_order_of_edits(
    chance: random.Random,
) -> None:
    written = _shuffled(draft(), chance)
    chance.shuffle(written["eligibility"]["eligible_kinds"])
    written["window"]["closes_at"] = "2026-11-23T11:00:00Z"
    written["amounts"]["minimum_value"] = chance.choice(["85000", "85000.0", "85000.00"])

    book = compile_rulebook(written, call_code="fse2-2026", fund="FSE")

    assert canonical(book.to_json()) == canonical(rules().to_json())


def test_the_order_of_lists_is_content() -> None:
    turned = draft(lots=list(reversed(draft()["lots"])))

    book = compile_rulebook(turned, call_code="fse2-2026", fund="FSE")

    assert [lot.code for lot in book.lots] == ["R", "T"]


def test_a_rulebook_reads_back_from_its_json() -> None:
    book = rules()

    assert Rulebook.from_json(book.to_json()) == book
    assert all(isinstance(kind, OrganisationKind) for kind in book.eligible_kinds)


def test_whole_numbers_may_be_written_as_text_and_scales_do_not_keep_what_they_cannot_use() -> None:
    written = _question(code="q", label="Q", kind="number", max_words="7", choices=["a", "b"])

    (question,) = compile_rulebook(written, call_code="x", fund="FSE").questions

    assert (question.max_words, question.choices) == (None, ())


def test_parts_are_found_by_their_code() -> None:
    book = rules()

    assert book.section("project").questions[0] is book.question("need")
    assert book.attachment("deed").title == "Atto costitutivo"
    assert book.criterion("B1").class_code == book.criterion_class("B").code
    with pytest.raises(KeyError):
        book.lot("Z")


def test_a_draft_that_lacks_something_is_refused_with_what_it_lacks() -> None:
    with pytest.raises(RulebookRefused) as refusal:
        compile_rulebook(draft(ties=[]), call_code="x", fund="FSE")

    assert refusal.value.missing == missing_for_publication(draft(ties=[]))


def test_a_lot_that_names_no_fund_needs_the_call_s() -> None:
    with pytest.raises(RulebookRefused) as refusal:
        compile_rulebook(draft(), call_code="x")

    assert {each.fact.code for each in refusal.value.missing} == {"lacks"}


def _criteria(**values: Any) -> dict[str, Any]:
    return changed("criteria", **values)


def _lot(**values: Any) -> dict[str, Any]:
    lots = draft()["lots"]
    return draft(lots=[{**lots[0], **values}, lots[1]])


def _question(**values: Any) -> dict[str, Any]:
    return draft(sections=[{"code": "s", "title": "S", "questions": [values]}])


_CHOICE = {"code": "q", "label": "Q", "kind": "choice"}
_CLASS = {"code": "A", "title": "A"}
_ONE = {"code": "A1", "class_code": "A", "title": "A1", "maximum": "10"}


@pytest.mark.parametrize(
    ("written", "section", "said"),
    [
        (
            changed("identity", title=" "),
            EditorSection.IDENTITY,
            "Titolo e ufficio: devi ancora scrivere il titolo.",
        ),
        (
            changed("window", closes_at="2026-08-01T12:00:00+02:00"),
            EditorSection.WINDOW,
            (
                "La scadenza (1 agosto 2026, ore 12:00) deve venire dopo l'apertura "
                "(1 settembre 2026, ore 09:00)."
            ),
        ),
        (
            changed("window", closes_at="2026-11-23T12:00:00"),
            EditorSection.WINDOW,
            (
                "Apertura e scadenza: per la scadenza manca il fuso orario. "
                "Abbiamo letto “2026-11-23T12:00:00”."
            ),
        ),
        (
            changed("window", closes_at="domani"),
            EditorSection.WINDOW,
            "Apertura e scadenza: non capiamo la scadenza. Abbiamo letto “domani”.",
        ),
        (
            _lot(amount="0"),
            EditorSection.LOTS,
            "Lotti e fondi, T: l'importo è 0,00, il minimo è 0,01.",
        ),
        (
            _lot(amount="1e400"),
            EditorSection.LOTS,
            "Lotti e fondi, T: non capiamo l'importo. Abbiamo letto “1e400”.",
        ),
        (
            _lot(code="R"),
            EditorSection.LOTS,
            "Lotti e fondi: il codice “R” c'è già. Danne uno diverso.",
        ),
        (
            _lot(code="lotto uno"),
            EditorSection.LOTS,
            (
                "Lotti e fondi, lotto uno: il codice “lotto uno” non va bene. Usa lettere, cifre, punto "
                "e trattino, fino a 20 caratteri, senza spazi."
            ),
        ),
        (
            _lot(allocation="lottery"),
            EditorSection.LOTS,
            (
                "Lotti e fondi, T: per la regola per la prima domanda che non ci sta si sceglie tra "
                "offer_rest, stop, skip. Abbiamo letto “lottery”."
            ),
        ),
        (
            _lot(amuont="3"),
            EditorSection.LOTS,
            "Lotti e fondi, T: “amuont” non è una voce di questa parte. Toglila.",
        ),
        (
            changed("amounts", maximum_value="80000.00"),
            EditorSection.AMOUNTS,
            (
                "Il valore massimo del progetto (80.000,00\xa0€) è sotto il minimo (85.000,00\xa0€). "
                "Alza il massimo o abbassa il minimo."
            ),
        ),
        (
            changed("amounts", maximum_rate="120.00"),
            EditorSection.AMOUNTS,
            (
                "Importi e quota propria: la percentuale massima di contributo è 120,00, il massimo è "
                "100,00."
            ),
        ),
        (
            _question(**_CHOICE, choices=["sì"]),
            EditorSection.SECTIONS,
            "Domande del modulo, q: le scelte sono 1, il minimo è 2. Aggiungine.",
        ),
        (
            _question(**_CHOICE, choices=["sì", "no", "sì"]),
            EditorSection.SECTIONS,
            "Domande del modulo, q: la scelta “sì” è scritta due volte. Togline una.",
        ),
        (
            _question(code="q", label="Q", max_words=0),
            EditorSection.SECTIONS,
            "Domande del modulo, q: il numero massimo di parole è 0, ammettiamo da 1 a 20000.",
        ),
        (
            draft(
                costs=[
                    {
                        "code": "a",
                        "title": "A",
                        "minimum_percent": "60",
                        "maximum_percent": "50",
                    },
                    {"code": "b", "title": "B"},
                ]
            ),
            EditorSection.COSTS,
            "Voci di spesa, a: la percentuale massima (50,00\xa0%) è sotto la minima (60,00\xa0%).",
        ),
        (
            draft(
                costs=[
                    {"code": "a", "title": "A", "maximum_percent": "40"},
                    {"code": "b", "title": "B", "maximum_percent": "59.99"},
                ]
            ),
            EditorSection.COSTS,
            (
                "Le percentuali massime delle voci di spesa sommano 99,99\xa0%: servono almeno 100,00 %, "
                "altrimenti nessun piano di spesa è possibile. Alzale."
            ),
        ),
        (
            draft(
                costs=[
                    {"code": "a", "title": "A", "minimum_percent": "60"},
                    {"code": "b", "title": "B", "minimum_percent": "41"},
                ]
            ),
            EditorSection.COSTS,
            (
                "Le percentuali minime delle voci di spesa sommano 101,00\xa0%: il massimo è 100,00 %. "
                "Abbassale."
            ),
        ),
        (
            _criteria(total_threshold="100.01"),
            EditorSection.CRITERIA,
            "Criteri e soglie: la soglia (100,01) supera il massimo (100,00).",
        ),
        (
            _criteria(
                classes=[_CLASS], criteria=[{**_ONE, "threshold": "10.01"}], total_threshold=None
            ),
            EditorSection.CRITERIA,
            "Criteri e soglie, A1: la soglia (10,01) supera il massimo (10,00).",
        ),
        (
            _criteria(
                classes=[_CLASS, {"code": "Z", "title": "Z"}], criteria=[_ONE], total_threshold=None
            ),
            EditorSection.CRITERIA,
            "Criteri e soglie, Z: la classe non ha criteri. Aggiungine uno o togli la classe.",
        ),
        (
            _criteria(classes=[_CLASS], criteria=[_ONE, {**_ONE, "code": "X", "class_code": "Q"}]),
            EditorSection.CRITERIA,
            "Criteri e soglie, X: la classe “Q” non c'è. Le classi sono A.",
        ),
        (
            draft(ties=[{"kind": "class", "reference": "Z"}]),
            EditorSection.TIES,
            "Parità, n. 1: “Z” non è tra i criteri o le classi di questo bando (A, B).",
        ),
        (
            draft(ties=[{"kind": "equal_place"}, {"kind": "earlier_instant"}]),
            EditorSection.TIES,
            "Parità, n. 2: dopo “stesso posto” nessuna regola può servire. Mettila prima o toglila.",
        ),
        (
            draft(ties=[{"kind": "earlier_instant"}, {"kind": "earlier_instant"}]),
            EditorSection.TIES,
            "Parità, n. 2: questa regola c'è già sopra. Togline una.",
        ),
        (
            draft(ties=[]),
            EditorSection.TIES,
            "Parità: manca la regola che decide tra punteggi uguali. Aggiungine almeno una.",
        ),
        (
            draft(eligibility={"eligible_kinds": ["circus"]}),
            EditorSection.ELIGIBILITY,
            "Chi può partecipare: per chi può partecipare si sceglie tra ets_odv",
        ),
        (
            changed("amounts", minimum_own_share="100.00"),
            EditorSection.AMOUNTS,
            (
                "La quota propria minima (100,00\xa0%) non lascia spazio al contributo. Scrivi meno di "
                "100,00 %."
            ),
        ),
        (
            draft(ties=[{"reference": ""}]),
            EditorSection.TIES,
            "Parità, n. 1:",
        ),
        (
            _question(code="q", label="Q", max_words="molte"),
            EditorSection.SECTIONS,
            "Domande del modulo, q: non capiamo il numero massimo di parole. Abbiamo letto “molte”.",
        ),
        (
            _question(code="q", label="Q", required="sì"),
            EditorSection.SECTIONS,
            "Domande del modulo, q: non capiamo se è obbligatoria. Abbiamo letto “sì”.",
        ),
        (
            _question(**_CHOICE, choices="sì"),
            EditorSection.SECTIONS,
            "Domande del modulo, q: non capiamo le scelte. Abbiamo letto “sì”.",
        ),
        (
            changed("identity", contact=["posta"]),
            EditorSection.IDENTITY,
            "Titolo e ufficio: non capiamo il contatto. Abbiamo letto “['posta']”.",
        ),
        (
            draft(surprise={}),
            EditorSection.IDENTITY,
            "Titolo e ufficio: “surprise” non è una voce di questa parte. Toglila.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_rule_limit_and_value(
    written: dict[str, Any], section: EditorSection, said: str
) -> None:
    missing = missing_for_publication(written)

    assert missing[0].section is section
    assert sentence(missing[0]).casefold().startswith(said.casefold())


@pytest.mark.parametrize(
    "mess",
    [
        {section.value: mess}
        for section in EditorSection
        for mess in (None, 3, "x", [], [3], {}, {"code": 3}, [[]], [{"code": {}, "kind": []}])
    ],
)
def test_nothing_that_can_be_stored_breaks_the_reading(mess: dict[str, Any]) -> None:
    for each in missing_for_publication(draft(**mess)):
        assert sentence(each)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.sampled_from([section.value for section in EditorSection]), _JSON)
def test_whatever_stands_in_a_section_the_reading_ends_with_sentences(
    section: str, mess: Any
) -> None:
    for each in missing_for_publication(draft(**{section: mess})):
        assert sentence(each)
