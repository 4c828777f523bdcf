"""The one place that speaks to the mail server."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from wecare.core.digests import sha256
from wecare.notices.models import Letter


def deliver(letter: Letter) -> None:
    """Hand the words of the letter to the mail server.

    :raises OSError: if it does not answer or refuses.
    """
    EmailMessage(
        subject=letter.subject,
        body=letter.body,
        to=[letter.person.email],
        headers={"Message-ID": message_id(letter), "Auto-Submitted": "auto-generated"},
    ).send()


def message_id(letter: Letter) -> str:
    """The same for every attempt, so that a mailbox recognises a letter sent twice."""
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    return f"<{sha256(letter.key.encode())[:32]}@{host}>"
