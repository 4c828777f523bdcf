"""The whole way of a desk on two lines of a measure: arrivals, list by arrival, decree, ledger."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from applicants.models import Submission
from calls.actions import calls
from calls.models import Call
from evaluation.engine.published import recompute
from tests.factories.applicants import sent
from tests.factories.evaluation import judged, officer, published_list
from tests.factories.example_cases import FESR, VALID
from tests.factories.examples import published_example
from tests.factories.filing import filed
from tests.factories.funding import published_decree
from tests.fixtures.database import Clock
from wecare.core.verification import run_all
from wecare.ledger.queries import balance

pytestmark = pytest.mark.django_db
BEST, ENOUGH, TOO_LITTLE = (
    {"A1": "60", "A2": "40"},
    {"A1": "40", "A2": "25"},
    {"A1": "30", "A2": "20"},
)
SMALL = replace(
    VALID[FESR],
    lot="B",
    aid_form="capital",
    costs={"beni": Decimal("90000.00"), "personale": Decimal("10000.00")},
)


def test_who_came_first_and_is_good_enough_is_paid_by_its_own_line(clock: Clock) -> None:
    call = published_example(FESR)
    keys = [sent(filed(call, each)).pk for each in (*[VALID[FESR]] * 3, SMALL)]
    closed = _closed(call, clock)
    first, second, third, small = (Submission.objects.get(pk=key) for key in keys)

    judged(closed, {first: ENOUGH, second: TOO_LITTLE, third: BEST, small: ENOUGH})
    listed = published_list(Call.objects.get(pk=call.pk))
    published_decree(listed)

    rows = [
        (row.lot, row.position, row.protocol, row.outcome)
        for row in listed.rows.order_by("sequence")
    ]
    assert rows == [
        ("A", 1, first.protocol, "funded"),
        ("A", 2, third.protocol, "funded"),
        ("A", None, second.protocol, "below_threshold"),
        ("B", 1, small.protocol, "funded"),
    ]
    assert listed.data["rules"]["procedure"] == "desk"
    assert recompute(listed.data) == ()
    place = f"{call.fund.code}/{call.line.measure.code}"
    for line, lot, whole, each in (
        ("A", "A", "4000000.00", [first, third]),
        ("B", "B", "1000000.00", [small]),
    ):
        reserved = balance(f"reserved/{place}/{line}/{call.code}/{lot}")
        committed = sum(_committed(place, line, one) for one in each)
        assert committed == sum(one.requested for one in each)
        assert reserved == Decimal(whole) - committed
    assert {name: problems for name, problems in run_all().items() if problems} == {}


def _closed(call: Call, clock: Clock) -> Call:
    """The call an hour after its deadline, its applications open."""
    clock.shift(timedelta(days=30, hours=1))
    calls.close(call=call, actor=officer())
    received = Submission.objects.filter(call=call).order_by("protocol_number")
    protocols = [each.protocol for each in received]
    return calls.open_applications(call=call, protocols=protocols, actor=officer())


def _committed(place: str, line: str, submission: Submission) -> Decimal:
    protocol = submission.protocol.replace("/", "-")
    code = submission.call.code
    return balance(f"committed/{place}/{line}/{code}/{submission.lot}/{protocol}")
