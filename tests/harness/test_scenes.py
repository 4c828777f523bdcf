"""What a scene puts back is what it built, and only where nothing else stands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from applicants.models import Submission
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import complete, sent
from tests.factories.calls import published_call
from tests.fixtures import scenes
from tests.fixtures.faults import everything
from tests.fixtures.scenes import scene
from wecare.accounts.models import Person
from wecare.core import clock, verification

pytestmark = pytest.mark.django_db
Ask = Callable[[], Any]


@pytest.fixture(autouse=True)
def none_is_kept() -> Iterator[None]:
    """No copy, nor memory of one, of the tests before or after."""
    copies, asked = dict(scenes._copies), set(scenes._asked)
    scenes._copies.clear()
    scenes._asked.clear()
    yield
    scenes._copies.clear()
    scenes._copies.update(copies)
    scenes._asked.update(asked)


@pytest.fixture
def built() -> list[str]:
    """The names of the people that were built, not put back."""
    return []


@pytest.fixture
def person(built: list[str]) -> Callable[[], Person]:
    """A scene of one person."""

    @scene
    def a_person() -> Person:
        made = PersonFactory()
        built.append(made.email)
        return made

    return a_person


@contextmanager
def a_test() -> Iterator[None]:
    """What happens in the block is a test by itself: taken back at its end."""
    before = transaction.savepoint()
    scenes.begin(scenes.stage.patches)
    yield
    transaction.savepoint_rollback(before)
    scenes.begin(scenes.stage.patches)


def a_story() -> Submission:
    return sent(complete(published_call()), key="the-same-key-of-the-page")


def files() -> dict[str, bytes]:
    store = Path(settings.FILE_STORE)
    return {str(each): each.read_bytes() for each in store.rglob("*") if each.is_file()}


def test_it_is_built_twice_and_then_put_back(person: Ask, built: list[str]) -> None:
    seen = []
    for _time in range(4):
        with a_test():
            seen.append(person().email)
            assert Person.objects.get().email == seen[-1]

    assert built == seen[:2]
    assert seen[2:] == [seen[1]] * 2


def test_every_row_and_file_of_a_whole_story_comes_back() -> None:
    found = []
    for _time in range(3):
        with a_test():
            submission = a_story()
            found.append((submission.pk, submission.receipt.context, everything(), files()))
            connection.check_constraints()
            assert [each for each in verification.run_all().values() if each] == []

    assert found[1] == found[2]
    assert found[0] != found[1]  # that one was built: it has other keys


def test_what_follows_is_not_put_over_other_rows_than_it_followed() -> None:
    for _time in range(3):
        with a_test():
            a_story()
    oldest = min(scenes._copies.items(), key=lambda each: each[1].name)
    del scenes._copies[oldest[0]]  # that of the call, as if it were too old

    with a_test():
        call = published_call()
        submission = sent(complete(call))
        connection.check_constraints()

        assert submission.call_id == call.pk
        assert Submission.objects.get().call_id == call.pk


def test_objects_that_were_given_stay_the_same_and_become_what_they_became() -> None:
    built = []

    @scene
    def renamed(person: Person) -> Person:
        person.given_name = "Bea"
        person.save()
        built.append(person)
        return person

    for _time in range(4):
        with a_test():
            person = PersonFactory()

            assert renamed(person) is person
            assert (person.given_name, Person.objects.get().given_name) == ("Bea", "Bea")

    assert len(built) == 2


def _written(person: Ask) -> Any:
    PersonFactory.build().save()
    return person()


def _asked_the_time(person: Ask) -> Any:
    clock.now()
    return person()


def _within_a_transaction(person: Ask) -> Any:
    with transaction.atomic():
        return person()


@pytest.mark.parametrize("ask", [_written, _asked_the_time, _within_a_transaction])
def test_where_something_else_happened_it_is_built(
    person: Ask, built: list[str], ask: Callable[[Ask], Any]
) -> None:
    for _time in range(3):
        with a_test():
            person()
    assert len(built) == 2

    with a_test():
        ask(person)

    assert len(built) == 3


def test_where_a_function_was_changed_it_is_built(
    person: Ask, built: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _time in range(3):
        with a_test():
            person()

    monkeypatch.setattr(clock, "TRUE_CLOCK", clock.TRUE_CLOCK)
    with a_test():
        person()

    assert len(built) == 3


def test_where_a_setting_was_changed_it_is_built(
    person: Ask, built: list[str], settings: Any
) -> None:
    for _time in range(3):
        with a_test():
            person()

    settings.DEMONSTRATION = True
    with a_test():
        person()

    assert len(built) == 3


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_builds_its_own(person: Ask, built: list[str]) -> None:
    for _time in range(3):
        person()

    assert len(built) == 3
