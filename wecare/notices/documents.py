"""What a letter says: its two templates filled with the facts.

Templates are plain text, ``emails/<app>/<event>.subject.txt`` and ``emails/<app>/<event>.txt``, so
nothing is escaped: a name with an ampersand reads as it is spelled. Pages that show a letter escape
it as they escape everything.
"""

from typing import Any

from django.conf import settings
from django.template import Context, engines
from django.urls import reverse
from django.utils import translation

from wecare.accounts.models import Person
from wecare.notices.models.letter import SUBJECT_LENGTH


def subject_and_body(*, person: Person, template: str, context: dict[str, Any]) -> tuple[str, str]:
    """The words of the letter.

    :raises TemplateDoesNotExist: if the app has no such letter.
    """
    facts = {
        **context,
        "person_name": person.get_full_name(),
        "person_email": person.email,
        "site_address": settings.SITE_ADDRESS,
        "inbox_address": settings.SITE_ADDRESS + reverse("notices:inbox"),
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = " ".join(_fill(f"emails/{template}.subject.txt", facts).split())
        body = _fill(f"emails/{template}.txt", facts).strip() + "\n"
    return subject[:SUBJECT_LENGTH], body


def _fill(name: str, facts: dict[str, Any]) -> str:
    template = engines["django"].engine.get_template(name)  # type: ignore[attr-defined]
    return str(template.render(Context(facts, autoescape=False)))
