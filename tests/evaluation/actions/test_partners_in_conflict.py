"""Partners count: who acts for one does not sit, and a conflict with one hides the whole application."""

import pytest
from django.db import IntegrityError, transaction

from applicants.models import Organisation, Submission
from calls.models import Call
from evaluation.actions import conflicts, panels
from evaluation.models import Assessment, Conflict, PanelMember
from evaluation.policies.refusals import AssessmentRefused, ConflictRefused, PanelRefused
from evaluation.queries import panels as seen
from evaluation.queries.gate import open_points
from tests.evaluation.views.conftest import browser_of
from tests.factories.accounts import PersonFactory
from tests.factories.acts import external
from tests.factories.applicants import an_organisation
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    manager,
    members_of,
    signed,
    submitted,
    written,
)
from tests.factories.mandates import a_mandate
from wecare.accounts.enums import Role
from wecare.core import clock

pytestmark = pytest.mark.django_db


def a_partner(name: str = "Cooperativa Sorella") -> Organisation:
    return an_organisation(PersonFactory(), name=name)


def a_group(call: Call, partner: Organisation) -> Submission:
    return decided(submitted(call, partners=[partner], name="Comune Guida"))


def test_who_acts_for_a_partner_does_not_sit() -> None:
    call, partner = call_under_evaluation(), a_partner()
    submitted(call, partners=[partner])
    partial = PersonFactory(roles=[Role.ASSESSOR])
    a_mandate(partial, partner)
    others = [PersonFactory(roles=[Role.ASSESSOR]) for _ in range(2)]
    act = external(adopted_on=clock.today())

    with pytest.raises(PanelRefused, match=f"{partial}.*ha parte in una domanda"):
        panels.appoint(
            call=call, chair=others[0], members=[partial, others[1]], act=act, by=manager()
        )


def test_a_partner_elsewhere_is_no_obstacle() -> None:
    call, partner = call_under_evaluation(), a_partner()
    submitted(call_under_evaluation(), partners=[partner])
    person = PersonFactory(roles=[Role.ASSESSOR])
    a_mandate(person, partner)

    assert seen.partial_people(call, [person]) == []


def test_the_declaration_names_leads_and_partners_each_once() -> None:
    call, partner = call_under_evaluation(), a_partner()
    own = submitted(call, organisation=partner)
    a_group(call, partner)

    named = {(party.name, party.leads) for party in seen.parties_of(call)}

    assert named == {(own.organisation.name, True), ("Comune Guida", True)}


def test_a_conflict_with_a_partner_hides_the_whole_application() -> None:
    call, partner = call_under_evaluation(), a_partner()
    group, other = a_group(call, partner), decided(submitted(call, name="Associazione Altra"))
    partial, impartial, _third = members_of(appointed(call))
    declared(partial, {partner: "Ne sono socia."})
    declared(impartial)

    assert list(seen.readable(partial)) == [other]
    assert list(seen.readable(impartial)) == [group, other]
    with pytest.raises(AssessmentRefused, match="non è tra quelle"):
        written(partial, group)
    with pytest.raises(IntegrityError, match="conflict"), transaction.atomic():
        Assessment.objects.create(submission=group, member=partial, saved_at=clock.now())
    client = browser_of(partial.person)
    page = f"/nucleo/{call.code}/valutazioni/{group.protocol_path}/"
    assert client.get(page).status_code == 404
    queue = client.get(f"/nucleo/{call.code}/valutazioni/").content.decode()
    assert "Associazione Altra" in queue
    for secret in ("Comune Guida", partner.name, group.title, group.protocol):
        assert secret not in queue


def test_a_partner_that_never_accepted_may_be_named_too() -> None:
    call, partner = call_under_evaluation(), a_partner()
    group = a_group(call, partner)
    group.application.partners.update(
        organisation=None, accepted_at=None, name="Detta dal capofila"
    )
    member = members_of(appointed(call))[0]

    conflicts.declare(
        member=member, conflicts={partner.fiscal_code: "Ne sono socia."}, by=member.person
    )

    assert Conflict.objects.get().name == "Detta dal capofila"
    assert list(seen.readable(member)) == []


def test_the_page_of_the_declaration_asks_about_partners() -> None:
    call, partner = call_under_evaluation(), a_partner()
    a_group(call, partner)
    member = members_of(appointed(call))[0]
    client, page = browser_of(member.person), f"/nucleo/{call.code}/conflitti/"

    shown = client.get(page).content.decode()
    client.post(page, {"conflict": "some", f"reason_{partner.fiscal_code}": "Ne sono socia."})

    assert "Motivo del conflitto con Cooperativa Sorella (partner)" in shown
    assert Conflict.objects.get().fiscal_code == partner.fiscal_code


def test_a_later_conflict_with_a_partner_takes_the_draft_away_but_never_a_signature() -> None:
    call, one, other = call_under_evaluation(), a_partner("Una"), a_partner("Altra")
    drafted, signed_one = a_group(call, one), a_group(call, other)
    member = declared(members_of(appointed(call))[0])
    written(member, drafted)
    signed(member, signed_one)

    _add(member, one)

    assert not Assessment.objects.filter(submission=drafted).exists()
    with pytest.raises(ConflictRefused, match="Hai già firmato una valutazione"):
        _add(member, other)
    with pytest.raises(IntegrityError, match="leaves no assessment"), transaction.atomic():
        Conflict.objects.create(
            declaration=member.declaration,
            fiscal_code=other.fiscal_code,
            name=other.name,
            reason="Tardi",
            declared_at=clock.now(),
        )


def test_the_gate_counts_conflicts_with_partners() -> None:
    call, partner = call_under_evaluation(), a_partner()
    group = a_group(call, partner)
    first, second, third = members_of(appointed(call))
    for member in (first, second):
        declared(member, {partner: "Parenti"})
    signed(declared(third), group)

    assert [point.code for point in open_points(call)] == ["too_few"]


def _add(member: PanelMember, partner: Organisation) -> None:
    conflicts.add(member=member, fiscal_code=partner.fiscal_code, reason="Nuovo", by=member.person)
