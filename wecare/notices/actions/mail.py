"""The one place that speaks to the mail servers: the ordinary one, and the PEC provider's."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from wecare.notices.documents import leave_address
from wecare.notices.engine import catalogue
from wecare.notices.enums import Channel, LetterKind
from wecare.notices.models import Letter


def deliver(letter: Letter) -> None:
    """Hand the words of the letter to the mail server of its channel; its secrets stand in no row.

    :raises OSError: if it does not answer or refuses.
    :raises Overtaken: if the letter carries a secret that opens nothing any more.
    """
    by_pec = letter.channel == Channel.PEC.value
    EmailMessage(
        subject=letter.subject,
        body=catalogue.leaving(letter.template, letter.body, letter.context),
        from_email=settings.PEC_FROM if by_pec else settings.DEFAULT_FROM_EMAIL,
        to=[letter.to_address],
        headers=_headers(letter),
        connection=_pec() if by_pec else None,
    ).send()


def message_id(letter: Letter) -> str:
    """The same for every attempt, so that a mailbox recognises a letter sent twice."""
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    return f"<{letter.reference}@{host}>"


def _headers(letter: Letter) -> dict[str, str]:
    headers = {"Message-ID": message_id(letter), "Auto-Submitted": "auto-generated"}
    if letter.kind == LetterKind.REMINDER.value and letter.person_id is not None:
        address = leave_address(letter.person_id, LetterKind.REMINDER)
        headers["List-Unsubscribe"] = f"<{address}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    return headers


def _pec() -> Any:
    """The provider's server, or the console where none is set: never the ordinary server."""
    pec = settings.PEC
    return get_connection(
        pec["EMAIL_BACKEND"],
        host=pec["EMAIL_HOST"],
        port=pec["EMAIL_PORT"],
        username=pec["EMAIL_HOST_USER"],
        password=pec["EMAIL_HOST_PASSWORD"],
        use_tls=pec.get("EMAIL_USE_TLS", False),
        use_ssl=pec.get("EMAIL_USE_SSL", False),
        timeout=settings.EMAIL_TIMEOUT,
    )
