"""The examples of real calls: each is published as it stands, takes a valid application and refuses
the others with rule, limit and value.
"""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from applicants.engine.completeness import missing
from applicants.engine.eligibility import Profile
from applicants.engine.snapshot import Snapshot
from applicants.labels import sentence
from calls.actions.publication import publish_by_act
from calls.engine.compile import compile_rulebook
from calls.engine.missing import missing_for_publication
from calls.engine.rulebook import Rulebook
from calls.enums import EditorSection, OrganisationKind, Register
from calls.models import Call
from tests.factories.calls import CallFactory, funded
from wecare.core import clock
from wecare.portal.demonstration.examples import EXAMPLES, Example

WINDOW = {"opens_at": "2026-09-01T09:00:00+02:00", "closes_at": "2026-11-23T12:00:00+01:00"}
BY_CODE = {example.code: example for example in EXAMPLES}
FSE2, FSE3 = "esempio-FSE2", "esempio-FSE3-progettazione"


def _rules(code: str) -> Rulebook:
    whole = deepcopy(BY_CODE[code].draft) | {"window": WINDOW}
    return compile_rulebook(whole, call_code=code, fund="FSE")


VALID = {
    FSE2: Snapshot(
        organisation=Profile(kind=OrganisationKind.ETS_APS, nonprofit=True),
        lot="T",
        title="Case che aiutano",
        answers={"sintesi": "Case per tutti.", "forma": "da soli"},
        costs={"preparazione": Decimal("10000.00"), "realizzazione": Decimal("90000.00")},
        own_funding=Decimal("20000.00"),
        attachments=frozenset({"statuto"}),
        months=24,
    ),
    FSE3: Snapshot(
        organisation=Profile(
            kind=OrganisationKind.SMALL_FIRM,
            province="CN",
            municipality="Cuneo",
            registers=frozenset({Register.BUSINESS}),
        ),
        lot="U",
        title="Tempo per chi cura",
        answers={"sintesi": "Orari e servizi.", "addetti": "40"},
        costs={
            "preparazione": Decimal("10000.00"),
            "realizzazione": Decimal("75000.00"),
            "diffusione": Decimal("5000.00"),
            "direzione": Decimal("5000.00"),
            "indiretti": Decimal("5000.00"),
        },
        own_funding=Decimal("20000.00"),
        attachments=frozenset({"deminimis"}),
        own_in_kind=Decimal("20000.00"),
        months=12,
    ),
}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_an_example_lacks_only_its_window(example: Example) -> None:
    sections = {each.section for each in missing_for_publication(example.draft)}

    assert sections == {EditorSection.WINDOW}


@pytest.mark.parametrize("code", VALID)
def test_a_valid_application_lacks_nothing(code: str) -> None:
    assert missing(_rules(code), VALID[code]) == ()


def _costs(code: str, **changes: str) -> dict[str, Any]:
    changed = {name: Decimal(amount) for name, amount in changes.items()}
    return {"costs": {**VALID[code].costs, **changed}}


def _profile(code: str, **changes: Any) -> dict[str, Any]:
    return {"organisation": replace(VALID[code].organisation, **changes)}


