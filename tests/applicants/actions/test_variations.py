"""Partners change after sending by a variation: asked, accepted, decided by act."""

from typing import Any

import pytest
from django.db import Error, connection, transaction

from applicants.actions import variations
from applicants.actions.brought import Brought
from applicants.models import Application, Partner, Submission, Variation
from applicants.policies import CapReached
from applicants.policies.variations import VariationRefused
from applicants.queries import verification
from applicants.queries.participation import taken_part
from applicants.queries.variations import group_in_force
from calls.enums import CapRole
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_fiscal_code, a_pdf, complete, fresh, sent
from tests.factories.calls import published_call
from tests.factories.partners import Joined, a_group_call, a_lead
from tests.factories.phases import opened
from tests.factories.variations import (
    a_change,
    a_newcomer,
    a_sent_group,
    answers,
    asked,
    decided,
    spends,
)
from tests.fixtures.database import Clock
from wecare.core.models import Event, FileScan
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db
Group = tuple[Application, Joined]


@pytest.fixture
def group(clock: Clock) -> Group:
    return a_sent_group(clock)


def letters_to(person: Any) -> list[str]:
    rows = Letter.objects.filter(person=person, template__startswith="applicants/variation")
    return list(rows.order_by("id").values_list("template", flat=True))


def test_who_leaves_goes_and_who_comes_in_takes_part_and_what_was_sent_stays(
    group: Group,
) -> None:
    application, gone = group
    sent_before = Submission.objects.get().content
    new = a_newcomer(name="Cooperativa Gamma")
    code = new.organisation.fiscal_code
    variation = asked(
        application,
        a_change(
            leaves=[gone.organisation.fiscal_code],
            enters=[new],
            parts={code: spends("30000.00", own="5000.00")},
        ),
    )
    answers(variation, new)

    decided(variation)

    submission = Submission.objects.get()
    assert submission.content == sent_before
    assert list(verification.submissions()) == []
    [partner] = application.partners.all()
    assert (partner.fiscal_code, partner.organisation) == (code, new.organisation)
    assert str(partner.costs.get().amount) == "30000.00"
    assert str(application.costs.get(partner=None, category="work").amount) == "50000.00"
    assert str(fresh(application).own_funding) == "15000.00"
    assert [each["name"] for each in group_in_force(submission)] == ["Cooperativa Gamma"]
    assert letters_to(new.person) == ["applicants/variation_asked", "applicants/variation_decided"]
    assert letters_to(gone.person) == [
        "applicants/variation_asked", "applicants/variation_decided",
    ]  # fmt: skip
    assert letters_to(application.created_by) == [
        "applicants/variation_answered", "applicants/variation_decided",
    ]  # fmt: skip
    names = [event.name for event in Event.objects.about(variation)]
    assert names == ["variation.asked", "variation.answered", "variation.decided"]


def test_the_group_in_force_is_the_sum_of_the_approved_ones(group: Group) -> None:
    application, gone = group
    first, second, never = a_newcomer(), a_newcomer(), a_newcomer()
    for newcomer in (first, second):
        variation = asked(application, a_change(enters=[newcomer]))
        answers(variation, newcomer)
        decided(variation)
    refused = asked(application, a_change(leaves=[gone.organisation.fiscal_code], enters=[never]))
    decided(refused, approved=False)

    found = [each["fiscal_code"] for each in group_in_force(Submission.objects.get())]

    expected = [gone.organisation, first.organisation, second.organisation]
    assert found == [each.fiscal_code for each in expected]
    assert {each.fiscal_code for each in application.partners.all()} == set(found)


def test_without_the_yes_of_who_comes_in_nothing_is_approved(group: Group) -> None:
    application, _gone = group
    new = a_newcomer(name="Cooperativa Gamma")
    variation = asked(application, a_change(enters=[new]))

    with pytest.raises(VariationRefused, match="manca il sì di Cooperativa Gamma"):
        decided(variation)
    answers(variation, new, accepted=False)
    with pytest.raises(VariationRefused, match="manca il sì di Cooperativa Gamma"):
        decided(variation)

    assert application.partners.count() == 1


def test_only_who_acts_for_it_answers_and_once(group: Group) -> None:
    application, _gone = group
    new = a_newcomer()
    variation = asked(application, a_change(enters=[new]))
    entrant = variation.entrants.get()

    with pytest.raises(VariationRefused, match="chi opera per l'ente"):
        variations.answer(entrant=entrant, accepted=True, reason="", actor=PersonFactory())
    with pytest.raises(VariationRefused, match="perché rifiuti"):
        variations.answer(entrant=entrant, accepted=False, reason=" ", actor=new.person)
    answers(variation, new)
    with pytest.raises(VariationRefused, match="ha già risposto"):
        answers(variation, new, accepted=False)


def test_the_rules_of_the_sending_are_kept_with_rule_limit_and_value(clock: Clock) -> None:
    application, gone = a_sent_group(clock, minimum=1)

    with pytest.raises(VariationRefused, match=r"0.*1|1.*0"):
        asked(application, a_change(leaves=[gone.organisation.fiscal_code]))

    assert not Variation.objects.exists()


def test_the_money_of_the_project_stays_what_was_sent(group: Group) -> None:
    application, gone = group
    code = gone.organisation.fiscal_code

    with pytest.raises(VariationRefused, match=r"90\.000,00.*80\.000,00"):
        asked(application, a_change(parts={code: spends("90000.00")}))
    with pytest.raises(VariationRefused, match=r"Quota propria.*20\.000,01.*20\.000,00"):
        asked(application, a_change(parts={code: spends("1.00", own="20000.01")}))


