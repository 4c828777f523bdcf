"""Identity providers and the people they know."""

from django.db import transaction
from django.utils.translation import gettext

from wecare.accounts import identity
from wecare.accounts.models import IdentityLink, Person
from wecare.core import clock, events
from wecare.core.errors import DomainError


class LinkRefused(DomainError):
    """The provider's subject already belongs to another person."""


@transaction.atomic
def link(*, person: Person, provider: str, subject: str) -> IdentityLink:
    """Remember that the provider knows this person as ``subject``, at the provider's level.

    :raises LinkRefused: if another person is linked to the same subject.
    """
    known = identity.provider(provider)
    tie, is_new = IdentityLink.objects.get_or_create(
        provider=known.code,
        subject=subject,
        defaults={"person": person, "level": known.level.value, "linked_at": clock.now()},
    )
    if tie.person_id != person.pk:
        message = gettext("Questa identità %(provider)s è già collegata a un altro profilo.")
        raise LinkRefused(message % {"provider": known.label})
    if is_new:
        events.record(
            "person.identity_linked",
            subject=person,
            actor=person,
            provider=known.code,
            level=tie.level,
        )
    return tie