@pytest.mark.parametrize(
    ("code", "changes", "rule", "said"),
    [
        (
            FSE2,
            _profile(FSE2, kind=OrganisationKind.COMUNE),
            "organisation.kind",
            "Questo bando non è aperto a: Comune (reale, enti del Terzo settore).",
        ),
        (
            FSE2,
            _profile(FSE2, nonprofit=False),
            "organisation.nonprofit",
            "L'ente ha scopo di lucro. Il bando è solo per chi non ne ha (dimostrativo).",
        ),
        (
            FSE2,
            _costs(FSE2, realizzazione="74999.99", preparazione="8000.00"),
            "amounts.minimum_value",
            "Il progetto vale 82.999,99 €; il minimo è 85.000,00 € (minimo reale, bando FSE2 del 2018; quota propria dimostrativa)",
        ),
        (
            FSE2,
            {"months": 25},
            "project.months",
            "Il progetto dura 25 mesi; il massimo è 24 (dimostrativo).",
        ),
        (
            FSE2,
            {"answers": VALID[FSE2].answers | {"forma": "in gruppo"}},
            "question.gruppo",
            "Chi c'è nel gruppo?: manca la risposta.",
        ),
        (
            FSE3,
            _profile(FSE3, kind=OrganisationKind.LARGE_FIRM),
            "organisation.kind",
            "Questo bando non è aperto a: Grande impresa (reale, D.D. 319/2019, All. 1).",
        ),
        (
            FSE3,
            _profile(FSE3, province="MI", municipality="Milano"),
            "organisation.seat",
            "La sede è Milano (MI).",
        ),
        (
            FSE3,
            _costs(FSE3, realizzazione="175000.01"),
            "amounts.maximum_value",
            "Il progetto vale 200.000,01 €; il massimo è 200.000,00 € (reale, D.D. 319/2019",
        ),
        (
            FSE3,
            {"own_funding": Decimal("19999.99"), "own_in_kind": Decimal("0.00")},
            "amounts.minimum_own_share",
            "I fondi propri sono 19.999,99 €, cioè 20,00 % del valore; il minimo è 20,00 %",
        ),
        (
            FSE3,
            _costs(FSE3, preparazione="10000.02", realizzazione="74999.98"),
            "cost.preparazione.maximum",
            "1. Preparazione: 10.000,02 €, cioè 10,00 % del totale; il massimo è 10,00 %",
        ),
        (
            FSE3,
            _costs(FSE3, diffusione="5000.01", realizzazione="74999.99"),
            "cost.diffusione.maximum",
            "3. Diffusione dei risultati: 5.000,01 €, cioè 5,00 % del totale; il massimo è 5,00 %",
        ),
        (
            FSE3,
            _costs(FSE3, direzione="8000.01", realizzazione="71999.99"),
            "cost.direzione.maximum",
            "4. Direzione e controllo interno: 8.000,01 €",
        ),
        (
            FSE3,
            _costs(FSE3, realizzazione="75000.00", indiretti="5250.01"),
            "cost.indiretti.flat",
            "5. Costi indiretti: hai scritto 5.250,01 €; a forfait si può chiedere al massimo 7,00 %",
        ),
        (
            FSE3,
            {"months": 13},
            "project.months",
            "Il progetto dura 13 mesi; il massimo è 12 (reale, D.D. 319/2019, All. 1).",
        ),
    ],
)
def test_an_invalid_application_is_refused_with_rule_limit_and_value(
    code: str, changes: dict[str, Any], rule: str, said: str
) -> None:
    found = missing(_rules(code), replace(VALID[code], **changes))

    told = {each.code: sentence(each).replace("\xa0", " ") for each in found}
    assert told.get(rule, "").startswith(said), told


@pytest.mark.django_db
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_an_example_is_published_by_act(example: Example) -> None:
    now = clock.now()
    window = {
        "opens_at": now.isoformat(),
        "closes_at": (now + timedelta(days=30)).isoformat(),
    }
    call = funded(CallFactory(draft=deepcopy(example.draft) | {"window": window}))

    publish_by_act(
        call=call,
        kind="DD",
        number_text=f"DD 1/A2203A/2026 {example.code}",
        adopted_on=now.date() - timedelta(days=1),
        subject="Approvazione",
        actor=call.created_by,
    )

    assert Call.objects.get(pk=call.pk).rulebooks.get().rules.title == example.title


@pytest.mark.parametrize("code", BY_CODE)
def test_every_rule_says_whether_its_figure_is_real_or_invented(code: str) -> None:
    draft = BY_CODE[code].draft
    ruled = [
        *draft["lots"],
        *draft["costs"],
        *draft["ties"],
        *draft["attachments"],
        *(question for section in draft["sections"] for question in section["questions"]),
        *(draft[part] for part in ("amounts", "duration", "eligibility", "criteria")),
    ]

    unmarked = [
        rule
        for rule in ruled
        if not any(mark in rule.get("article", "") for mark in ("reale", "dimostrativ"))
    ]

    assert (len(ruled) > 10, unmarked) == (True, [])
