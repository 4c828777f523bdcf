"""Two people prepare the document to sign in the same instant: there is one, and nobody is refused."""

import pytest

from applicants.actions import signing
from applicants.models import Application, SigningCopy
from tests.factories.applicants import complete
from tests.factories.calls import published_call
from tests.factories.signing import signing_draft
from tests.fixtures.racing import meeting, race

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
RUNNERS = 4


@pytest.fixture
def application() -> Application:
    return complete(published_call(draft=signing_draft()))


def prepared(application: Application) -> SigningCopy:
    return signing.prepare(application=application, actor=application.created_by)


def test_a_copy_that_many_prepare_at_once_is_one(application: Application) -> None:
    outcomes = race(RUNNERS, lambda _runner: prepared(application))

    assert {each.pk for each in outcomes} == {SigningCopy.objects.get().pk}


def test_without_the_lock_somebody_is_refused(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The race above proves something."""
    standing_of = signing.standing_of
    nobody_found_a_copy = meeting(RUNNERS)

    def slow(*args: object, **options: object) -> object:
        found = standing_of(*args, **options)
        nobody_found_a_copy()
        return found

    monkeypatch.setattr(signing, "locked", lambda each: Application.objects.get(pk=each.pk))
    monkeypatch.setattr(signing, "standing_of", slow)

    outcomes = race(RUNNERS, lambda _runner: prepared(application))

    assert [each for each in outcomes if isinstance(each, Exception)] != []
