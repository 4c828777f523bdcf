"""Criteria judged by named levels: the rulebook, the editor, the scoring page, the action."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.engine.missing import missing_for_publication
from calls.engine.rulebook import Rulebook
from calls.labels import sentence
from calls.models import Call
from evaluation.actions import assessments
from evaluation.models import PanelMember, Score
from evaluation.policies.refusals import AssessmentRefused
from tests.calls.views.typed import part, rows, save, text_of
from tests.evaluation.views.conftest import browser_of
from tests.factories.accounts import PersonFactory
from tests.factories.calls import CallFactory, a_complete_draft, published_call
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    members_of,
    submitted,
)
from tests.factories.rules import changed, draft, rules
from wecare.accounts.enums import Role

LEVELS = [
    {"points": "0.00", "name": "Assente"},
    {"points": "12.00", "name": "Sufficiente"},
    {"points": "20.00", "name": "Ottima"},
]


def _criteria(levels: list[dict[str, Any]]) -> dict[str, Any]:
    first, *others = draft()["criteria"]["criteria"]
    criteria: dict[str, Any] = changed("criteria", criteria=[first | {"levels": levels}, *others])
    return dict(criteria["criteria"])


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        (LEVELS[2:], "Criteri e soglie, A1: i livelli sono 1, il minimo è 2. Aggiungine."),
        (
            [*LEVELS, LEVELS[0]],
            "Criteri e soglie, A1: due livelli valgono 0,00 punti. Cambiane uno.",
        ),
        (
            LEVELS[:2],
            (
                "Criteri e soglie, A1: il livello più alto vale 12,00 punti, il massimo del criterio "
                "è 20,00. Falli uguali."
            ),
        ),
        ([{"points": "3"}], "Criteri e soglie, n. 1: devi ancora scrivere il nome."),
        ([{"points": "-1", "name": "x"}, LEVELS[2]], "i punti è -1,00, il minimo è 0,00."),
    ],
)
def test_levels_that_cannot_be_chosen_stop_the_publication(
    levels: list[dict[str, Any]], said: str
) -> None:
    missing = missing_for_publication(draft(criteria=_criteria(levels)))

    assert any(said in sentence(each) for each in missing)


def test_levels_read_back_from_their_json() -> None:
    book = rules(criteria=_criteria(LEVELS))

    assert Rulebook.from_json(book.to_json()) == book
    assert [level.points for level in book.criterion("A1").levels] == [
        Decimal("0.00"),
        Decimal("12.00"),
        Decimal("20.00"),
    ]


def _typed(levels: str) -> dict[str, Any]:
    return (
        part(total_threshold="", assessors="3", aggregation="mean")
        | rows("classes", {"code": "A", "title": "Proposta", "threshold": ""})
        | rows(
            "criteria",
            {
                "code": "A1",
                "class_code": "A",
                "title": "Bisogno",
                "maximum": "20",
                "levels": levels,
            },
        )
    )


@pytest.mark.django_db
def test_the_office_writes_levels_one_on_each_line_and_finds_them_again() -> None:
    call = CallFactory(empty=True)
    office = browser_of(PersonFactory(roles=[Role.OFFICER]))
    address = reverse("calls:editor", args=[call.code, "criteria"])

    save(office, address, _typed("0 Assente\n12,00 Sufficiente\n20 Ottima"))

    assert Call.objects.get(pk=call.pk).draft["criteria"]["criteria"][0]["levels"] == LEVELS
    assert "12,00 Sufficiente" in text_of(office.get(address))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "Ottima 20",
            'Scrivi i punti e poi il giudizio, come "8 Buona". Abbiamo letto "Ottima 20".',
        ),
        ("20", 'Abbiamo letto "20".'),
        ("1e400 Ottima", 'Abbiamo letto "1e400 Ottima".'),
        ("0 No\n19 Sì", "Il livello più alto vale 19,00 punti: deve valere il massimo, 20,00."),
    ],
)
def test_a_line_that_is_no_level_is_refused_and_kept(typed: str, said: str) -> None:
    call = CallFactory(empty=True)
    office = browser_of(PersonFactory(roles=[Role.OFFICER]))

    answer = save(office, reverse("calls:editor", args=[call.code, "criteria"]), _typed(typed))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert typed in text_of(answer)


@pytest.mark.django_db
def test_everybody_reads_the_levels_on_the_rules_page(client: Client) -> None:
    call = published_call(draft=a_complete_draft(criteria=_criteria(LEVELS)))

    page = text_of(client.get(reverse("calls:rules", args=[call.code])))

    assert "0,00 Assente; 12,00 Sufficiente; 20,00 Ottima" in " ".join(page.split())


@pytest.fixture
def member(db: None) -> PanelMember:
    call = call_under_evaluation(rules=rules(criteria=_criteria(LEVELS)))
    decided(submitted(call))
    member = members_of(appointed(call))[0]
    declared(member)
    return member


def page_of(member: PanelMember) -> str:
    submission = member.panel.call.submissions.get()
    return f"/nucleo/{member.panel.call.code}/valutazioni/{submission.protocol_path}/"


def test_the_scoring_page_shows_the_levels_and_saves_the_one_chosen(member: PanelMember) -> None:
    browser = browser_of(member.person)

    page = text_of(browser.get(page_of(member)))
    browser.post(page_of(member), {"points_A1": "12.00", "reason_A1": "Dati."})

    assert "Sufficiente (12,00)" in page
    assert Score.objects.get(criterion="A1").points == Decimal("12.00")
    again = text_of(browser.get(page_of(member)))
    assert 'value="12.00"' in again
    assert "checked" in again.split('value="12.00"')[1].split(">")[0]


def test_points_that_are_no_level_are_refused_by_the_page_and_by_the_action(
    member: PanelMember,
) -> None:
    browser = browser_of(member.person)
    submission = member.panel.call.submissions.get()

    answer = browser.post(page_of(member), {"points_A1": "13.00"})

    assert answer.status_code == 422
    assert "Scegli uno dei livelli del criterio." in text_of(answer)
    with pytest.raises(AssessmentRefused, match=r"i livelli valgono 0,00; 12,00; 20,00 punti"):
        assessments.save(
            submission=submission,
            member=member,
            scores={"A1": (Decimal("13.00"), "")},
            by=member.person,
        )
    assert Score.objects.count() == 0
