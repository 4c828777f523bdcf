"""People for tests. Every one of them can log in with ``PASSWORD``."""

from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from typing import Any

import factory
from django.contrib.auth.hashers import make_password

from tests.fixtures.scenes import SceneFactory
from wecare.accounts.enums import Role
from wecare.accounts.models import IdentityLink, Person, RoleGrant
from wecare.accounts.queries import forget_roles
from wecare.core import clock

PASSWORD = "una frase lunga da provare"


@cache
def _hashed(password: str) -> str:
    return make_password(password)


class PersonFactory(SceneFactory):
    """A person without roles: an applicant. ``roles=[Role.OFFICER]`` grants them."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"persona{n}@esempio.it")
    given_name = factory.Sequence(lambda n: f"Anna{n}")
    family_name = "Neri"
    password = factory.LazyFunction(lambda: _hashed(PASSWORD))

    @factory.post_generation
    def roles(self, create: bool, extracted: Iterable[Role] | None, **_kwargs: Any) -> None:
        for role in extracted or ():
            RoleGrantFactory(person=self, role=role)


class RoleGrantFactory(SceneFactory):
    """A live grant; with the trait ``ended`` one that is over."""

    class Meta:
        model = RoleGrant
        skip_postgeneration_save = True

    class Params:
        ended = factory.Trait(
            ended_at=factory.LazyAttribute(lambda grant: grant.granted_at + timedelta(hours=1))
        )

    person = factory.SubFactory(PersonFactory)
    role = Role.OFFICER
    basis = "DD 1/A2203A/2026"
    granted_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def forgotten(self, create: bool, extracted: None, **_kwargs: Any) -> None:
        forget_roles(self.person)


class IdentityLinkFactory(SceneFactory):
    """What a provider says of a person."""

    class Meta:
        model = IdentityLink

    person = factory.SubFactory(PersonFactory)
    provider = "password"
    subject = factory.LazyAttribute(lambda link: str(link.person.pk))
    level = "low"
    linked_at = factory.LazyFunction(clock.now)
