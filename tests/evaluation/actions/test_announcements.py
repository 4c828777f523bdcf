"""Letters of a published list: everyone's own, once each, in batches, whatever dies meanwhile."""

from typing import Any

import pytest

from evaluation.actions import announcements
from evaluation.enums import AdmissibilityOutcome
from evaluation.models import Announcement
from evaluation.queries.announcements import pending
from tests.factories.evaluation import (
    GOOD,
    POOR,
    call_under_evaluation,
    decided,
    judged,
    published_list,
    submitted,
)
from tests.factories.publication import provisional_list
from wecare.core import clock as the_clock
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db

TEMPLATE = "evaluation/list_published"


def letters() -> list[Letter]:
    return list(Letter.objects.filter(template=TEMPLATE).order_by("pk"))


def test_every_applicant_reads_their_own_place_points_money_and_reasons() -> None:
    call = call_under_evaluation()
    first, poor, out = submitted(call), submitted(call), submitted(call)
    decided(out, AdmissibilityOutcome.INADMISSIBLE)
    judged(call, {first: GOOD, poor: POOR})
    ranked_list = published_list(call)

    announcements.announce(ranked_list=ranked_list)

    by_person = {each.person_id: each for each in letters()}
    assert set(by_person) == {each.submitted_by_id for each in (first, poor, out)}
    mine = by_person[first.submitted_by_id]
    assert mine.kind == "formal"
    assert "Finanziata" in mine.subject
    for words in (first.title, "Posto in graduatoria: 1", "80,00", "80.000,00"):
        assert words in mine.body
    assert "Manca lo statuto." in by_person[out.submitted_by_id].body
    for reader, others in ((first, (poor, out)), (poor, (first, out)), (out, (first, poor))):
        body = by_person[reader.submitted_by_id].body
        for other in others:
            assert other.title not in body
            assert other.organisation.name not in body
    assert "Manca lo statuto." not in mine.body


def test_a_provisional_list_says_until_when_observations_are_filed(clock: Any) -> None:
    ranked_list, _sent = provisional_list()

    announcements.announce(ranked_list=ranked_list)

    assert len(letters()) == 3
    assert "provvisoria" in letters()[0].subject
    assert "osservazioni" in letters()[0].body


def test_letters_are_written_once_also_by_a_worker_that_comes_back(
    monkeypatch: pytest.MonkeyPatch, clock: Any
) -> None:
    monkeypatch.setattr(announcements, "BATCH", 1)
    ranked_list, sent = provisional_list()
    write, count = announcements.letters.write, iter(range(99))

    def dies(**values: Any) -> Any:
        if next(count) == 1:
            raise RuntimeError("the worker dies")
        return write(**values)

    monkeypatch.setattr(announcements.letters, "write", dies)
    with pytest.raises(RuntimeError):
        announcements.announce(ranked_list=ranked_list)
    assert Announcement.objects.get().upto == 1
    clock.set(the_clock.now().replace(year=2031))
    assert pending() == [{"ranked_list_id": ranked_list.pk}]

    told = announcements.announce(ranked_list=ranked_list)
    again = announcements.announce(ranked_list=ranked_list)

    assert (told, again, len(letters())) == (2, 0, len(sent))
    assert pending() == []
