"""How often partners take part and how often a Distretto is covered: at the draft, at the send, in a race."""

from typing import Any

import pytest

from applicants.actions import partnerships, submissions
from applicants.actions.organisations import Particulars
from applicants.models import Application, RefusedAttempt, Submission
from applicants.policies import CapReached
from applicants.policies.participation import DistrictTaken
from calls.enums import OrganisationKind
from calls.models import Call, District
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_fiscal_code, an_organisation, complete, sent, withdrawn
from tests.factories.calls import a_complete_draft, published_call
from tests.fixtures.racing import meeting, race

APS = Particulars(kind=OrganisationKind.ETS_APS, seat_municipality="Bra", seat_province="CN")
CAP = {"role": "any", "most": 2, "kinds": ["ets_aps"], "article": "art. 3, c. 4"}
ONCE = {"asked": True, "one_application": True, "one_application_article": "art. 2"}


def a_call(**sections: Any) -> Call:
    return published_call(draft=a_complete_draft(**sections))


def a_capped_call(most: int = 2) -> Call:
    return a_call(partnership={"groups": True, "caps": [CAP | {"most": most}]})


def joined(application: Application, code: str, name: str = "Beta") -> Application:
    partnerships.add(
        application=application,
        fiscal_code=code,
        name=name,
        particulars=APS,
        actor=application.created_by,
    )
    return application


def covering(application: Application, *codes: str) -> Application:
    partnerships.choose_districts(
        application=application, codes=codes, actor=application.created_by
    )
    return application


@pytest.fixture
def districts(db: None) -> list[District]:
    return [
        District.objects.create(code=code, name=code.title()) for code in ("alba", "bra", "asti")
    ]


@pytest.mark.django_db
def test_a_partner_of_as_many_as_the_call_admits_joins_and_is_sent_no_more() -> None:
    call, code = a_capped_call(), a_fiscal_code()
    waiting = [joined(complete(call), code) for _n in range(3)]
    late = complete(call)
    for each in waiting[:2]:
        sent(each)

    for refused in (lambda: sent(waiting[2]), lambda: joined(late, code)):
        with pytest.raises(CapReached) as refusal:
            refused()
        assert str(refusal.value) == (
            "Beta partecipa già, come capofila o partner, a 2 domande inviate per questo bando; il "
            "massimo è 2 (art. 3, c. 4): non può partecipare ad altre."
        )

    assert RefusedAttempt.objects.get().reason == str(refusal.value)


@pytest.mark.django_db
def test_leading_counts_with_taking_part() -> None:
    call, person = a_capped_call(1), PersonFactory()
    organisation = an_organisation(person, name="Delta")
    sent(joined(complete(call), organisation.fiscal_code, "Delta"))

    with pytest.raises(
        CapReached, match="Delta partecipa già, come capofila o partner, a 1 domanda"
    ):
        complete(call, actor=person, organisation=organisation)


@pytest.mark.django_db
def test_a_cap_leaves_other_kinds_and_other_roles_alone() -> None:
    lead_only = a_call(partnership={"groups": True, "caps": [{"role": "lead", "most": 1}]})
    code = a_fiscal_code()

    for _n in range(3):
        sent(joined(complete(lead_only), code))

    assert Submission.objects.filter(call=lead_only).count() == 3


@pytest.mark.django_db
def test_a_withdrawn_application_counts_no_more() -> None:
    call, code = a_capped_call(1), a_fiscal_code()
    first = sent(joined(complete(call), code))
    withdrawn(first)

    assert sent(joined(complete(call), code)).state == "live"


@pytest.mark.django_db
def test_a_district_of_another_sent_application_is_neither_chosen_nor_sent(
    districts: list[District],
) -> None:
    call = a_call(districts=ONCE)
    first, second = (covering(complete(call), "alba", "bra") for _n in range(2))
    submission = sent(first)

    for refused in (lambda: sent(second), lambda: covering(complete(call), "asti", "bra")):
        with pytest.raises(DistrictTaken) as refusal:
            refused()
        assert str(refusal.value).endswith(
            f"è già nella domanda prot. {submission.protocol}, di {submission.organisation.name}. Ogni "
            "Distretto sta in una sola domanda (art. 2)."
        )

    assert sent(covering(complete(call), "asti")).state == "live"


@pytest.mark.django_db
def test_without_the_rule_a_district_may_be_in_many(districts: list[District]) -> None:
    call = a_call(districts={"asked": True})

    for _n in range(2):
        sent(covering(complete(call), "alba"))

    assert Submission.objects.filter(call=call).count() == 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_groups_with_one_partner_sent_at_once_stay_within_the_limit() -> None:
    call, code = a_capped_call(), a_fiscal_code()
    waiting = [joined(complete(call), code) for _n in range(6)]

    outcomes = race(6, lambda runner: sent(waiting[runner]))

    assert Submission.objects.count() == 2
    assert sum(isinstance(each, CapReached) for each in outcomes) == 4


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_district_sent_by_many_at_once_is_covered_once(districts: list[District]) -> None:
    call = a_call(districts=ONCE)
    pairs = [("alba", "bra"), ("bra", "asti"), ("asti", "alba")] * 2
    waiting = [covering(complete(call), *pair) for pair in pairs]

    outcomes = race(6, lambda runner: sent(waiting[runner]))

    assert Submission.objects.count() == 1  # each two of the pairs share a Distretto
    assert sum(isinstance(each, DistrictTaken) for each in outcomes) == 5


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_turns_the_same_races_go_over(
    monkeypatch: pytest.MonkeyPatch, districts: list[District]
) -> None:
    """The races above prove something."""
    call, code = (
        a_call(districts=ONCE, partnership={"groups": True, "caps": [CAP | {"most": 1}]}),
        a_fiscal_code(),
    )
    waiting = [covering(joined(complete(call), code), "alba") for _n in range(6)]
    checked = submissions.check_districts_are_free
    all_looked = meeting(6)

    def slowly(*arguments: Any, **named: Any) -> None:
        checked(*arguments, **named)
        all_looked()

    monkeypatch.setattr(submissions, "hold_turns", lambda _call, _counted: None)
    monkeypatch.setattr(submissions, "check_districts_are_free", slowly)

    race(6, lambda runner: sent(waiting[runner]))

    assert Submission.objects.count() > 1
