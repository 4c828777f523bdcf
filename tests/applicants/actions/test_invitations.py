"""Invitations: asked, answered by the right people, taken back, shown with their instants."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from applicants.actions import applications, invitations, partnerships
from applicants.actions.filling import NotYourPart
from applicants.enums import InvitationState
from applicants.models import Answer, Application, Invitation, Partner
from applicants.policies import CapReached, CodeRefused, WritingRefused
from applicants.policies.partnership import InvitationRefused
from applicants.queries.participants import (
    digest_of,
    invitation_by,
    invitations_for,
    open_invitations_for,
)
from calls.models import Call
from tests.applicants.test_group_caps import APS, joined
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, a_fiscal_code, an_organisation, complete, sent
from tests.factories.calls import published_call
from tests.factories.partners import a_group_call, a_lead, accepted, asked, says
from tests.fixtures.database import Clock
from wecare.core.models import Event
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db: None) -> Call:
    return a_group_call()


@pytest.fixture
def application(call: Call) -> Application:
    return a_lead(call)


def letters() -> list[tuple[str, str]]:
    return [(each.person.email, each.template) for each in Letter.objects.order_by("id")]


def test_whoever_acts_for_the_organisation_has_a_letter_and_finds_the_invitation(
    application: Application,
) -> None:
    person, colleague = PersonFactory(), PersonFactory()
    beta = an_organisation(person, name="Beta APS")
    an_organisation(colleague)

    invited = asked(application, beta)

    assert letters() == [(person.email, "applicants/partner_invited")]
    body = Letter.objects.get().body
    assert f"{application.organisation.name} invita Beta APS" in body
    assert f"/area/inviti/{invited.invitation.public_id}/" in body
    assert invited.secret not in body
    assert list(invitations_for(person)) == [invited.invitation]
    assert list(invitations_for(colleague)) == []


def test_of_the_secret_only_the_digest_is_kept(application: Application) -> None:
    invited = asked(application, an_organisation())

    stored = Invitation.objects.values().get()

    assert invited.secret not in str(stored)
    assert stored["secret_digest"] == digest_of(invited.secret)
    assert invitation_by(invited.secret) == invited.invitation
    assert invitation_by(stored["secret_digest"]) is None
    assert invited.secret not in str(list(Event.objects.values_list("facts", flat=True)))


def test_a_new_link_closes_the_former_one(application: Application) -> None:
    first = asked(application, an_organisation())

    second = invitations.new_link(invitation=first.invitation, actor=application.created_by)

    assert invitation_by(first.secret) is None
    assert invitation_by(second.secret) == first.invitation


def test_who_accepts_is_linked_to_its_organisation_and_says_who_it_is(
    application: Application,
) -> None:
    beta = accepted(application, name="Beta APS", answered=False)

    partner = Partner.objects.get()
    assert (partner.organisation, partner.name) == (beta.organisation, "Beta APS")
    invitation = Invitation.objects.get()
    assert (invitation.state, invitation.answered_by) == ("accepted", beta.person)
    assert invitation.answered_at == partner.accepted_at
    assert letters()[-1] == (application.created_by.email, "applicants/invitation_answered")
    assert Event.objects.filter(name="invitation.accepted").count() == 1


def test_what_the_lead_had_described_becomes_the_partners_own(application: Application) -> None:
    person = PersonFactory()
    beta = an_organisation(person, name="Beta APS")
    joined(application, beta.fiscal_code, name="Beta, come la chiamo io")
    described = Partner.objects.get()
    applications.save_answers(
        application=application,
        answers={"role": ("Scritto dal capofila", 0)},
        actor=application.created_by,
        partner=described,
    )

    invited = asked(application, beta)
    partner = invitations.accept(invitation=invited.invitation, organisation=beta, actor=person)

    assert (partner.pk, partner.name) == (described.pk, "Beta APS")
    assert Answer.objects.get(partner=partner).value == "Scritto dal capofila"
    with pytest.raises(NotYourPart, match="la sua parte la scrive chi opera per Beta APS"):
        applications.save_answers(
            application=application,
            answers={"role": ("Ancora io", 1)},
            actor=application.created_by,
            partner=partner,
        )
    with pytest.raises(WritingRefused, match="i suoi dati sono quelli che l'ente dice di sé"):
        partnerships.describe(
            partner=partner,
            name="Altro",
            particulars=APS,
            base_version=partner.version,
            actor=application.created_by,
        )


def test_a_no_has_a_reason_that_the_lead_reads(application: Application) -> None:
    person = PersonFactory()
    beta = an_organisation(person, name="Beta APS")
    invited = asked(application, beta)

    with pytest.raises(InvitationRefused, match="Scrivi perché rifiuti"):
        invitations.decline(
            invitation=invited.invitation, organisation=beta, reason=" ", actor=person
        )
    invitations.decline(
        invitation=invited.invitation,
        organisation=beta,
        reason="Abbiamo un altro bando",
        actor=person,
    )

    assert Invitation.objects.get().state == InvitationState.DECLINED
    assert Partner.objects.count() == 0
    assert "Motivo: Abbiamo un altro bando" in Letter.objects.latest("id").body
    with pytest.raises(InvitationRefused, match="non si può più cambiare: rifiutato dal"):
        invitations.accept(invitation=invited.invitation, organisation=beta, actor=person)


def test_an_invitation_taken_back_is_not_accepted(application: Application) -> None:
    person = PersonFactory()
    beta = an_organisation(person)
    invited = asked(application, beta)

    invitations.withdraw(invitation=invited.invitation, actor=application.created_by)

    with pytest.raises(InvitationRefused, match="ritirato dal"):
        invitations.accept(invitation=invited.invitation, organisation=beta, actor=person)
    assert letters()[-1] == (person.email, "applicants/invitation_withdrawn")
    assert Invitation.objects.get().closed_by == application.created_by


def test_only_the_organisation_that_was_asked_answers(application: Application) -> None:
    invited = asked(application, an_organisation(name="Beta APS"))
    person = PersonFactory()
    other = an_organisation(person, name="Gamma APS")

    with pytest.raises(InvitationRefused, match="Gamma APS ha"):
        invitations.accept(invitation=invited.invitation, organisation=other, actor=person)
    with pytest.raises(InvitationRefused, match="solo chi opera per l'ente invitato"):
        invitations.accept(
            invitation=invited.invitation, organisation=other, actor=application.created_by
        )

    assert Partner.objects.count() == 0


def test_an_invitation_by_e_mail_is_answered_for_the_own_organisation(
    application: Application,
) -> None:
    invited = invitations.invite(
        application=application,
        name="Quelli di Bra",
        fiscal_code="",
        email="info@bra.example",
        actor=application.created_by,
    )
    person = PersonFactory()
    beta = an_organisation(person, name="Beta APS")

    partner = invitations.accept(invitation=invited.invitation, organisation=beta, actor=person)

    assert (invited.letters, invited.secret, partner.fiscal_code) == (0, "", beta.fiscal_code)


def test_nobody_is_asked_twice_nor_the_lead_nor_who_takes_part(application: Application) -> None:
    beta = an_organisation(name="Beta APS")
    asked(application, beta)
    gamma = accepted(application, name="Gamma APS")

    with pytest.raises(InvitationRefused, match="già invitato"):
        asked(application, beta)
    with pytest.raises(InvitationRefused, match="è il capofila: non si invita"):
        asked(application, application.organisation)
    with pytest.raises(InvitationRefused, match="Gamma APS partecipa già"):
        asked(application, gamma.organisation)
    with pytest.raises(CodeRefused):
        invitations.invite(
            application=application,
            name="X",
            fiscal_code="123",
            email="",
            actor=application.created_by,
        )


def test_the_database_holds_one_open_invitation_and_a_reason_for_a_no(
    application: Application,
) -> None:
    invited = asked(application, an_organisation()).invitation
    copy = Invitation.objects.get()
    copy.pk, copy.public_id, copy.secret_digest = None, None, "0" * 64

    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()
    with pytest.raises(IntegrityError, match="declined_with_a_reason"), transaction.atomic():
        Invitation.objects.filter(pk=invited.pk).update(state="declined")


def test_a_call_without_groups_and_a_closed_call_take_no_invitations(
    application: Application, clock: Clock
) -> None:
    with pytest.raises(WritingRefused, match="non ammette gruppi"):
        asked(a_draft(published_call()), an_organisation())
    person = PersonFactory()
    beta = an_organisation(person)
    invited = asked(application, beta)
    closes_at = application.call.windows.get().closes_at
    waiting = open_invitations_for(person, at=closes_at - timedelta(seconds=1))
    assert waiting == [invited.invitation]
    clock.set(closes_at)

    assert open_invitations_for(person, at=closes_at) == []
    with pytest.raises(WritingRefused, match="Il bando è chiuso"):
        invitations.accept(invitation=invited.invitation, organisation=beta, actor=person)
    with pytest.raises(WritingRefused, match="Il bando è chiuso"):
        asked(application, an_organisation())


def test_whoever_takes_part_in_as_many_as_the_call_admits_does_not_accept() -> None:
    cap = {"role": "any", "most": 1, "article": "art. 3"}
    call = a_group_call(partnership={"groups": True, "caps": [cap]})
    person = PersonFactory()
    beta = an_organisation(person, name="Beta APS")
    answers = {"need": "Case", "role": "Guida"}
    other = a_lead(call)
    invited = asked(other, beta)
    sent(complete(call, actor=person, organisation=beta, answers=answers))

    with pytest.raises(CapReached, match="Beta APS partecipa già"):
        invitations.accept(invitation=invited.invitation, organisation=beta, actor=person)

    assert Invitation.objects.get().state == InvitationState.OPEN


def test_a_partner_taken_out_is_told_and_opens_nothing_more(application: Application) -> None:
    beta = accepted(application, name="Beta APS")

    partnerships.remove(partner=beta.partner, actor=application.created_by)

    assert letters()[-1] == (beta.person.email, "applicants/partner_removed")
    assert Invitation.objects.get().state == InvitationState.ENDED
    with pytest.raises(WritingRefused, match="non è più tra i partner"):
        says(application, beta, "Ancora", 1)


def test_a_partner_only_described_is_taken_out_without_a_word(application: Application) -> None:
    joined(application, a_fiscal_code())

    partnerships.remove(partner=Partner.objects.get(), actor=application.created_by)

    assert letters() == []


def test_who_replaces_a_partner_takes_its_costs_and_nothing_else(application: Application) -> None:
    beta = accepted(application, name="Beta APS")
    Partner.objects.update(own_funding="500.00")
    beta.partner.costs.create(application=application, category="work", amount="4000.00")

    new = partnerships.replace(
        partner=beta.partner,
        fiscal_code=a_fiscal_code(),
        name="Gamma ODV",
        particulars=APS,
        actor=application.created_by,
    )

    stored = Partner.objects.get()
    assert (stored.pk, stored.name, stored.has_accepted) == (new.pk, "Gamma ODV", False)
    assert [str(each.amount) for each in stored.costs.all()] == ["4000.00"]
    assert str(stored.own_funding) == "500.00"
    assert stored.answers.count() == 0
    assert letters()[-1] == (beta.person.email, "applicants/partner_removed")
