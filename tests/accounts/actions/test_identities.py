import pytest

from tests.factories.accounts import PersonFactory
from wecare.accounts import identity
from wecare.accounts.actions import identities
from wecare.accounts.models import IdentityLink
from wecare.accounts.queries import person_known_as
from wecare.core.models import Event

pytestmark = pytest.mark.django_db


def test_a_link_keeps_the_level_of_its_provider_and_is_made_once() -> None:
    person = PersonFactory()

    first = identities.link(person=person, provider="password", subject="x")
    second = identities.link(person=person, provider="password", subject="x")

    assert first == second
    assert first.level == "low"
    assert [event.name for event in Event.objects.about(person)] == ["person.identity_linked"]


def test_a_subject_of_another_person_is_refused() -> None:
    owner = PersonFactory()
    identities.link(person=owner, provider="password", subject="x")

    with pytest.raises(identities.LinkRefused, match="Email e password"):
        identities.link(person=PersonFactory(), provider="password", subject="x")

    assert IdentityLink.objects.get().person == owner


def test_an_unknown_provider_is_an_error() -> None:
    with pytest.raises(LookupError):
        identities.link(person=PersonFactory(), provider="nobody", subject="x")


def test_a_switched_off_person_is_not_known_to_any_provider() -> None:
    person = PersonFactory(is_active=False)
    identities.link(person=person, provider="password", subject="x")

    assert person_known_as(provider="password", subject="x") is None


def test_the_password_is_the_first_provider() -> None:
    assert [each.code for each in identity.providers()] == ["password"]
    assert identity.other_providers() == ()
