"""Many administrators and officers at once: one first version, one text saved, one published."""

import time
from typing import Any

import pytest

from tests.acts.actions.test_wordings import CODE, PARTS, saved
from tests.factories.accounts import PersonFactory
from tests.factories.acts import drafted
from tests.fixtures.racing import meeting, race
from wecare.acts import queries
from wecare.acts.actions import acts, wordings
from wecare.acts.models import WordingVersion
from wecare.acts.policies import WordingChanged
from wecare.core.models import Event

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
RUNNERS = 8


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave time between the check and the writing."""
    after = wordings._draft_after

    def waiting(last: WordingVersion) -> WordingVersion:
        time.sleep(0.05)
        return after(last)

    monkeypatch.setattr(wordings, "_draft_after", waiting)


def saved_by_many() -> list[Any]:
    """What becomes of as many texts, all written after reading the same draft."""
    base, people = saved().digest, [PersonFactory() for _runner in range(RUNNERS)]

    def save(runner: int) -> WordingVersion:
        parts = PARTS | {"clauses": f"Di chi corre {runner};"}
        return wordings.write(template=CODE, parts=parts, base=base, by=people[runner])

    return race(RUNNERS, save)


@pytest.mark.usefixtures("slowly")
def test_one_text_is_saved_and_the_others_are_told() -> None:
    outcomes = saved_by_many()

    kept = [each for each in outcomes if isinstance(each, WordingVersion)]
    assert len(kept) == 1
    assert sum(isinstance(each, WordingChanged) for each in outcomes) == RUNNERS - 1
    assert queries.wording_draft(CODE).parts == kept[0].parts


def test_without_the_lock_texts_are_lost_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The race above proves something: without the lock more than one believes to have saved."""
    all_read_it = meeting(RUNNERS)

    def unlocked(template: str) -> WordingVersion | None:
        found = queries.wording_draft(template) or wordings.in_force(template)
        all_read_it()
        return found

    monkeypatch.setattr(wordings, "_last", unlocked)

    outcomes = saved_by_many()

    assert sum(isinstance(each, WordingVersion) for each in outcomes) > 1


def test_the_first_acts_at_once_find_one_first_version() -> None:
    people = [PersonFactory() for _runner in range(RUNNERS)]
    begun = [drafted() for _runner in range(RUNNERS)]

    outcomes = race(
        RUNNERS, lambda runner: acts.freeze(act=begun[runner], facts={}, by=people[runner])
    )

    assert {act.wording.number for act in outcomes} == {1}
    assert WordingVersion.objects.count() == 1
    assert Event.objects.filter(name="act_wording.shipped").count() == 1


def test_a_draft_is_published_once() -> None:
    draft, people = saved(), [PersonFactory() for _runner in range(RUNNERS)]

    outcomes = race(
        RUNNERS,
        lambda runner: wordings.publish(
            template=CODE, base=draft.digest, reason="Legge", by=people[runner]
        ),
    )

    assert sum(isinstance(each, WordingVersion) for each in outcomes) == 1
    assert sum(isinstance(each, WordingChanged) for each in outcomes) == RUNNERS - 1
    assert Event.objects.filter(name="act_wording.published").count() == 1
