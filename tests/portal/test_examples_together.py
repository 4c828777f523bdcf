"""What the example calls count among many applications, and their real stories in time."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from applicants.actions.announcements import announce
from applicants.enums import ApplicationState
from applicants.models import Application, Submission
from applicants.policies import CapReached, DeadlinePassed
from applicants.policies.participation import DeskIsStopped, DistrictTaken
from calls.enums import OrganisationKind
from calls.models import Call
from calls.queries.desks import all_stopped, desks_of
from evaluation.engine.computed import looked_at
from tests.factories.applicants import a_fiscal_code, sent
from tests.factories.example_cases import (
    DISTRICT,
    FESR,
    FSE1,
    FSE3,
    HELPING,
    MANAGING,
    VALID,
    profile,
)
from tests.factories.examples import published_example
from tests.factories.filing import filed
from tests.factories.versions import extended
from tests.fixtures.database import Clock
from wecare.ledger.queries import balance
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db
ROME = ZoneInfo("Europe/Rome")


def another_district(number: int, *bodies: str) -> dict[str, object]:
    """The valid FSE1 application, by other managing bodies for another Distretto."""
    lead, second = bodies or (a_fiscal_code(), a_fiscal_code())
    managing = replace(MANAGING, fiscal_code=second, name=f"Unione {number}")
    first = replace(DISTRICT.bodies[0], fiscal_code=lead, name=f"Consorzio {number}")
    other = replace(DISTRICT.bodies[1], fiscal_code=second, name=f"Unione {number}")
    codes = ("alba", "cuneo", "bra")
    covered = replace(DISTRICT, code=codes[number], title=codes[number], bodies=(first, other))
    return {
        "fiscal_code": lead,
        "name": f"Consorzio {number}",
        "partners": (managing, HELPING),
        "districts": (covered,),
    }


def test_fse1_takes_one_project_for_each_distretto() -> None:
    call = published_example(FSE1)
    waiting = filed(
        call,
        replace(
            VALID[FSE1],
            fiscal_code=MANAGING.fiscal_code,
            name="Unione",
            partners=(replace(MANAGING, fiscal_code=VALID[FSE1].fiscal_code), HELPING),
        ),
    )
    sent(filed(call, VALID[FSE1]))

    with pytest.raises(DistrictTaken) as refusal:
        sent(waiting)

    assert "Pinerolese" in str(refusal.value)
    assert "reale, un progetto per Distretto" in str(refusal.value)
    assert Submission.objects.count() == 1


def test_fse1_takes_a_third_sector_body_in_two_projects_and_not_in_a_third() -> None:
    call = published_example(FSE1)
    third = filed(call, replace(VALID[FSE1], **another_district(2)))
    for number in (0, 1):
        sent(filed(call, replace(VALID[FSE1], **another_district(number))))

    with pytest.raises(CapReached) as refusal:
        sent(third)

    assert str(refusal.value) == (
        "Associazione Filo partecipa già, come capofila o partner, a 2 domande inviate per questo "
        "bando; il massimo è 2 (reale, al massimo due progetti per ETS o associazione): non può "
        "partecipare ad altre."
    )


def test_fesr_stops_line_a_by_itself_when_its_money_is_asked_for_and_says_so() -> None:
    call = published_example(FESR)
    late = filed(call, VALID[FESR])
    for _n in range(4):
        sent(filed(call, VALID[FESR]))

    with pytest.raises(DeskIsStopped) as refusal:
        sent(late)

    said = str(refusal.value).replace("\xa0", " ")
    assert said.startswith(
        "Lo sportello «Linea A – grandi progetti di imprese sociali» si è fermato"
    )
    assert "chiedono 4.000.000,00 €, il limite è 4.000.000,00 € su 4.000.000,00 € del lotto" in said
    assert "(reale, fino a esaurimento delle risorse)" in said
    assert [(desk.lot.code, desk.is_stopped) for desk in desks_of(call)] == [
        ("A", True),
        ("B", False),
    ]
    small = replace(VALID[FESR], lot="B", aid_form="capital", costs={"beni": Decimal("90000.00")})
    assert sent(filed(call, small)).lot == "B"
    assert not all_stopped(call)


def test_fesr_reserves_each_line_of_the_measure() -> None:
    call = published_example(FESR)

    place = f"{call.fund.code}/{call.line.measure.code}"
    assert balance(f"reserved/{place}/A/{call.code}/A") == Decimal("4000000.00")
    assert balance(f"reserved/{place}/B/{call.code}/B") == Decimal("1000000.00")


def test_fse3_gives_twenty_points_to_a_group_that_a_large_firm_leads() -> None:
    call = published_example(FSE3)
    rules = call.rulebooks.get().rules
    by = rules.criterion("C1").computed
    assert by is not None
    large = profile(FSE3, kind=OrganisationKind.LARGE_FIRM)
    plan = VALID[FSE3].answers | {"piano": "un nuovo piano territoriale"}
    alone = replace(VALID[FSE3], **large, answers=plan)
    firm = replace(MANAGING, profile=VALID[FSE3].organisation)

    assert by.points(looked_at(alone, rules, by)) == 0
    assert by.points(looked_at(replace(VALID[FSE3], partners=(firm,)), rules, by)) == 0
    assert by.points(looked_at(replace(alone, partners=(firm,)), rules, by)) == Decimal("20.00")
    assert sent(filed(call, alone)).content["answers"]["piano"] == "un nuovo piano territoriale"


def test_fse3_had_four_deadlines_by_three_extensions(clock: Clock) -> None:
    first = datetime(2019, 9, 13, 12, tzinfo=ROME)
    later = [
        (datetime(2019, 9, 6, 10, tzinfo=ROME), datetime(2019, 11, 29, 12, tzinfo=ROME)),
        (datetime(2019, 11, 25, 10, tzinfo=ROME), datetime(2020, 2, 27, 12, tzinfo=ROME)),
        (datetime(2020, 2, 26, 10, tzinfo=ROME), datetime(2020, 3, 5, 12, tzinfo=ROME)),
    ]
    clock.set(datetime(2019, 4, 3, 9, tzinfo=ROME))
    call = published_example(FSE3, closes_at=first)
    early = sent(filed(call, VALID[FSE3]))
    draft = filed(call, VALID[FSE3])
    for at, until in later:
        clock.set(at)
        announce(rulebook=extended(call, until))

    windows = list(Call.objects.get(pk=call.pk).windows.order_by("sequence"))
    assert [each.closes_at for each in windows] == [first, *(until for _at, until in later)]
    assert [each.version for each in call.rulebooks.order_by("version")] == [1, 2, 3, 4]
    assert {each.act.adopted_on < date(2020, 3, 5) for each in windows} == {True}
    clock.set(later[-1][1] - timedelta(microseconds=1))
    last = sent(draft)
    assert (early.rulebook.version, last.rulebook.version) == (1, 4)
    assert Letter.objects.filter(person=draft.created_by).count() == len(later)
    clock.set(later[-1][1])
    with pytest.raises(DeadlinePassed):
        sent(filed_before(call, clock))


def filed_before(call: Call, clock: Clock) -> Application:
    """A draft written a day before now, not sent."""
    clock.shift(timedelta(days=-1))
    application = filed(call, VALID[FSE3])
    clock.shift(timedelta(days=1))
    assert application.state == ApplicationState.DRAFT.value
    return application
