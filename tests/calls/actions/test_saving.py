"""Saving a part of a draft: refused only where somebody else has written the same."""

from typing import Any

import pytest

from calls.actions.calls import save_section
from calls.engine.portions import FormQuestions, Portion, form_sections
from calls.enums import EditorSection
from calls.models import Call
from calls.policies import CallRefused, DraftChanged
from tests.factories.accounts import PersonFactory
from tests.factories.calls import CallFactory
from tests.fixtures.racing import race
from wecare.core.models import Event

pytestmark = pytest.mark.django_db
COSTS, LOTS = EditorSection.COSTS, EditorSection.LOTS
LOT = [{"code": "X", "title": "Il lotto di Luca", "amount": "5.00"}]


def saved(call: Call, portion: Portion, value: Any, *, version: int, seen: str = "") -> Call:
    return save_section(
        call=call,
        section=portion.section,
        value=value,
        base_version=version,
        actor=PersonFactory(),
        portion=portion,
        seen=seen,
    )


def test_two_who_write_different_parts_do_not_meet() -> None:
    call = CallFactory()
    lots, costs = Portion(LOTS), Portion(COSTS)
    seen = lots.mark(call.draft)

    saved(call, costs, [], version=1, seen=costs.mark(call.draft))
    after = saved(call, lots, LOT, version=1, seen=seen)

    assert (after.draft["lots"], after.draft["costs"], after.draft_version) == (LOT, [], 3)


def test_two_who_write_the_same_part_are_told() -> None:
    call = CallFactory()
    portion = Portion(LOTS)
    seen = portion.mark(call.draft)
    saved(call, portion, LOT, version=1, seen=seen)

    with pytest.raises(DraftChanged, match="Un'altra persona"):
        saved(call, portion, [], version=1, seen=seen)

    call.refresh_from_db()
    assert call.draft["lots"] == LOT


def test_without_the_mark_the_version_alone_decides() -> None:
    call = CallFactory()
    saved(call, Portion(COSTS), [], version=1)

    with pytest.raises(DraftChanged):
        saved(call, Portion(LOTS), LOT, version=1)


def test_what_stands_already_is_not_written_again_and_nobody_is_told_otherwise() -> None:
    call = CallFactory()
    saved(call, Portion(LOTS), LOT, version=1)

    again = saved(call, Portion(LOTS), LOT, version=1, seen="another")

    assert again.draft_version == 2
    assert Event.objects.filter(name="call.section_saved").count() == 1


def test_two_who_write_the_questions_of_different_sections_do_not_meet() -> None:
    call = CallFactory()
    rows = [
        {"code": "project", "title": "Descrizione", "was": "project"},
        {"code": "time", "title": "Tempi", "was": ""},
    ]
    call = saved(call, form_sections(), rows, version=1)
    project, time = FormQuestions(code="project"), FormQuestions(code="time")
    marks = {portion: portion.mark(call.draft) for portion in (project, time)}
    when = [{"code": "when", "label": "Quando?"}]

    saved(call, time, when, version=2, seen=marks[time])
    after = saved(call, project, [], version=2, seen=marks[project])

    assert [row["questions"] for row in after.draft["sections"]] == [[], when]


def test_a_section_is_not_taken_away_with_questions_that_one_has_not_read() -> None:
    call = CallFactory()
    portion = form_sections()
    seen = portion.mark(call.draft)
    questions = [{"code": "new", "label": "Appena scritta"}]
    saved(call, FormQuestions(code="project"), questions, version=1)

    with pytest.raises(DraftChanged):
        saved(call, portion, [], version=1, seen=seen)


def test_questions_of_a_section_that_is_gone_are_refused() -> None:
    call = CallFactory()
    saved(call, form_sections(), [], version=1)

    with pytest.raises(CallRefused, match="Questa sezione del modulo non c'è più"):
        saved(call, FormQuestions(code="project"), [], version=2)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_ten_who_save_the_same_part_at_once_one_is_in_and_nine_are_told() -> None:
    call = CallFactory()
    portion = Portion(LOTS)
    seen, people = portion.mark(call.draft), [PersonFactory() for _each in range(10)]

    def run(runner: int) -> Any:
        value = [{"code": f"L{runner}", "title": "Lotto", "amount": "1.00"}]
        facts = {"section": LOTS, "base_version": 1, "portion": portion, "seen": seen}
        return save_section(call=call, value=value, actor=people[runner], **facts)

    outcomes = race(10, run)

    assert sum(isinstance(each, Call) for each in outcomes) == 1
    assert sum(isinstance(each, DraftChanged) for each in outcomes) == 9
