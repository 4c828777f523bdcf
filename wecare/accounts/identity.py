"""How a person can be identified: the providers, and what each of them vouches for.

The password is the first provider. SPID, CIE or an OIDC provider is an object of the same shape,
registered in an ``AppConfig.ready``: the login page then lists it, its ``entry`` page begins its own
exchange, and the page where the exchange ends asks ``queries.person_known_as`` whom it identified,
ties a newcomer with ``actions.identities.link`` and opens the session as the password page does.
"""

from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wecare.accounts.enums import AssuranceLevel

PASSWORD = "password"  # noqa: S105 -- the code of a provider
SESSION_KEY = "identity"  # in the session: by whom and how surely the person was identified


class IdentityProvider(Protocol):
    """What the login page and the actions need to know of a provider."""

    @property
    def code(self) -> str:
        """Short and lasting: it is stored with each link."""

    @property
    def label(self) -> str | Promise:
        """The name people know it by."""

    @property
    def level(self) -> AssuranceLevel:
        """How surely it identifies the person."""

    @property
    def entry(self) -> str:
        """The name of the route where its exchange begins."""


class PasswordProvider:
    """E-mail address and password, checked by the portal itself on the login page."""

    code = PASSWORD
    label = _("Email e password")
    level = AssuranceLevel.LOW
    entry = "accounts:login"


_PROVIDERS: dict[str, IdentityProvider] = {}


def register(provider: IdentityProvider) -> None:
    """Offer the provider on the login page; the same code again replaces it."""
    _PROVIDERS[provider.code] = provider


def unregister(code: str) -> None:
    """Stop offering the provider."""
    _PROVIDERS.pop(code, None)


def provider(code: str) -> IdentityProvider:
    """The registered provider with this code.

    :raises LookupError: if none is registered.
    """
    return _PROVIDERS[code]


def providers() -> tuple[IdentityProvider, ...]:
    """All of them, in the order of registration."""
    return tuple(_PROVIDERS.values())


def other_providers() -> tuple[IdentityProvider, ...]:
    """Those the login page shows beside the password form."""
    return tuple(each for each in _PROVIDERS.values() if each.code != PASSWORD)


register(PasswordProvider())
