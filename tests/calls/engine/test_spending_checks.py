"""What contradicts itself in the money and the time of a call is said before publication."""

from typing import Any

import pytest

from calls.engine.missing import missing_for_publication
from calls.enums import EditorSection
from calls.labels import sentence
from tests.factories.rules import draft

AMOUNTS, COSTS, DURATION = EditorSection.AMOUNTS, EditorSection.COSTS, EditorSection.DURATION
LOW = {"up_to": "100000", "minimum_percent": "10"}
LAST = {"minimum_percent": "20"}


def _amounts(**values: Any) -> dict[str, Any]:
    return draft(amounts=values)


def _flat(**values: Any) -> dict[str, Any]:
    staff = {"code": "staff", "title": "Personale"}
    flat = {"code": "flat", "title": "Indiretti", "flat_rate": "7", "flat_base": ["staff"]}
    return draft(costs=[staff, flat | values])


@pytest.mark.parametrize(
    ("written", "section", "said"),
    [
        (
            _amounts(minimum_grant="10", maximum_grant="9"),
            AMOUNTS,
            "Il contributo massimo (9,00 €) è sotto il minimo (10,00 €).",
        ),
        (
            _amounts(minimum_grant="10", maximum_value="9"),
            AMOUNTS,
            "Il contributo minimo (10,00 €) supera il valore massimo del progetto (9,00 €)",
        ),
        (
            _amounts(minimum_rate="50", maximum_rate="49"),
            AMOUNTS,
            "La percentuale massima di contributo (49,00 %) è sotto la minima (50,00 %).",
        ),
        (
            _amounts(minimum_own_share="20", own_share_brackets=[LOW, LAST]),
            AMOUNTS,
            "La quota propria minima è scritta due volte: 20,00 % per tutti e 2 scaglioni.",
        ),
        (
            _amounts(minimum_rate="90", own_share_brackets=[LAST]),
            AMOUNTS,
            "La quota propria minima (20,00 %) e la percentuale minima di contributo (90,00 %)",
        ),
        (
            _amounts(own_share_brackets=[{"minimum_percent": "100"}]),
            AMOUNTS,
            "La quota propria minima (100,00 %) non lascia spazio al contributo.",
        ),
        (
            _amounts(own_share_brackets=[LAST, LAST]),
            AMOUNTS,
            "Lo scaglione n. 1 non ha un valore massimo: può mancare solo all'ultimo dei 2.",
        ),
        (
            _amounts(own_share_brackets=[LOW, LOW, LAST]),
            AMOUNTS,
            "Lo scaglione n. 2 arriva a 100.000,00 €, quello prima a 100.000,00 €",
        ),
        (
            _amounts(own_share_brackets=[LOW]),
            AMOUNTS,
            "L'ultimo scaglione della quota propria si ferma a 100.000,00 €",
        ),
        (
            _amounts(own_share_brackets=[{"up_to": "5"}]),
            AMOUNTS,
            "Importi e quota propria, n. 1: devi ancora scrivere la percentuale minima.",
        ),
        (
            draft(duration={"minimum_months": 13, "maximum_months": 12}),
            DURATION,
            "La durata massima (12 mesi) è sotto la minima (13 mesi).",
        ),
        (
            draft(duration={"starts_from": "2027-01-02", "starts_by": "2027-01-01"}),
            DURATION,
            "L'ultimo giorno di inizio (1 gennaio 2027) viene prima del primo (2 gennaio 2027).",
        ),
        (
            draft(duration={"starts_from": "01/01/2027"}),
            DURATION,
            "Durata del progetto: non capiamo il primo giorno di inizio. Abbiamo letto “01/01/2027”.",
        ),
        (
            draft(duration={"maximum_months": 121}),
            DURATION,
            "Durata del progetto: la durata massima in mesi è 121, ammettiamo da 1 a 120.",
        ),
        (
            _flat(flat_base=[]),
            COSTS,
            "Voci di spesa, flat: un forfait ha una percentuale e le voci su cui si calcola.",
        ),
        (
            _flat(flat_base=["flat"]),
            COSTS,
            "Voci di spesa, flat: il forfait si calcola su “flat”, che non è una voce di spesa",
        ),
    ],
)
def test_what_contradicts_itself_is_said_with_rule_limit_and_value(
    written: dict[str, Any], section: EditorSection, said: str
) -> None:
    missing = missing_for_publication(written)

    assert missing[0].section is section
    assert sentence(missing[0]).replace("\xa0", " ").startswith(said)


def test_a_duration_without_bounds_is_no_rule() -> None:
    assert missing_for_publication(draft(duration={"article": "art. 1"})) == ()
