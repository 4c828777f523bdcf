"""Criteria whose points come from data: the rulebook, the editor, the desk, the list."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applicants.engine.eligibility import Profile
from applicants.engine.snapshot import Covered, Member, Snapshot
from calls.engine.computing import SHAPES
from calls.engine.differences import differences
from calls.engine.missing import missing_for_publication
from calls.engine.rulebook import Rulebook
from calls.enums import ComputedFrom, OrganisationKind, OrganisationSize
from calls.labels import sentence
from calls.labels.computing import COMPUTED_FROM
from calls.labels.differences import told
from calls.models import Call
from evaluation.actions import assessments, ranked_lists
from evaluation.engine.computed import FUNCTIONS, looked_at, outcome
from evaluation.engine.published import recompute
from evaluation.labels import sentence as said_of
from evaluation.models import RankedRow, Score
from evaluation.policies.refusals import AssessmentRefused
from evaluation.queries import outcomes
from tests.calls.views.typed import part, rows, save, text_of
from tests.evaluation.views.conftest import browser_of
from tests.factories.accounts import PersonFactory
from tests.factories.calls import CallFactory, a_complete_draft, published_call
from tests.factories.evaluation import (
    GOOD,
    appointed,
    call_under_evaluation,
    decided,
    declared,
    judged,
    members_of,
    officer,
    published_list,
    submitted,
)
from tests.factories.rules import changed, draft, rules
from wecare.accounts.enums import Role

OWN = {
    "function": "own_share_percent",
    "steps": [{"value": "20.00", "points": "3.00"}, {"value": "30.00", "points": "5.00"}],
    "article": "art. 9",
}


def with_computed(computed: dict[str, Any], **values: Any) -> dict[str, Any]:
    """The criteria of the small call, and one more that nobody judges."""
    held = draft()["criteria"]
    bonus = {
        "code": "C1",
        "class_code": "A",
        "title": "Premialità",
        "maximum": "5.00",
        "computed": computed,
    }
    return {**held, "criteria": [*held["criteria"], bonus | values]}


def book(computed: dict[str, Any], **sections: Any) -> Rulebook:
    return rules(criteria=with_computed(computed), **sections)


def a_snapshot(**values: Any) -> Snapshot:
    given: dict[str, Any] = {
        "organisation": Profile(
            kind=OrganisationKind.SOCIAL_COOPERATIVE, size=OrganisationSize.SMALL
        ),
        "lot": "T",
        "title": "Una casa",
        "answers": {},
        "costs": {"work": Decimal("100000.00")},
        "own_funding": Decimal("22500.00"),
        "attachments": frozenset(),
    }
    return Snapshot(**given | values)


def computed_by(function: str, **values: Any) -> dict[str, Any]:
    """A computation whose only step or word is worth the maximum."""
    scale = {"steps": [{"value": "10.00", "points": "5.00"}]}
    return {"function": function, **(scale if "words" not in values else {}), **values}


PARTNER = Member("01234567890", "Comune di Alba", Profile(kind=OrganisationKind.COMUNE))


def words(**points: str) -> list[dict[str, str]]:
    return [{"word": word, "points": worth} for word, worth in points.items()]


def test_every_function_has_its_shape_its_words_and_its_code() -> None:
    assert set(SHAPES) == set(FUNCTIONS) == set(COMPUTED_FROM) == set(ComputedFrom)


_CASES: list[tuple[dict[str, Any], dict[str, Any], str | None, str]] = [
    (
        OWN,
        {},
        "22.50",
        (
            "Premialità: quota propria in percentuale del valore 22,50 %, almeno 20,00 %: 3,00 punti "
            "(art. 9)."
        ),
    ),
    (
        OWN,
        {"own_funding": Decimal("29999.99")},
        "29.99",
        (
            "Premialità: quota propria in percentuale del valore 29,99 %, almeno 20,00 %: 3,00 punti "
            "(art. 9)."
        ),
    ),
    (
        OWN,
        {"own_funding": Decimal("19999.99")},
        "19.99",
        (
            "Premialità: quota propria in percentuale del valore 19,99 %, fuori dai gradini, il più "
            "vicino è 20,00 %: 0,00 punti (art. 9)."
        ),
    ),
    (
        OWN,
        {"costs": {}, "own_funding": Decimal(0)},
        None,
        (
            "Premialità: quota propria in percentuale del valore, dato non indicato: 0,00 punti "
            "(art. 9)."
        ),
    ),
    (
        computed_by(
            "requested_amount",
            bound="at_most",
            steps=[
                {"value": "50000.00", "points": "5.00"},
                {"value": "80000.00", "points": "2.00"},
            ],
        ),
        {},
        "77500.00",
        "Premialità: contributo richiesto 77.500,00 €, al massimo 80.000,00 €: 2,00 punti.",
    ),
    (
        computed_by("own_share_percent", bound="at_most", steps=OWN["steps"][1:]),
        {"own_funding": Decimal("30000.01")},
        "30.01",
        (
            "Premialità: quota propria in percentuale del valore 30,01 %, fuori dai gradini, il più "
            "vicino è 30,00 %: 0,00 punti."
        ),
    ),
    (
        computed_by("project_value"),
        {},
        "100000.00",
        "Premialità: valore del progetto 100.000,00 €, almeno 10,00 €: 5,00 punti.",
    ),
    (
        computed_by("duration_months"),
        {"months": 12},
        "12.00",
        "Premialità: durata in mesi 12 mesi, almeno 10 mesi: 5,00 punti.",
    ),
    (
        computed_by("duration_months"),
        {},
        None,
        "Premialità: durata in mesi, dato non indicato: 0,00 punti.",
    ),
    (
        computed_by("answer_choice", question="field", words=words(casa="5.00")),
        {"answers": {"field": "casa"}},
        "casa",
        "Premialità: risposta a una scelta da un elenco, «casa»: 5,00 punti.",
    ),
    (
        computed_by("answer_choice", question="field", words=words(casa="5.00")),
        {"answers": {"field": "lavoro"}},
        "lavoro",
        "Premialità: risposta a una scelta da un elenco, «lavoro»: 0,00 punti.",
    ),
    (
        computed_by("answer_number", question="people"),
        {"answers": {"people": 40}},
        "40.00",
        "Premialità: numero o importo scritto in una risposta 40, almeno 10: 5,00 punti.",
    ),
    (
        computed_by("answer_number", question="people"),
        {"answers": {"people": "9.999"}},
        "9.99",
        (
            "Premialità: numero o importo scritto in una risposta 9,99, fuori dai gradini, il più "
            "vicino è 10: 0,00 punti."
        ),
    ),
    (
        computed_by("lead_kind", words=words(social_cooperative="5.00", ets_aps="3.00")),
        {},
        "social_cooperative",
        "Premialità: tipo dell'ente che presenta la domanda, Cooperativa sociale: 5,00 punti.",
    ),
    (
        computed_by("lead_size", words=words(micro="5.00")),
        {},
        "small",
        (
            "Premialità: dimensione dell'ente che presenta la domanda, Piccola: meno di 50 addetti: "
            "0,00 punti."
        ),
    ),
    (
        computed_by("group_lead_kind", words=words(social_cooperative="5.00")),
        {"partners": (PARTNER,)},
        "social_cooperative",
        "Premialità: tipo del capofila, se c'è un gruppo, Cooperativa sociale: 5,00 punti.",
    ),
    (
        computed_by("group_lead_kind", words=words(social_cooperative="5.00")),
        {},
        None,
        "Premialità: tipo del capofila, se c'è un gruppo, dato non indicato: 0,00 punti.",
    ),
    (
        computed_by("partners", steps=[{"value": "1.00", "points": "5.00"}]),
        {"partners": (PARTNER,)},
        "1.00",
        "Premialità: numero di partner 1, almeno 1: 5,00 punti.",
    ),
    (
        computed_by("districts", steps=[{"value": "2.00", "points": "5.00"}]),
        {"districts": (Covered("alba", "Alba"), Covered("bra", "Bra"))},
        "2.00",
        "Premialità: numero di Distretti coperti 2, almeno 2: 5,00 punti.",
    ),
]


@pytest.mark.parametrize(
    ("computed", "sent", "looked", "said"),
    _CASES,
    ids=[f"{each[0]['function']} {each[2]}" for each in _CASES],
)
def test_points_come_from_what_was_sent_and_say_how(
    computed: dict[str, Any], sent: dict[str, Any], looked: str | None, said: str
) -> None:
    found = book(computed, duration={"minimum_months": 6})
    criterion = found.criterion("C1")
    assert criterion.computed is not None

    value = looked_at(a_snapshot(**sent), found, criterion.computed)

    assert value == looked
    stated = outcome(criterion, criterion.computed, value)
    assert said_of(stated).replace("\xa0", " ") == said
    assert stated.values["given_points"] == criterion.computed.points(value)


@pytest.mark.parametrize(
    "answer", ["1e400", "-1e400", "1e-999999999", "NaN", "", " 12 ", "x", None, True, "1e999999999"]
)
def test_no_answer_breaks_the_reading_of_a_number(answer: Any) -> None:
    found = book(computed_by("answer_number", question="people"))
    by = found.criterion("C1").computed
    assert by is not None

    looked = looked_at(a_snapshot(answers={"people": answer}), found, by)

    assert by.points(looked) in (Decimal("0.00"), Decimal("5.00"))
    assert looked is None or len(looked) < 20


@pytest.mark.parametrize(
    ("computed", "said"),
    [
        ({}, "Criteri e soglie, C1: devi ancora scrivere il dato che dà i punti."),
        ({"function": "own_share_percent"}, "C1: devi ancora scrivere i gradini."),
        (
            {"function": "lead_kind"},
            "C1: devi ancora scrivere le risposte o i tipi che danno punti.",
        ),
        (
            {"function": "moon"},
            "C1: per il dato che dà i punti si sceglie tra own_share_percent, requested_amount",
        ),
        (
            computed_by("project_value", steps=[{"value": "1", "points": "4"}]),
            "C1: i dati danno al massimo 4,00 punti, il massimo del criterio è 5,00. Falli uguali.",
        ),
        (
            computed_by("project_value", steps=[{"value": "1", "points": "5"}] * 2),
            "C1: il gradino 1,00 c'è due volte. Togline uno.",
        ),
        (
            computed_by("answer_choice", question="field", words=words(casa="5") * 2),
            "C1: “casa” c'è due volte. Togline una.",
        ),
        (
            computed_by("answer_number", question="need"),
            (
                "C1: i punti vengono dalla risposta a “need”, che non è una domanda di questo tipo. "
                "Scegli tra: people, fee."
            ),
        ),
        (computed_by("answer_number"), "C1: devi ancora scrivere la domanda del modulo."),
        (
            computed_by("answer_choice", question="field", words=words(luna="5")),
            "C1: “luna” non si può avere. Scegli tra: casa, lavoro.",
        ),
        (
            computed_by("lead_size", words=words(huge="5")),
            "C1: “huge” non si può avere. Scegli tra: micro, small, medium, large.",
        ),
        (
            computed_by("duration_months"),
            "C1: i punti vengono dalla durata, ma il bando non la chiede.",
        ),
        ({**OWN, "weight": "1"}, "C1: “weight” non è una voce di questa parte. Toglila."),
    ],
)
def test_a_computation_that_cannot_be_stops_the_publication(
    computed: dict[str, Any], said: str
) -> None:
    missing = missing_for_publication(draft(criteria=with_computed(computed)))

    assert any(said in sentence(each) for each in missing), [sentence(each) for each in missing]


def test_levels_and_data_do_not_stand_together_and_something_is_judged() -> None:
    levels = [{"points": "0", "name": "No"}, {"points": "5", "name": "Sì"}]
    both = with_computed(OWN, levels=levels)
    only = with_computed(OWN) | {"total_threshold": None}
    only["criteria"] = [only["criteria"][-1]]
    only["classes"] = only["classes"][:1]

    said = [
        sentence(each)
        for held in (both, only)
        for each in missing_for_publication(draft(criteria=held, ties=[{"kind": "draw"}]))
    ]

    assert said == [
        (
            "Criteri e soglie, C1: i punti vengono dai dati, ma ci sono anche livelli da scegliere. "
            "Togli gli uni o gli altri."
        ),
        (
            "Criteri e soglie: i criteri sono 1 e tutti calcolati dai dati, ma il nucleo deve "
            "giudicarne almeno uno."
        ),
    ]


def test_a_computation_reads_back_from_its_json_and_its_change_is_told() -> None:
    new = book(computed_by("lead_kind", words=words(social_cooperative="5.00")))

    (change,) = differences(book(OWN), new)[:1]
    fields = {each.field: told(each) for each in differences(book(OWN), new)}

    assert Rulebook.from_json(new.to_json()) == new
    assert change.path == ("Premialità",)
    assert fields["function"].after == "tipo dell'ente che presenta la domanda"
    assert fields["words"].after == "La risposta o il tipo: Cooperativa sociale, I punti: 5,00"


# The editor.


def typed_criteria(*computed: dict[str, Any]) -> dict[str, Any]:
    return (
        part(total_threshold="", assessors="3", aggregation="mean")
        | rows("classes", {"code": "A", "title": "Proposta", "threshold": ""})
        | rows(
            "criteria",
            {"code": "A1", "class_code": "A", "title": "Bisogno", "maximum": "20"},
            {"code": "C1", "class_code": "A", "title": "Premialità", "maximum": "5"},
        )
        | rows("computed", *computed)
    )


TYPED = {"criterion": "C1", "function": "own_share_percent", "bound": "at_least", "article": ""}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        (
            TYPED | {"scale": "20: 3\n30,00 %: 5"},
            {
                "function": "own_share_percent",
                "bound": "at_least",
                "steps": OWN["steps"],
                "article": "",
            },
            "20,00: 3,00\n30,00: 5,00",
        ),
        (
            TYPED | {"function": "lead_kind", "scale": "cooperativa sociale: 5\nets_aps: 3"},
            {
                "function": "lead_kind",
                "words": words(social_cooperative="5.00", ets_aps="3.00"),
                "article": "",
            },
            "Cooperativa sociale: 5,00\nAssociazione di promozione sociale (APS): 3,00",
        ),
        (
            TYPED | {"function": "answer_choice", "question": "field", "scale": "casa: vera: 5"},
            {
                "function": "answer_choice",
                "question": "field",
                "words": [{"word": "casa: vera", "points": "5.00"}],
                "article": "",
            },
            "casa: vera: 5,00",
        ),
    ],
)
def test_the_office_writes_a_computation_and_finds_it_again(
    typed: dict[str, Any], stored: dict[str, Any], shown: str
) -> None:
    call = CallFactory(empty=True)
    office = browser_of(PersonFactory(roles=[Role.OFFICER]))
    address = reverse("calls:editor", args=[call.code, "criteria"])

    save(office, address, typed_criteria(typed))

    held = Call.objects.get(pk=call.pk).draft["criteria"]
    assert [row.get("computed") for row in held["criteria"]] == [None, stored]
    assert "computed" not in held
    assert shown in text_of(office.get(address))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"scale": "venti: 5"},
            'Prima dei due punti serve un numero, come 20,00. Abbiamo letto "venti".',
        ),
        ({"scale": "20 5"}, 'Scrivi il valore, i due punti e i punti, come "20,00: 5".'),
        ({"scale": ""}, "Scrivi almeno una riga, come 20,00: 5."),
        ({"scale": "20: 5\n20,00: 4"}, '"20,00" c\'è due volte. Togline una.'),
        ({"scale": "Circo: 5", "function": "lead_kind"}, '"Circo" non è tra questi: '),
        (
            {"scale": "20: 5", "criterion": "Z9"},
            'Il criterio "Z9" non c\'è. I criteri sono: A1, C1.',
        ),
        (
            {"scale": "sì: 5", "function": "answer_choice"},
            "Scrivi il codice della domanda da cui viene il dato.",
        ),
        ({"scale": "20: 5", "function": ""}, "Scegli una voce dell'elenco."),
    ],
)
def test_a_computation_that_is_not_understood_is_said_and_kept(
    typed: dict[str, Any], said: str
) -> None:
    call = CallFactory(empty=True)
    office = browser_of(PersonFactory(roles=[Role.OFFICER]))
    address = reverse("calls:editor", args=[call.code, "criteria"])

    answer = save(office, address, typed_criteria(TYPED | typed))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "criteria" not in Call.objects.get(pk=call.pk).draft


@pytest.mark.django_db
def test_everybody_reads_where_the_points_come_from(client: Client) -> None:
    call = published_call(draft=a_complete_draft(criteria=with_computed(OWN)))

    page = " ".join(text_of(client.get(reverse("calls:rules", args=[call.code]))).split())

    assert (
        "Nessuno lo giudica: i punti vengono da quota propria in percentuale del valore "
        "(almeno 20,00 %: 3,00 punti; almeno 30,00 %: 5,00 punti), art. 9"
    ) in page


# Judging and ranking.


@pytest.fixture
def call(db: None) -> Call:
    return call_under_evaluation(rules=book(OWN))


def test_assessors_neither_see_a_field_for_it_nor_score_it_and_read_how_it_came_out(
    call: Call,
) -> None:
    submission = decided(submitted(call))
    member = declared(members_of(appointed(call))[0])
    address = f"/nucleo/{call.code}/valutazioni/{submission.protocol_path}/"
    browser = browser_of(member.person)

    page = text_of(browser.get(address))
    scores = {code: (Decimal(points), "Motivo") for code, points in GOOD.items()}
    assessments.save(submission=submission, member=member, scores=scores, by=member.person)
    signed = assessments.sign(submission=submission, member=member, by=member.person)

    assert "points_A1" in page
    assert "points_C1" not in page
    assert "almeno 20,00\xa0%: 3,00 punti (art. 9)." in page
    assert signed.is_signed
    assert set(Score.objects.values_list("criterion", flat=True)) == set(GOOD)
    with pytest.raises(AssessmentRefused, match="«C1» non è un criterio"):
        assessments.save(
            submission=submission,
            member=declared(members_of(member.panel)[1]),
            scores={"C1": (Decimal(5), "")},
            by=members_of(member.panel)[1].person,
        )


@pytest.mark.django_db
def test_a_blind_answer_is_not_told_to_those_who_judge() -> None:
    sections = draft()["sections"]
    sections[0]["questions"][4] |= {"blind": True}
    blind = book(
        computed_by("answer_choice", question="field", words=words(casa="5.00")), sections=sections
    )
    call = call_under_evaluation(rules=blind)
    submission = decided(submitted(call, answers={"need": "x", "field": "casa"}))
    member = declared(members_of(appointed(call))[0])

    page = text_of(
        browser_of(member.person).get(
            f"/nucleo/{call.code}/valutazioni/{submission.protocol_path}/"
        )
    )
    office = text_of(
        browser_of(officer()).get(f"/ufficio/istruttorie/{call.code}/{submission.protocol_path}/")
    )

    assert "i punti vengono da una risposta che chi valuta non legge" in page
    assert "«casa»" not in page
    assert "«casa»: 5,00 punti" in office


def test_the_list_carries_value_points_and_sentence_and_is_recomputed(call: Call) -> None:
    more, less = submitted(call, requested="70000.00"), submitted(call, requested="77500.00")
    judged(call, {more: GOOD, less: GOOD})

    ranked_list = published_list(call)

    data = ranked_list.data
    assert data["format"] == "wecare-ranked-list/3"
    assert [(each["computed"], each["points"]) for each in data["entries"]] == [
        ({"C1": "30.00"}, GOOD),
        ({"C1": "22.50"}, GOOD),
    ]
    assert [(row["points"], row["criteria"]["C1"]) for row in data["rows"]] == [
        ("85.00", "5.00"),
        ("83.00", "3.00"),
    ]
    assert recompute(json.loads(json.dumps(data))) == ()
    row = RankedRow.objects.get(ranked_list=ranked_list, submission=less)
    own = outcomes.of_application(less.application, less.submitted_by)
    assert own is not None
    (computed,) = [each for each in row.why if each["code"].startswith("computed_")]
    assert own.classes[0].criteria[1].reasons == (said_of(computed),)
    assert said_of(computed) not in own.why


def test_a_value_or_a_step_that_was_touched_is_found_out(call: Call) -> None:
    judged(call, {submitted(call): GOOD})
    data = json.loads(json.dumps(published_list(call).data))

    for touch in (
        lambda d: d["entries"][0]["computed"].update(C1="30.00"),
        lambda d: d["entries"][0]["computed"].update(C1=None),
        lambda d: d["entries"][0]["computed"].update(C1="molto"),
        lambda d: d["entries"][0]["computed"].clear(),
        lambda d: d["entries"][0]["points"].update(C1="5.00"),
        lambda d: d["rows"][0]["criteria"].update(C1="5.00"),
        lambda d: d["rules"]["criteria"][-1]["computed"]["steps"][0].update(points="4.00"),
        lambda d: d["rules"]["criteria"][-1].update(computed=None),
    ):
        touched = json.loads(json.dumps(data))
        touch(touched)
        assert recompute(resealed(touched)), touched["entries"]


def resealed(document: dict[str, Any]) -> dict[str, Any]:
    from tests.evaluation.engine.test_published import _resealed

    return _resealed(document)


@pytest.mark.django_db
def test_thresholds_weights_and_ties_count_them_like_any_criterion() -> None:
    criteria = with_computed(OWN, weight="2.00", threshold="3.00") | {"total_threshold": None}
    call = call_under_evaluation(
        rules=rules(criteria=criteria, ties=[{"kind": "criterion", "reference": "C1"}])
    )
    low = submitted(call, requested="90000.00")
    first, second = submitted(call, requested="60000.00"), submitted(call, requested="75000.00")
    # 2 x 5 against 2 x 3 points: as much less in A1 makes the totals equal
    judged(call, {low: GOOD, first: {**GOOD, "A1": "12.00"}, second: GOOD})

    ranked_list = ranked_lists.draw_up(call=call, by=officer())

    found = {row.submission_id: row for row in RankedRow.objects.filter(ranked_list=ranked_list)}
    assert found[first.pk].points == found[second.pk].points
    assert (found[first.pk].position, found[second.pk].position) == (1, 2)
    assert found[low.pk].outcome == "below_threshold"
    assert "0,00 punti" in said_of(found[low.pk].why[-1])


def test_a_call_of_an_earlier_format_has_no_computed_criterion() -> None:
    old = replace(rules(), format=2)

    assert "computed" not in old.to_json()["criteria"][0]
    assert changed("criteria")["criteria"] == draft()["criteria"]
