"""What an application lacks."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from applicants.engine.completeness import missing, requirements
from applicants.engine.eligibility import Profile
from applicants.engine.snapshot import Snapshot
from applicants.enums import RequirementState
from applicants.labels import sentence
from calls.enums import OrganisationKind
from tests.factories.rules import rules

_RULES = rules()
_WHOLE = Snapshot(
    organisation=Profile(kind=OrganisationKind.ETS_APS),
    lot="T",
    title="Case che aiutano",
    answers={"need": "una casa"},
    costs={"prepare": Decimal("10000.00"), "work": Decimal("90000.00")},
    own_funding=Decimal("20000.00"),
    attachments=frozenset({"deed"}),
)


def test_a_whole_application_may_be_sent_without_what_is_optional_or_completable() -> None:
    assert missing(_RULES, _WHOLE) == ()


def test_every_requirement_is_listed_once_with_its_state() -> None:
    found = {each.code: each.state.value for each in requirements(_RULES, _WHOLE)}

    assert found == {
        "organisation.kind": "ok",
        "project.title": "ok",
        "project.lot": "ok",
        "question.need": "ok",
        "question.people": "not_needed",
        "question.fee": "not_needed",
        "question.start": "not_needed",
        "question.field": "not_needed",
        "cost.prepare.maximum": "ok",
        "cost.work.minimum": "ok",
        "amounts.request": "ok",
        "amounts.minimum_value": "ok",
        "amounts.maximum_value": "ok",
        "amounts.maximum_grant": "ok",
        "amounts.maximum_rate": "ok",
        "amounts.minimum_own_share": "ok",
        "attachment.deed": "ok",
        "attachment.letter": "missing",
        "attachment.photo": "not_needed",
    }
    assert len(found) == len(requirements(_RULES, _WHOLE))


def test_a_completable_attachment_is_said_and_does_not_block() -> None:
    (letter,) = [each for each in requirements(_RULES, _WHOLE) if each.code == "attachment.letter"]

    assert not letter.blocks
    assert sentence(letter) == (
        "Lettera di un partner: manca il file. Puoi inviare lo stesso: l'ufficio ti chiederà di "
        "completarlo."
    )


def _answered(**answers: Any) -> Snapshot:
    return replace(_WHOLE, answers={"need": "una casa", **answers})


@pytest.mark.parametrize(
    ("snapshot", "code", "state", "said"),
    [
        (
            replace(_WHOLE, organisation=Profile(kind=OrganisationKind.ASL)),
            "organisation.kind",
            "error",
            (
                "Questo bando non è aperto a: Azienda sanitaria locale (art. 3). Possono partecipare: "
                "Organizzazione di volontariato (ODV), Associazione di promozione sociale (APS), "
                "Cooperativa sociale. Scegli un altro ente o un altro bando."
            ),
        ),
        (
            replace(_WHOLE, title="  "),
            "project.title",
            "missing",
            "Scrivi il titolo del progetto.",
        ),
        (
            replace(_WHOLE, lot=""),
            "project.lot",
            "missing",
            "Scegli il lotto: Territoriale, Regionale.",
        ),
        (
            replace(_WHOLE, lot="Z"),
            "project.lot",
            "error",
            "Il lotto “Z” non è di questo bando. Scegli tra: Territoriale, Regionale.",
        ),
        (_answered(need=" "), "question.need", "missing", "Bisogno: manca la risposta. Scrivila."),
        (
            _answered(need="uno due tre quattro cinque sei sette"),
            "question.need",
            "error",
            "Bisogno: hai scritto 7 parole, il massimo è 5. Togline 2.",
        ),
        (
            _answered(need=3),
            "question.need",
            "error",
            "Bisogno: serve un testo. Abbiamo letto “3”.",
        ),
        (
            _answered(people="NaN"),
            "question.people",
            "error",
            "Persone: scrivi un numero, come 12. Abbiamo letto “NaN”.",
        ),
        (
            _answered(people=True),
            "question.people",
            "error",
            "Persone: scrivi un numero, come 12. Abbiamo letto “True”.",
        ),
        (
            _answered(fee="1e400"),
            "question.fee",
            "error",
            "Quota: scrivi un numero come 1.250,00. Abbiamo letto “1e400”.",
        ),
        (
            _answered(fee=12),
            "question.fee",
            "error",
            "Quota: scrivi un numero come 1.250,00. Abbiamo letto “12”.",
        ),
        (
            _answered(people="tre"),
            "question.people",
            "error",
            "Persone: scrivi un numero, come 12. Abbiamo letto “tre”.",
        ),
        (
            _answered(fee="-0.01"),
            "question.fee",
            "error",
            "Quota: l'importo è -0,01\xa0€, il minimo è zero. Scrivilo senza segno meno.",
        ),
        (
            _answered(start="31/02/2026"),
            "question.start",
            "error",
            "Inizio: scrivi una data come 23/11/2026. Abbiamo letto “31/02/2026”.",
        ),
        (
            _answered(field="mare"),
            "question.field",
            "error",
            "Ambito: “mare” non è tra le scelte. Scegli tra: casa, lavoro.",
        ),
        (
            replace(_WHOLE, costs={}),
            "costs",
            "error",
            "Spese: non ne hai scritta nessuna. Scrivi quanto spendi in almeno una voce.",
        ),
        (
            replace(_WHOLE, attachments=frozenset()),
            "attachment.deed",
            "missing",
            "Atto costitutivo: manca il file (art. 7). Caricalo: è obbligatorio.",
        ),
    ],
)
def test_what_blocks_is_said_with_its_place_and_its_way_out(
    snapshot: Snapshot, code: str, state: str, said: str
) -> None:
    (found,) = missing(_RULES, snapshot)

    assert (found.code, found.state, sentence(found)) == (code, RequirementState(state), said)


@pytest.mark.parametrize(
    "answers",
    [
        {"people": 12},
        {"people": "12.5"},
        {"fee": "1250.00"},
        {"start": "2026-11-23"},
        {"field": "casa"},
        {"people": None},
    ],
)
def test_an_optional_answer_that_is_well_written_is_in_order(answers: dict[str, Any]) -> None:
    assert missing(_RULES, _answered(**answers)) == ()


def test_the_frozen_content_reads_as_the_same_snapshot() -> None:
    content = {
        "organisation": {"kind": "ets_aps"},
        "title": "Case che aiutano",
        "lot": "T",
        "answers": {"need": "una casa"},
        "costs": {"prepare": "10000.00", "work": "90000.00"},
        "own_funding": "20000.00",
        "attachments": [{"requirement": "deed", "filename": "a.pdf"}],
    }

    assert Snapshot.of_content(content) == _WHOLE
