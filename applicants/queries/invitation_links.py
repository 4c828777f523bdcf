"""The links of invitations that leave by letter: their secret stands in no row, no log, no preview.

It is made anew from the portal's key each time the letter leaves, so a letter that is sent twice has
one link, and of the secret only the digest is kept.
"""

import base64
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from applicants.enums import InvitationState
from applicants.models import Invitation
from applicants.queries.participants import digest_of
from wecare.notices.engine.catalogue import Overtaken

UNSAID = "…"  # what kept letters say in place of the secret
_SALT = "applicants.invitation"


def path_of(secret: str) -> str:
    """Where the link leads; with `UNSAID`, how it is shown to whoever may not know it."""
    return reverse("applicants:invitation_link_opened", args=["secret"]).replace("secret", secret)


def secret_of(public_id: UUID) -> str:
    """The secret of the link that leaves by letter, by the portal's key of today: 43 characters."""
    return _derived(public_id, settings.SECRET_KEY)


def secrets_of(context: Mapping[str, Any]) -> Mapping[str, str]:
    """What a letter to a bare address says when it leaves.

    :raises Overtaken: if the invitation was answered or taken back, or has another link by now.
    """
    rows = Invitation.objects.filter(state=InvitationState.OPEN.value)
    found = rows.filter(public_id=context["invitation"]).first()
    if found is None:
        raise Overtaken("The invitation waits for no answer any more.")
    for secret in _secrets(found.public_id):
        if digest_of(secret) == found.secret_digest:
            return {path_of(UNSAID): path_of(secret)}
    raise Overtaken("The invitation has another link by now.")


def _secrets(public_id: UUID) -> Iterator[str]:
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield _derived(public_id, key)


def _derived(public_id: UUID, key: str | bytes) -> str:
    mac = salted_hmac(_SALT, str(public_id), secret=key, algorithm="sha256")
    return base64.urlsafe_b64encode(mac.digest()).decode().rstrip("=")
