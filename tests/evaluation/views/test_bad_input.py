"""What is typed wrong gets 422, a sentence, and stays as it was typed."""

from typing import Any

import pytest

from evaluation.models import Admissibility, Assessment, Panel
from tests.evaluation.views.conftest import World, browser_of
from tests.factories.evaluation import call_under_evaluation, submitted

pytestmark = pytest.mark.django_db

MARKUP = "<b>grassetto</b>{{ settings.SECRET_KEY }}{% debug %}"
SHOWN = "&lt;b&gt;grassetto&lt;/b&gt;{{ settings.SECRET_KEY }}{% debug %}"
REFUSED_TEXTS = {"nul": "prima\x00dopo", "long": "parola " * 150_000}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1e400", "1e400"),
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
        ("-0,01", "-0"),
        ("20,01", "Il massimo per questo criterio è 20,00. Hai scritto 20,01."),
        ("venti", "venti"),
    ],
)
def test_points_that_cannot_be_are_told_and_kept(world: World, typed: str, sentence: str) -> None:
    page = world.address("/nucleo/{call}/valutazioni/{prot}/")
    sent = {"points_A1": typed, "reason_A1": "Un motivo scritto a lungo"}

    answer = world.browser("assessor").post(page, sent)

    body = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in body
    assert f'value="{typed}"' in body
    assert "Un motivo scritto a lungo" in body
    assert Assessment.objects.filter(member=world.seats[1]).count() == 0


@pytest.mark.parametrize("bad", REFUSED_TEXTS)
def test_a_reason_that_cannot_be_kept_is_told(world: World, bad: str) -> None:
    assessment = world.address("/nucleo/{call}/valutazioni/{prot}/")
    check = world.address("/ufficio/istruttorie/{call}/{prot}/")
    text = REFUSED_TEXTS[bad]

    answers: list[Any] = [
        world.browser("assessor").post(assessment, {"points_A1": "4", "reason_A1": text}),
        world.browser("officer").post(check, {"outcome": "inadmissible", "reasons": text}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert Admissibility.objects.get(submission=world.readable).outcome == "admissible"


def test_markup_is_text(world: World) -> None:
    page = world.address("/nucleo/{call}/valutazioni/{prot}/")
    client = world.browser("assessor")

    client.post(page, {"points_A1": "4", "reason_A1": MARKUP + "\u202eoiggam"})

    body = client.get(page).content.decode()
    assert SHOWN in body
    assert "<b>grassetto" not in body
    assert "\u202e" not in body


def test_a_lone_surrogate_in_the_bytes_breaks_nothing(world: World) -> None:
    page = world.address("/nucleo/{call}/valutazioni/{prot}/")
    body = b"version=0&points_A1=4&reason_A1=%ED%A0%80"

    answer = world.browser("assessor").post(
        page, body, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code in {302, 400, 422}


def test_a_negative_outcome_without_its_reason_is_told(world: World) -> None:
    page = world.address("/ufficio/istruttorie/{call}/{prot}/")

    silent = world.browser("officer").post(page, {"outcome": "inadmissible"})
    unknown = world.browser("officer").post(page, {"outcome": "forse", "reasons": "Art. 3"})

    assert (silent.status_code, unknown.status_code) == (422, 422)
    assert "Scrivi il motivo: chi ha presentato la domanda lo leggerà." in silent.content.decode()
    assert "Art. 3" in unknown.content.decode()


def test_a_panel_is_not_appointed_by_halves(world: World) -> None:
    call = call_under_evaluation()
    submitted(call)
    page = f"/ufficio/nuclei/{call.code}/"
    chair = world.seats[0].person
    typed = {"number_text": "DD 99/A2203A/2026", "adopted_on": "31/02/2026", "chair": chair.pk}

    wrong = world.browser("manager").post(page, typed | {"members": [chair.pk]})
    early = world.browser("manager").post(
        page,
        typed
        | {"adopted_on": "01/01/2020", "members": [each.person.pk for each in world.seats[1:]]},
    )

    assert wrong.status_code == 422
    assert "Scrivi la data come 23/11/2026." in wrong.content.decode()
    assert "Chi presiede non va indicato anche tra i componenti." in wrong.content.decode()
    assert early.status_code == 409
    assert "DD 99/A2203A/2026" in early.content.decode()
    assert Panel.objects.filter(call=call).count() == 0


def test_a_declaration_answers_yes_or_no_and_agrees_with_itself(world: World) -> None:
    client = browser_of(world.seats[2].person)
    page = world.address("/nucleo/{call}/conflitti/")
    reason = f"reason_{world.conflicted.organisation.fiscal_code}"

    answers = [
        client.post(page, {}),
        client.post(page, {"conflict": "some"}),
        client.post(page, {"conflict": "none", reason: "Ci lavora mio fratello"}),
        client.post(page, {"conflict": "some", reason: "nullo\x00"}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422, 422]
    assert "Ci lavora mio fratello" in answers[2].content.decode()
    assert client.post(page, {"conflict": "some", reason: "Mio fratello"}).status_code == 302
