from datetime import timedelta

import pytest
from django.db import IntegrityError

from tests.factories.notices import LetterFactory
from wecare.core import clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"state": "lost"}, "notices_letter_state_is_known", id="unknown state"),
        pytest.param({"state": "sent"}, "notices_letter_sent_has_its_instant", id="sent never"),
        pytest.param({"key": ""}, "notices_letter_has_key_and_subject", id="no key"),
        pytest.param({"subject": ""}, "notices_letter_has_key_and_subject", id="no subject"),
    ],
)
def test_the_database_refuses_a_letter_without_sense(fields: dict, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        LetterFactory(**fields)


def test_a_queued_letter_has_no_sending_instant() -> None:
    with pytest.raises(IntegrityError, match="notices_letter_sent_has_its_instant"):
        LetterFactory(sent_at=clock.now())


def test_a_letter_is_not_read_before_it_is_written() -> None:
    with pytest.raises(IntegrityError, match="notices_letter_read_after_it_is_written"):
        LetterFactory(read_at=clock.now() - timedelta(days=1))


def test_a_key_belongs_to_one_letter() -> None:
    LetterFactory(key="x")

    with pytest.raises(IntegrityError, match="key"):
        LetterFactory(key="x")
