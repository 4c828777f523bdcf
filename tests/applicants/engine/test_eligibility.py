"""Who may apply: fragment of the rulebook, case, verdict, sentence."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.engine.completeness import missing
from applicants.engine.eligibility import Point, Profile, points
from applicants.engine.snapshot import Snapshot
from applicants.labels import sentence
from calls.engine.access import same_place
from calls.enums import OrganisationKind, OrganisationSize, Register
from tests.factories.rules import changed, rules

SEAT = {"provinces": ["TO", "CN"], "municipalities": ["Ivrea"], "seat_article": "art. 3, c. 2"}
SIZE = {"sizes": ["micro", "small"], "size_article": "art. 3, c. 3"}
NONPROFIT = {"nonprofit": True, "nonprofit_article": "art. 3, c. 4"}
REGISTER = {"registers": ["runts"], "register_article": "art. 3, c. 5"}
RUNTS = "Registro unico nazionale del Terzo settore (RUNTS)"


def _points(asked: dict[str, Any], profile: Profile) -> dict[str, Point]:
    book = rules(eligibility=changed("eligibility", **asked)["eligibility"])
    return {point.code: point for point in points(book, profile)}


@pytest.mark.parametrize(
    ("asked", "said", "code", "verdict", "sentence_said"),
    [
        (
            {},
            {"kind": OrganisationKind.ETS_APS},
            "kind",
            "yes",
            "Il bando è aperto a: Associazione di promozione sociale (APS).",
        ),
        (
            {},
            {},
            "kind",
            "perhaps",
            (
                "Non hai ancora detto che tipo di ente siete. Possono partecipare: Organizzazione di "
                "volontariato (ODV), Associazione di promozione sociale (APS), Cooperativa sociale."
            ),
        ),
        (
            SEAT,
            {"province": "to", "municipality": "Rivoli"},
            "seat",
            "yes",
            "La sede, Rivoli (to), è tra quelle ammesse.",
        ),
        (
            {"municipalities": ["Mondovì"]},
            {"province": "CN", "municipality": "MONDOVI'"},
            "seat",
            "yes",
            "La sede, MONDOVI' (CN), è tra quelle ammesse.",
        ),
        (
            SEAT,
            {"province": "AT", "municipality": "Asti"},
            "seat",
            "no",
            (
                "La sede è Asti (AT). Sono ammesse: provincia di Cuneo, provincia di Torino, Ivrea "
                "(art. 3, c. 2)."
            ),
        ),
        (
            SEAT,
            {"province": "AT"},
            "seat",
            "perhaps",
            (
                "Non sappiamo ancora se la sede dell'ente va bene. Sono ammesse: provincia di Cuneo, "
                "provincia di Torino, Ivrea (art. 3, c. 2)."
            ),
        ),
        (
            {"provinces": ["TO"]},
            {"province": "AT"},
            "seat",
            "no",
            "La sede è – (AT). Sono ammesse: provincia di Torino.",
        ),
        (
            SIZE,
            {"size": OrganisationSize.SMALL},
            "size",
            "yes",
            "La dimensione (Piccola: meno di 50 addetti) è tra quelle ammesse.",
        ),
        (
            SIZE,
            {"kind": OrganisationKind.LARGE_FIRM, "size": OrganisationSize.SMALL},
            "size",
            "no",
            (
                "La dimensione dell'ente è “Grande: 250 addetti o più”. Sono ammesse: Micro: meno di "
                "10 addetti, Piccola: meno di 50 addetti (art. 3, c. 3)."
            ),
        ),
        (
            SIZE,
            {},
            "size",
            "perhaps",
            (
                "Manca la dimensione dell'ente. Sono ammesse: Micro: meno di 10 addetti, Piccola: "
                "meno di 50 addetti (art. 3, c. 3)."
            ),
        ),
        (
            NONPROFIT,
            {"nonprofit": True},
            "nonprofit",
            "yes",
            "L'ente è senza scopo di lucro, come chiede il bando.",
        ),
        (
            NONPROFIT,
            {"nonprofit": False},
            "nonprofit",
            "no",
            "L'ente ha scopo di lucro. Il bando è solo per chi non ne ha (art. 3, c. 4).",
        ),
        (
            NONPROFIT,
            {},
            "nonprofit",
            "perhaps",
            (
                "Manca se l'ente ha scopo di lucro. Il bando è solo per chi non ne ha (art. 3, c. "
                "4)."
            ),
        ),
        (
            REGISTER,
            {"registers": frozenset({Register.RUNTS, Register.BUSINESS})},
            "register",
            "yes",
            f"L'ente è iscritto a: {RUNTS}.",
        ),
        (
            REGISTER,
            {"registers": frozenset()},
            "register",
            "no",
            (f"L'ente non è iscritto a nessuno dei registri ammessi: {RUNTS} (art. 3, c. 5)."),
        ),
        (
            REGISTER,
            {},
            "register",
            "perhaps",
            (
                "Manca a quali registri è iscritto l'ente. Ne serve almeno uno tra: "
                f"{RUNTS} (art. 3, c. 5)."
            ),
        ),
    ],
)
def test_each_rule_answers_yes_perhaps_or_no_with_the_reason(
    asked: dict[str, Any], said: dict[str, Any], code: str, verdict: str, sentence_said: str
) -> None:
    found = _points(asked, Profile(**said))[f"organisation.{code}"]

    assert (found.verdict.value, sentence(found.fact)) == (verdict, sentence_said)


def test_what_the_call_does_not_ask_is_no_point() -> None:
    assert list(_points({}, Profile())) == ["organisation.kind"]


_WHOLE = Snapshot(
    organisation=Profile(
        kind=OrganisationKind.ETS_APS,
        province="TO",
        municipality="Torino",
        size=OrganisationSize.MICRO,
        nonprofit=True,
        registers=frozenset({Register.RUNTS}),
    ),
    lot="T",
    title="Case che aiutano",
    answers={"need": "una casa"},
    costs={"prepare": Decimal("10000.00"), "work": Decimal("90000.00")},
    own_funding=Decimal("20000.00"),
    attachments=frozenset({"deed"}),
)


@pytest.mark.parametrize(
    ("lost", "code", "state"),
    [
        ({"province": "AT", "municipality": "Asti"}, "organisation.seat", "error"),
        ({"province": None, "municipality": None}, "organisation.seat", "missing"),
        ({"size": OrganisationSize.LARGE}, "organisation.size", "error"),
        ({"size": None}, "organisation.size", "missing"),
        ({"nonprofit": False}, "organisation.nonprofit", "error"),
        ({"nonprofit": None}, "organisation.nonprofit", "missing"),
        ({"registers": frozenset({Register.BUSINESS})}, "organisation.register", "error"),
        ({"registers": None}, "organisation.register", "missing"),
        ({}, "", ""),
    ],
)
def test_no_and_perhaps_refuse_the_send(lost: dict[str, Any], code: str, state: str) -> None:
    asked = SEAT | SIZE | NONPROFIT | REGISTER
    book = rules(eligibility=changed("eligibility", **asked)["eligibility"])
    snapshot = replace(_WHOLE, organisation=replace(_WHOLE.organisation, **lost))

    found = missing(book, snapshot)

    assert [(each.code, each.state.value) for each in found] == ([(code, state)] if code else [])


_PROFILES = st.builds(
    Profile,
    kind=st.none() | st.sampled_from(OrganisationKind),
    province=st.none() | st.sampled_from(["TO", "AT"]),
    municipality=st.none() | st.sampled_from(["Ivrea", "Asti"]),
    size=st.none() | st.sampled_from(OrganisationSize),
    nonprofit=st.none() | st.booleans(),
    registers=st.none() | st.frozensets(st.sampled_from(Register), max_size=2),
)


@given(_PROFILES)
def test_saying_more_never_turns_a_yes_or_a_no_into_perhaps(profile: Profile) -> None:
    asked = SEAT | SIZE | NONPROFIT | REGISTER
    before = _points(asked, profile)
    fuller = Profile(
        kind=profile.kind or OrganisationKind.ETS_APS,
        province=profile.province or "TO",
        municipality=profile.municipality or "Torino",
        size=profile.size or OrganisationSize.MICRO,
        nonprofit=True if profile.nonprofit is None else profile.nonprofit,
        registers=profile.registers or frozenset(),
    )

    after = _points(asked, fuller)

    for code, point in before.items():
        assert after[code].verdict.value != "perhaps"
        if point.verdict.value == "yes" and code != "organisation.size":
            assert after[code].verdict.value == "yes"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mondovì", "MONDOVI", True),
        ("Sant'Ambrogio", "SANT\u2019AMBROGIO", True),
        ("San  Mauro", "san mauro", True),
        ("Ivrea", "Ivreo", False),
    ],
)
def test_a_place_is_known_however_it_is_spelled(one: str, other: str, *, same: bool) -> None:
    assert same_place(one, other) is same
