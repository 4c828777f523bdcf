"""The last day of a project: what says it, in which order, and that every place says the same."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from funding.actions.conditions import adhesion
from funding.actions.exits import project_changes
from funding.engine.interest import months_after
from funding.engine.project_ends import last_day
from funding.models import Award, ProjectChange
from funding.queries import expiries
from funding.queries.awards.project_ends import project_end, standing_projects
from funding.queries.seeing.forecast import forecast, quarter_of
from tests.factories.conditions import accepted, today
from tests.factories.evaluation import manager
from tests.factories.frozen import sent_with
from tests.factories.funding import an_award
from wecare.core import clock

pytestmark = pytest.mark.django_db


def extended(award: Award, until: date) -> ProjectChange:
    asked = project_changes.extend(
        award=award, ends_on=until, reason="Serve tempo.", by=award.submission.submitted_by
    )
    return project_changes.decide(change=asked, step="approve", by=manager())


def told(award: Award, starts_on: date) -> None:
    adhesion.tell_start(award=award, starts_on=starts_on, by=award.submission.submitted_by)


def ends(award: Award) -> tuple[date | None, date | None]:
    """By the query of one, and by the query of many."""
    (many,) = (end for key, _protocol, end in standing_projects() if key == award.pk)
    return project_end(award), many


def is_expected_on(end: date) -> None:
    """The forecast of payments and the list of terms say this day."""
    assert [quarter for quarter, _amount in forecast().quarters] == [quarter_of(end)]
    found = expiries.expiring(clock.now() + timedelta(days=5000))
    assert [localdate(each.at) for each in found if each.key.startswith("progetto-")] == [end]


def test_the_last_day_is_the_one_before_the_same_day_of_a_later_month() -> None:
    assert last_day(date(2026, 12, 15), 12) == date(2027, 12, 14)
    assert last_day(date(2026, 1, 31), 1) == date(2026, 2, 27)
    for months in (None, 0, -1, "12", 601):
        assert last_day(date(2026, 1, 31), months) is None


def test_a_project_ends_by_the_start_and_the_months_that_were_sent() -> None:
    award = an_award()
    sent_with(award, starts_on="2030-01-15", months=12)

    assert ends(award) == (date(2031, 1, 14), date(2031, 1, 14))
    is_expected_on(date(2031, 1, 14))


def test_the_start_that_was_told_last_goes_before_the_one_that_was_sent() -> None:
    award = an_award()
    sent_with(award, starts_on="2030-01-15", months=12)
    accepted(award)
    told(award, today() + timedelta(days=5))
    start = today() + timedelta(days=40)
    told(award, start)
    end = months_after(start, 12) - timedelta(days=1)

    assert ends(award) == (end, end)
    is_expected_on(end)


def test_a_start_that_was_told_is_enough_where_none_was_sent() -> None:
    award = an_award()
    sent_with(award, starts_on=None, months=6)
    accepted(award)
    assert ends(award) == (None, None)
    told(award, today())
    end = months_after(today(), 6) - timedelta(days=1)

    assert ends(award) == (end, end)


def test_the_last_extension_in_force_goes_before_everything() -> None:
    award = an_award()
    sent_with(award, starts_on="2030-01-15", months=12)
    accepted(award)
    extended(award, date(2031, 6, 30))
    extended(award, date(2032, 6, 30))
    told(award, today())
    asked = project_changes.extend(
        award=award,
        ends_on=date(2033, 6, 30),
        reason="Ancora.",
        by=award.submission.submitted_by,
    )

    assert ends(award) == (date(2032, 6, 30), date(2032, 6, 30))
    is_expected_on(date(2032, 6, 30))
    project_changes.decide(change=asked, step="refuse", answer="No.", by=manager())
    assert ends(award) == (date(2032, 6, 30), date(2032, 6, 30))


def test_an_extension_is_enough_where_nobody_said_months() -> None:
    award = an_award()
    extended(award, date(2031, 6, 30))

    assert ends(award) == (date(2031, 6, 30), date(2031, 6, 30))


def test_without_a_start_the_forecast_alone_counts_from_the_day_of_the_award() -> None:
    award = an_award()
    sent_with(award, starts_on=None, months=24)
    end = months_after(localdate(award.granted_at), 24) - timedelta(days=1)

    assert ends(award) == (None, None)
    assert [day for _key, _protocol, day in standing_projects(or_granted=True)] == [end]
    assert [quarter for quarter, _amount in forecast().quarters] == [quarter_of(end)]


def test_without_months_nobody_knows_the_end() -> None:
    award = an_award()
    sent_with(award, starts_on="2030-01-15", months=None)

    assert ends(award) == (None, None)
    assert forecast().undated == award.amount


def test_the_ends_of_many_projects_are_one_query(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for _number in range(2):
        extended(an_award(), date(2031, 6, 30))

    with django_assert_num_queries(1):
        found = [end for _key, _protocol, end in standing_projects()]

    assert found == [date(2031, 6, 30)] * 2