def test_a_cap_is_counted_again_when_it_is_approved(clock: Clock) -> None:
    caps = [{"role": "partner", "most": 1, "article": "art. 8"}]
    group = {"groups": True, "caps": caps}
    call = a_group_call(partnership=group)
    new = a_newcomer(name="Cooperativa Gamma")
    leads = [a_lead(call), a_lead(call)]
    for each in leads:
        sent(fresh(each))
    opened(call, clock)
    first, second = (asked(fresh(each), a_change(enters=[new])) for each in leads)
    for each in (first, second):
        answers(each, new)
    decided(first)

    with pytest.raises(CapReached, match=r"Cooperativa Gamma.*il massimo è 1"):
        decided(second)
    with pytest.raises(CapReached, match=r"art\. 8"):
        variations.proposed(fresh(leads[1]), a_change(enters=[new]))

    assert taken_part(call, new.organisation.fiscal_code, CapRole.PARTNER) == 1


def test_who_left_may_take_part_elsewhere(group: Group) -> None:
    application, gone = group
    code = gone.organisation.fiscal_code
    assert taken_part(application.call, code, CapRole.PARTNER) == 1

    decided(asked(application, a_change(leaves=[code])))

    assert taken_part(application.call, code, CapRole.PARTNER) == 0


@pytest.mark.parametrize("word", ["same", "lead", "there", "unknown", "stranger"])
def test_a_change_that_makes_no_sense_is_refused_with_its_reason(group: Group, word: str) -> None:
    application, gone = group
    here = gone.organisation
    changes: dict[str, tuple[Any, str]] = {
        "same": (a_change(), "Non cambia nulla"),
        "lead": (
            variations.Change(frozenset(), (application.organisation.fiscal_code,), {}),
            "è il capofila",
        ),
        "there": (variations.Change(frozenset(), (here.fiscal_code,), {}), "è già tra i partner"),
        "unknown": (variations.Change(frozenset(["00000000000"]), (), {}), "non è tra i partner"),
        "stranger": (
            variations.Change(frozenset(), (a_fiscal_code(),), {}),
            "non è ancora sul portale",
        ),
    }
    change, sentence = changes[word]

    with pytest.raises(VariationRefused, match=sentence):
        asked(application, change)


def test_one_is_asked_at_a_time_and_the_lead_may_take_it_back(group: Group) -> None:
    application, _gone = group
    variation = asked(application, a_change(enters=[a_newcomer()]))

    with pytest.raises(VariationRefused, match="una alla volta"):
        asked(application, a_change(enters=[a_newcomer()]))
    variations.withdraw(variation=variation, actor=application.created_by)
    again = asked(application, a_change(enters=[a_newcomer()]))

    assert (again.number, again.state) == (2, "open")
    with pytest.raises(VariationRefused, match="ritirata dal capofila"):
        variations.withdraw(variation=variation, actor=application.created_by)


def test_before_the_deadline_one_withdraws_and_sends_again_instead() -> None:
    application = a_lead(a_group_call())
    sent(fresh(application))

    with pytest.raises(VariationRefused, match="ritiri la domanda, cambi i partner"):
        asked(fresh(application), a_change(enters=[a_newcomer()]))


def test_a_draft_and_a_call_without_groups_have_no_variations(clock: Clock) -> None:
    draft = a_lead(a_group_call())
    alone = complete(published_call())
    sent(alone)
    opened(alone.call, clock)

    with pytest.raises(VariationRefused, match="è una bozza"):
        asked(draft, a_change(enters=[a_newcomer()]))
    with pytest.raises(VariationRefused, match="non ammette gruppi"):
        asked(fresh(alone), a_change(enters=[a_newcomer()]))


def test_a_no_has_its_reason_and_nobody_decides_before_the_opening(clock: Clock) -> None:
    call = a_group_call()
    application = a_lead(call)
    sent(fresh(application))
    clock.set(call.windows.get().closes_at)
    variation = asked(fresh(application), a_change(enters=[new := a_newcomer()]))
    answers(variation, new)

    with pytest.raises(VariationRefused, match="non sono ancora aperte"):
        decided(variation)
    opened(call, clock)
    with pytest.raises(VariationRefused, match="perché non l'approvi"):
        decided(variation, approved=False, reason=" ")

    assert Variation.objects.get().state == "open"


def test_files_come_through_the_child_and_the_scanner(group: Group, tmp_path: Any) -> None:
    application, _gone = group
    path, bad = tmp_path / "adesione.pdf", tmp_path / "programma.pdf"
    path.write_bytes(a_pdf())
    bad.write_bytes(b"MZ not a document")
    change = a_change(enters=[a_newcomer()])

    with pytest.raises(VariationRefused, match=r"programma\.pdf"):
        asked(application, change, files=[Brought("programma.pdf", bad)])
    variation = asked(application, change, files=[Brought("adesione.pdf", path)])

    kept = variation.files.get()
    assert FileScan.objects.filter(file=kept.file).exists()


def test_what_was_decided_never_changes(group: Group) -> None:
    application, gone = group
    variation = asked(application, a_change(leaves=[gone.organisation.fiscal_code]))
    with pytest.raises(Error), transaction.atomic():
        Variation.objects.filter(pk=variation.pk).update(reason="Altro")
    decided(variation)

    for change in ({"state": "open"}, {"answer": "Altro"}, {"closed_at": None}):
        with pytest.raises(Error), transaction.atomic():
            Variation.objects.filter(pk=variation.pk).update(**change)
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM applicants_variation")


def test_a_partner_that_left_reads_the_project_no_more(group: Group) -> None:
    application, gone = group
    decided(asked(application, a_change(leaves=[gone.organisation.fiscal_code])))

    assert not Partner.objects.filter(organisation=gone.organisation).exists()
