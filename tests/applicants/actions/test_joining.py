"""Whoever wants to work for an organisation asks, is answered, is told."""

import pytest

from applicants.actions import joining
from applicants.actions.mandates import Terms
from applicants.enums import MandateKind
from applicants.models import JoinRequest, Mandate, Organisation
from applicants.permissions import acts_for
from applicants.policies.organisations import JoinRefused, MandateRefused
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import an_organisation
from tests.factories.mandates import a_mandate
from wecare.accounts.models import Person
from wecare.core.models import Event
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Person:
    return PersonFactory()


@pytest.fixture
def organisation(owner: Person) -> Organisation:
    return an_organisation(owner, name="Delta")


@pytest.fixture
def asking() -> Person:
    return PersonFactory(given_name="Ugo", family_name="Re", email="ugo@esempio.it")


@pytest.fixture
def asked(organisation: Organisation, asking: Person) -> JoinRequest:
    return joining.ask(organisation=organisation, message="Sono il revisore.", actor=asking)


def test_everyone_who_administers_is_told(
    organisation: Organisation, owner: Person, asking: Person
) -> None:
    second, editor = PersonFactory(), PersonFactory()
    a_mandate(second, organisation, administers=True)
    a_mandate(editor, organisation)

    joining.ask(organisation=organisation, message="Sono il revisore.", actor=asking)

    letters = Letter.objects.filter(template="applicants/join_asked").order_by("person_id")
    assert [letter.person for letter in letters] == [owner, second]
    assert letters[0].subject == "Ugo Re chiede di operare per Delta"
    assert "Ugo Re (ugo@esempio.it) chiede di operare per Delta" in letters[0].body
    assert "Sono il revisore." in letters[0].body
    assert f"/area/organizzazioni/{organisation.pk}/richieste/" in letters[0].body


def test_asking_gives_nothing_yet(asked: JoinRequest, asking: Person) -> None:
    assert not acts_for(asking, asked.organisation)
    assert not Mandate.objects.filter(person=asking).exists()


def test_one_waits_for_the_answer_before_asking_again(asked: JoinRequest, asking: Person) -> None:
    with pytest.raises(JoinRefused, match="Hai già chiesto di operare per Delta"):
        joining.ask(organisation=asked.organisation, message="", actor=asking)

    assert JoinRequest.objects.count() == 1


def test_who_works_for_it_does_not_ask(organisation: Organisation, owner: Person) -> None:
    with pytest.raises(JoinRefused, match="Operi già per Delta"):
        joining.ask(organisation=organisation, message="", actor=owner)


def test_accepted_it_is_a_mandate(asked: JoinRequest, asking: Person, owner: Person) -> None:
    mandate = joining.accept(request=asked, terms=Terms(MandateKind.EDITOR), actor=owner)

    asked.refresh_from_db()
    assert (asked.state, asked.mandate, asked.decided_by) == ("accepted", mandate, owner)
    assert acts_for(asking, asked.organisation)
    assert Letter.objects.get(template="applicants/mandate_granted").person == asking
    assert Event.objects.filter(name="organisation.join_accepted").count() == 1


def test_refused_it_brings_the_reason(asked: JoinRequest, asking: Person, owner: Person) -> None:
    joining.refuse(request=asked, reason="Non ti conosciamo.", actor=owner)

    letter = Letter.objects.get(template="applicants/join_decided")
    assert letter.person == asking
    assert "Perché: Non ti conosciamo." in letter.body
    assert not acts_for(asking, asked.organisation)
    again = joining.ask(organisation=asked.organisation, message="", actor=asking)
    assert again.state == "open"


def test_withdrawn_it_is_answered_no_more(
    asked: JoinRequest, asking: Person, owner: Person
) -> None:
    joining.withdraw(request=asked, actor=asking)

    with pytest.raises(JoinRefused, match="ha già avuto risposta o è stata ritirata"):
        joining.accept(request=asked, terms=Terms(MandateKind.VIEWER), actor=owner)
    assert not Mandate.objects.filter(person=asking).exists()


def test_only_who_administers_answers(asked: JoinRequest) -> None:
    editor = PersonFactory()
    a_mandate(editor, asked.organisation)

    with pytest.raises(MandateRefused, match="Non amministri più"):
        joining.accept(request=asked, terms=Terms(MandateKind.VIEWER), actor=editor)
