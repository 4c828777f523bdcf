"""Logins and logouts as facts. The session itself is the web's business."""

from django.db import transaction

from wecare.accounts import identity
from wecare.accounts.models import Person, normalise_email
from wecare.core import events


@transaction.atomic
def logged_in(*, person: Person, provider: str) -> dict[str, str]:
    """Record the login; what it returns belongs in the session under ``identity.SESSION_KEY``."""
    known = identity.provider(provider)
    facts = {"provider": known.code, "level": known.level.value}
    events.record("person.logged_in", subject=person, actor=person, **facts)
    return facts


@transaction.atomic
def login_refused(*, email: str, provider: str) -> None:
    """Record a failed login: on whom, if there is such a person, never what was typed."""
    person = Person.objects.filter(email=normalise_email(email)).first()
    events.record("person.login_refused", subject=person, actor=None, provider=provider)


@transaction.atomic
def logged_out(*, person: Person) -> None:
    """Record the logout."""
    events.record("person.logged_out", subject=person, actor=person)
