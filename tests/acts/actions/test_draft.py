"""Beginning and writing an act."""

import pytest

from tests.factories.accounts import PersonFactory
from tests.factories.acts import VARIABLES, drafted, frozen
from wecare.acts.actions import acts
from wecare.acts.enums import ActKind, ActState
from wecare.acts.models import Act
from wecare.acts.policies import ActRefused, VariablesRefused
from wecare.core.models import Event

pytestmark = pytest.mark.django_db


def test_an_act_begins_as_a_draft_without_number() -> None:
    officer = PersonFactory()

    act = drafted(by=officer)

    assert (act.state, act.number, act.number_text, act.created_by) == (
        ActState.DRAFT,
        None,
        "",
        officer,
    )
    assert str(act) == "DD …/A2203A/…"
    assert [event.name for event in Event.objects.about(act)] == ["act.drafted"]


def test_the_same_key_gives_the_act_that_exists() -> None:
    first = drafted(key="call-1/publication")
    again = drafted(key="call-1/publication", subject="Un altro oggetto")

    assert again == first
    assert again.subject == first.subject
    assert Event.objects.filter(name="act.drafted").count() == 1


def test_the_variables_of_a_draft_are_written_anew() -> None:
    act = drafted()

    act = acts.set_variables(
        act=act,
        variables={"decision": "  di non approvare.\r\n", "expense": "10"},
        subject="Altro   oggetto",
        by=None,
    )

    act.refresh_from_db()
    assert act.variables == {"decision": "di non approvare.", "expense": "10.00"}
    assert act.subject == "Altro oggetto"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"template": "boh"}, "Il modello d'atto «boh» non esiste."),
        ({"subject": "  "}, "Oggetto: manca, scrivilo."),
        (
            {"subject": "a\x00b"},
            "Oggetto: Il testo contiene un carattere nullo (NUL). Toglilo e scrivi di nuovo.",
        ),
        (
            {"variables": {"seen": "\ud800"}},
            "Visti: Il testo contiene un carattere spezzato. Cancellalo e scrivi di nuovo.",
        ),
        (
            {"subject": "a" * 1001},
            "Oggetto: Hai scritto 1001 caratteri, il massimo è 1000. Togline 1.",
        ),
        (
            {"variables": {"expense": "1.000,00"}},
            'Spesa prevista: scrivi un numero come 1.250,00. Abbiamo letto "1.000,00".',
        ),
    ],
    ids=["template", "blank", "nul", "surrogate", "long", "amount"],
)
def test_what_cannot_be_an_act_is_refused_with_a_sentence(
    given: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ActRefused) as refusal:
        drafted(**given)

    assert str(refusal.value) == sentence
    assert not Act.objects.exists()


def test_marks_that_turn_the_reading_direction_are_taken_away() -> None:
    act = drafted(subject="Bando \u202eovitsalbi")

    assert act.subject == "Bando ovitsalbi"


def test_a_refused_value_changes_nothing() -> None:
    act = drafted()

    with pytest.raises(VariablesRefused) as refusal:
        acts.set_variables(act=act, variables={"expense": "NaN", "altro": "x"}, by=None)

    assert sorted(refusal.value.sentences) == ["altro", "expense"]
    act.refresh_from_db()
    assert act.variables == VARIABLES


def test_a_frozen_act_is_not_written() -> None:
    act = frozen()

    with pytest.raises(ActRefused, match="non è più una bozza"):
        acts.set_variables(act=act, variables={}, by=None)


def test_the_kind_may_be_given_by_its_word() -> None:
    assert drafted(kind="DGR").kind == ActKind.DGR
