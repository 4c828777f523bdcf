"""An invitation to somebody who is not in the portal: a letter whose secret is kept nowhere."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from applicants.actions import invitations
from applicants.actions.invitation_letters_again import write_again
from applicants.models import Application, Invitation, Partner
from applicants.policies.partnership import (
    MOST_AGAIN,
    MOST_BY_EMAIL,
    MOST_TO_ADDRESS,
    InvitationRefused,
)
from applicants.queries.participants import digest_of, invitation_by
from tests.applicants.views.conftest import logged_in
from tests.calls.views.typed import text_of
from tests.factories.accounts import PASSWORD, PersonFactory
from tests.factories.applicants import a_fiscal_code, an_organisation
from tests.factories.partners import a_group_call, a_lead
from tests.fixtures.database import Clock
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core.models import Event
from wecare.notices.actions import sending
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db
ADDRESS = "info@bra.example"
LINK = re.compile(r"/inviti/([\w-]{43})/")


@pytest.fixture
def application(db: None) -> Application:
    return a_lead(a_group_call())


def invited(application: Application, email: str = ADDRESS, **more: Any) -> Invitation:
    return invitations.invite(
        **{
            "application": application,
            "name": "Quelli di Bra",
            "fiscal_code": "",
            "email": email,
            "actor": application.created_by,
            **more,
        }
    ).invitation


def left() -> str:
    """The body of the last letter to the address, as the mail server has it."""
    letter = Letter.objects.filter(address=ADDRESS).latest("id")
    sending.send(letter=letter)
    return str(mail.outbox[-1].body)


def secret() -> str:
    found = LINK.search(left())
    assert found is not None
    return found[1]


def opened(of: Client, word: str) -> Any:
    return of.get(reverse("applicants:invitation_link_opened", args=[word]), follow=True)


def page(invitation: Invitation) -> str:
    return reverse("applicants:invitation", args=[invitation.public_id])


def test_a_letter_goes_to_the_address_with_a_link_that_opens_the_invitation(
    application: Application,
) -> None:
    invitation = invited(application)

    word = secret()

    assert mail.outbox[-1].to == [ADDRESS]
    assert f"{settings.SITE_ADDRESS}/inviti/{word}/" in mail.outbox[-1].body
    assert invitation_by(word) == invitation


def test_the_secret_is_in_no_row_no_event_and_no_page_of_the_office(
    application: Application, client: Client
) -> None:
    invited(application)
    word = secret()
    letter = Letter.objects.get(address=ADDRESS)
    officer = logged_in(PersonFactory(roles=[Role.MANAGER]))

    outbox = officer.get(reverse("notices:outbox_letter", args=[letter.pk]))

    kept = [*Letter.objects.values(), *Invitation.objects.values(), *Event.objects.values()]
    assert word not in str(kept)
    assert "/inviti/…/" in letter.body
    assert outbox.status_code == 200
    assert "/inviti/…/" in text_of(outbox)
    assert word not in text_of(outbox)
    assert Invitation.objects.get().secret_digest == digest_of(word)


def test_a_letter_that_is_sent_twice_has_one_link(application: Application) -> None:
    invitation = invited(application)
    first = secret()
    Letter.objects.filter(address=ADDRESS).update(state="queued", sent_at=None)

    assert secret() == first
    assert invitation_by(first) == invitation


def test_a_key_that_was_changed_in_between_still_makes_the_link(
    application: Application, settings: Any
) -> None:
    invitation = invited(application)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, long enough to be one of a portal"

    assert invitation_by(secret()) == invitation


@pytest.mark.parametrize("step", ["withdraw", "new_link"])
def test_a_letter_whose_link_would_open_nothing_does_not_leave(
    application: Application, step: str
) -> None:
    invitation = invited(application)
    getattr(invitations, step)(invitation=invitation, actor=application.created_by)
    letter = Letter.objects.get(template="applicants/address_invited")

    sent = sending.send(letter=letter)

    assert mail.outbox == []
    assert sent.state == "failed"
    assert sent.error.startswith("The invitation ")


def test_who_has_no_profile_registers_logs_in_and_comes_back_to_answer(
    application: Application, client: Client
) -> None:
    invitation = invited(application)

    login = opened(client, secret())
    assert login.redirect_chain[-1][0] == f"{reverse('accounts:login')}?next={page(invitation)}"
    assert "poi torni all'invito e rispondi" in text_of(login)
    register = f"{reverse('accounts:register')}?next={page(invitation)}"
    assert register in text_of(login)
    registered = client.post(
        register,
        {
            "email": "bea@bra.example",
            "password": PASSWORD,
            "given_name": "Bea",
            "family_name": "Bianchi",
            "password_again": PASSWORD,
        },
        follow=True,
    )
    back = registered.redirect_chain[-1][0]
    assert back.startswith(f"{reverse('accounts:login')}?next=")
    came = client.post(
        back,
        {"username": "bea@bra.example", "password": PASSWORD, "next": page(invitation)},
        follow=True,
    )
    assert came.redirect_chain[-1][0] == page(invitation)
    assert "Aggiungi il tuo ente, poi torna qui e rispondi." in text_of(came)
    beta = an_organisation(Person.objects.get(email="bea@bra.example"), name="Beta APS")
    done = client.post(page(invitation), {"answer": "accept"})

    assert done.status_code == 302
    assert Partner.objects.get().organisation == beta


def test_the_link_is_of_use_to_nobody_else_once_somebody_answered(
    application: Application,
) -> None:
    invitation = invited(application)
    word = secret()
    first, second = PersonFactory(), PersonFactory()
    an_organisation(first, name="Beta APS")
    an_organisation(second, name="Gamma APS")
    one, other = logged_in(first), logged_in(second)
    assert opened(other, word).status_code == 200
    opened(one, word)

    one.post(page(invitation), {"answer": "accept"})

    assert opened(other, word).status_code == 410
    assert opened(Client(), word).status_code == 410
    assert other.get(page(invitation)).status_code == 404
    assert other.post(page(invitation), {"answer": "accept"}).status_code == 404
    assert one.get(page(invitation)).status_code == 200
    assert Partner.objects.get().name == "Beta APS"


def test_the_link_ends_with_the_invitation(application: Application, clock: Clock) -> None:
    invited(application)
    word = secret()
    clock.set(application.call.windows.get().closes_at)

    late = opened(Client(), word)

    assert late.status_code == 410
    assert "Scaduto" in text_of(late)
    assert application.title not in text_of(late)


def test_a_link_that_was_replaced_opens_nothing_not_even_where_it_was_opened(
    application: Application,
) -> None:
    invitation = invited(application)
    word = secret()
    theirs = logged_in(PersonFactory())
    assert opened(theirs, word).status_code == 200

    again = invitations.new_link(invitation=invitation, actor=application.created_by)

    assert opened(theirs, word).status_code == 404
    assert theirs.get(page(invitation)).status_code == 404
    assert opened(theirs, again.secret).status_code == 200


def test_who_was_written_to_hears_that_the_invitation_is_taken_back(
    application: Application,
) -> None:
    invitation = invited(application)

    invitations.withdraw(invitation=invitation, actor=application.created_by)

    assert "ha ritirato l'invito a Quelli di Bra" in left()


def test_the_portal_floods_no_mailbox_of_strangers(application: Application) -> None:
    for _n in range(MOST_TO_ADDRESS):
        invitation = invited(application)
        invitations.withdraw(invitation=invitation, actor=application.created_by)

    with pytest.raises(
        InvitationRefused, match=r"già scritto 3 volte a INFO@BRA\.EXAMPLE: il massimo è 3"
    ):
        invited(application, email=ADDRESS.upper())

    for number in range(MOST_BY_EMAIL - MOST_TO_ADDRESS):
        invited(application, email=f"ente{number}@esempio.it")
    with pytest.raises(InvitationRefused, match="50 volte: il massimo è 50"):
        invited(application, email="altro@esempio.it")


def test_the_lead_sees_who_is_written_to_and_never_the_link(application: Application) -> None:
    home = logged_in(application.created_by)

    made = home.post(
        reverse("applicants:invitation_new", args=[application.public_id]),
        {"name": "Quelli di Bra", "fiscal_code": "", "email": ADDRESS},
    )

    assert made.status_code == 200
    assert f"Scriviamo a <strong>{ADDRESS}</strong>" in text_of(made)
    assert secret() not in text_of(made)
    assert "Il collegamento si vede solo adesso" not in text_of(made)


def again(invitation: Invitation) -> int:
    return write_again(invitation=invitation, actor=invitation.invited_by)


def test_who_lost_the_letter_gets_another_with_a_link_that_counts(application: Application) -> None:
    invitation = invited(application)
    first = secret()

    assert again(invitation) == 1

    assert Letter.objects.filter(address=ADDRESS).count() == 2
    assert secret() == first
    assert invitation_by(first) == invitation


def test_a_letter_written_again_takes_the_place_of_a_link_to_hand_over(
    application: Application,
) -> None:
    invitation = invited(application)
    handed = invitations.new_link(invitation=invitation, actor=application.created_by).secret

    again(invitation)

    assert invitation_by(handed) is None
    assert invitation_by(secret()) == invitation


def test_whoever_acts_for_the_organisation_is_written_to_as_well(application: Application) -> None:
    person = PersonFactory()
    beta = an_organisation(person, name="Beta APS")
    invitation = invited(application, fiscal_code=beta.fiscal_code)

    assert again(invitation) == 2

    assert Letter.objects.filter(person=person).count() == 2


def test_an_invitation_is_written_again_a_few_times_a_day(
    application: Application, clock: Clock
) -> None:
    invitation = invited(application)
    for _time in range(MOST_AGAIN):
        again(invitation)

    with pytest.raises(InvitationRefused, match=rf"{MOST_AGAIN} volte .* massimo è {MOST_AGAIN}"):
        again(invitation)

    assert Letter.objects.filter(address=ADDRESS).count() == MOST_AGAIN + 1
    clock.set(invitation.invited_at + timedelta(days=1, minutes=1))
    assert again(invitation) == 1


def test_letters_written_again_count_among_those_to_the_address(application: Application) -> None:
    """Three in a day: an invitation and its two, so no other invitation of the same person."""
    assert MOST_AGAIN + 1 == MOST_TO_ADDRESS
    invitation = invited(application)
    for _time in range(MOST_AGAIN):
        again(invitation)

    with pytest.raises(
        InvitationRefused, match=rf"(?i)scritto {MOST_TO_ADDRESS} volte a {ADDRESS}"
    ):
        invited(application, email=ADDRESS.upper())

    assert Letter.objects.filter(address=ADDRESS).count() == MOST_TO_ADDRESS


def test_an_address_that_had_its_letters_gets_no_other_by_writing_again(
    application: Application,
) -> None:
    first, *_others = [invited(application) for _each in range(MOST_TO_ADDRESS)]

    with pytest.raises(InvitationRefused, match=f"scritto {MOST_TO_ADDRESS} volte a {ADDRESS}"):
        again(first)

    assert Letter.objects.filter(address=ADDRESS).count() == MOST_TO_ADDRESS


def test_there_is_nobody_to_write_to(application: Application) -> None:
    invitation = invited(application, email="", fiscal_code=a_fiscal_code())

    with pytest.raises(InvitationRefused, match="fai un altro collegamento e mandalo tu"):
        again(invitation)

    assert not Event.objects.filter(name="invitation.written_again").exists()


def test_what_was_answered_is_not_asked_again(application: Application) -> None:
    invitation = invited(application)
    invitations.withdraw(invitation=invitation, actor=application.created_by)

    with pytest.raises(InvitationRefused, match="non si può più cambiare: ritirato dal"):
        again(invitation)


def test_the_lead_writes_again_from_the_page_of_the_group(application: Application) -> None:
    invitation = invited(application)
    home = logged_in(application.created_by)
    group = reverse("applicants:partnership", args=[application.public_id])
    address = reverse(
        "applicants:invitation_again", args=[application.public_id, invitation.public_id]
    )
    assert f'action="{address}"' in home.get(group).content.decode()

    told = home.post(address, follow=True)

    assert "Abbiamo scritto di nuovo." in text_of(told)
    other = logged_in(PersonFactory())
    assert other.post(address).status_code == 404
    assert Letter.objects.filter(address=ADDRESS).count() == 2
