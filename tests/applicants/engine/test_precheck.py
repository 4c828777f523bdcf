"""Can we apply? Fragment of the rulebook, what was said, verdict, sentence."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from applicants.engine.eligibility import Profile
from applicants.engine.precheck import Idea, asked, can_we_apply, verdict_of
from applicants.enums import Verdict
from applicants.labels import sentence
from calls.engine.rulebook import Rulebook
from calls.enums import OrganisationKind
from tests.factories.rules import changed, rules

APS = Profile(kind=OrganisationKind.ETS_APS)
CAP = {"most_as_lead": 2, "cap_article": "art. 3, c. 6"}
DURATION = {"minimum_months": 6, "starts_by": "2027-06-30", "article": "art. 11"}


def _book(asked_of_them: dict[str, Any] | None = None, **sections: Any) -> Rulebook:
    eligibility = changed("eligibility", **(asked_of_them or {}))["eligibility"]
    return rules(eligibility=eligibility, **sections)


@pytest.mark.parametrize(
    ("book", "idea", "code", "verdict", "said"),
    [
        (
            _book(CAP),
            Idea(APS),
            "cap",
            "perhaps",
            (
                "Ogni ente invia al massimo 2 domande per questo bando: non hai detto quante ne avete "
                "già inviate."
            ),
        ),
        (
            _book(CAP),
            Idea(APS, sent=1),
            "cap",
            "yes",
            "Avete inviato 1 domande su 2: ce n'è ancora posto.",
        ),
        (
            _book(CAP),
            Idea(APS, sent=2),
            "cap",
            "no",
            "Avete già inviato 2 domande; il massimo per ente è 2 (art. 3, c. 6).",
        ),
        (
            _book(),
            Idea(APS),
            "project.value",
            "perhaps",
            (
                "Non hai detto quanto vale il progetto. Il bando va da 85.000,00 € a 400.000,00 € "
                "(art. 5)."
            ),
        ),
        (
            _book(amounts={"minimum_value": "85000"}),
            Idea(APS),
            "project.value",
            "perhaps",
            "Non hai detto quanto vale il progetto. Il minimo è 85.000,00 €.",
        ),
        (
            _book(),
            Idea(APS, value=Decimal("85000.00")),
            "project.value",
            "yes",
            "Il progetto vale 85.000,00 €: sta nei limiti.",
        ),
        (
            _book(),
            Idea(APS, value=Decimal("84999.99")),
            "project.value",
            "no",
            (
                "Il progetto vale 84.999,99 €; il minimo è 85.000,00 € (art. 5): mancano 0,01 €. "
                "Aggiungi spese o scegli un altro bando."
            ),
        ),
        (
            _book(),
            Idea(APS),
            "project.own",
            "perhaps",
            (
                "Non hai detto quanto vale il progetto: la quota propria si calcola sul suo valore "
                "(art. 5)."
            ),
        ),
        (
            _book(),
            Idea(APS, value=Decimal("100000.01")),
            "project.own",
            "perhaps",
            (
                "Non hai detto quanto mette l'ente. Per un progetto da 100.000,01 € servono almeno "
                "20.000,01 € di fondi propri (art. 5)."
            ),
        ),
        (
            _book(),
            Idea(APS, value=Decimal("100000.00"), own=Decimal("20000.00")),
            "project.own",
            "yes",
            "Con 20.000,00 € di fondi propri puoi chiedere 80.000,00 € di contributo.",
        ),
        (
            _book(),
            Idea(APS, value=Decimal("100000.00"), own=Decimal("19999.99")),
            "project.own",
            "no",
            (
                "Il contributo richiesto è 80.000,01 €, cioè 80,00 % del valore; il massimo è 80,00 % "
                "(art. 5). Aggiungi almeno 0,01 € di fondi propri."
            ),
        ),
        (
            _book(duration=DURATION),
            Idea(APS),
            "project.months",
            "perhaps",
            "Scrivi quanti mesi dura il progetto (art. 11).",
        ),
        (
            _book(duration=DURATION),
            Idea(APS, months=6),
            "project.months",
            "yes",
            "La durata sta nei limiti.",
        ),
        (
            _book(duration=DURATION),
            Idea(APS, months=5),
            "project.months",
            "no",
            (
                "Il progetto dura 5 mesi; il minimo è 6 (art. 11). Allungalo o scegli un altro bando."
            ),
        ),
        (
            _book(duration=DURATION),
            Idea(APS, starts_on=date(2027, 6, 30)),
            "project.start",
            "yes",
            "La data di inizio sta nei limiti.",
        ),
        (
            _book(duration=DURATION),
            Idea(APS, starts_on=date(2027, 7, 1)),
            "project.start",
            "no",
            (
                "Il progetto inizia il 1 luglio 2027; l'ultimo giorno ammesso è il 30 giugno 2027 "
                "(art. 11). Anticipalo."
            ),
        ),
    ],
)
def test_each_point_has_its_verdict_and_its_reason(
    book: Rulebook, idea: Idea, code: str, verdict: str, said: str
) -> None:
    (found,) = [each for each in can_we_apply(book, idea) if each.code == code]

    assert found.verdict.value == verdict
    assert sentence(found.fact).replace("\xa0", " ") == said


def test_only_what_the_call_bounds_is_asked() -> None:
    bare = _book(amounts={}, costs=[{"code": "work", "title": "Realizzazione"}])
    every = _book(
        CAP
        | {"provinces": ["TO"], "municipalities": ["Ivrea"], "sizes": ["micro"]}
        | {"nonprofit": True, "registers": ["runts"]},
        duration=DURATION,
    )

    assert asked(bare) == ("kind",)
    assert asked(every) == (
        "kind",
        "province",
        "municipality",
        "size",
        "nonprofit",
        "registers",
        "sent",
        "value",
        "own",
        "months",
        "starts_on",
    )


def test_the_whole_is_as_bad_as_its_worst_point() -> None:
    book = _book(CAP)
    money = {"value": Decimal("100000.00"), "own": Decimal("20000.00")}

    assert verdict_of(can_we_apply(book, Idea(APS, sent=0, **money))) is Verdict.YES
    assert verdict_of(can_we_apply(book, Idea(APS, **money))) is Verdict.PERHAPS
    asl = Profile(kind=OrganisationKind.ASL)
    assert verdict_of(can_we_apply(book, Idea(asl))) is Verdict.NO


_EUROS = st.none() | st.decimals(min_value="0.00", max_value="999999.99", places=2)


@settings(deadline=None)
@given(_EUROS, _EUROS, st.none() | st.integers(1, 60), st.none() | st.integers(0, 5))
def test_whatever_is_said_every_point_has_a_sentence_and_silence_is_never_no(
    value: Decimal | None, own: Decimal | None, months: int | None, sent: int | None
) -> None:
    group = {"groups": True, "minimum": 1, "maximum": 3, "compulsory": [{"kinds": ["asl"]}]}
    lots = [{"code": "A", "title": "A", "amount": "1.00", "fund": "FSE", "minimum_value": "1.00"}]
    lots[0] |= {"aid_forms": ["loan"], "sizes": ["small"]}
    book = _book(CAP, duration=DURATION, partnership=group, lots=lots)
    said = {"value": value, "own": own, "months": months, "sent": sent}
    kinds = None if sent is None else frozenset({OrganisationKind.ASL})
    about = {"lot": "A", "aid_form": "loan"}
    idea = Idea(Profile(), **said, **about, partners=sent, partner_kinds=kinds)

    found = can_we_apply(book, idea)

    assert all(sentence(each.fact) for each in found)
    nothing = can_we_apply(book, Idea(lot="A"))
    assert {each.verdict for each in nothing} == {Verdict.PERHAPS}
    assert [each.code for each in found] == [each.code for each in nothing]
    assert {each.verdict for each in can_we_apply(book, Idea())} == {Verdict.PERHAPS}
    assert len(fields(Idea)) == 10
