"""What a letter says: its words filled with the facts.

The portal's own words are plain text templates, ``emails/<app>/<event>.subject.txt`` and
``emails/<app>/<event>.txt``, so nothing is escaped: a name with an ampersand reads as it is spelled.
Pages that show a letter escape it as they escape everything. Where the office has words of its own,
their placeholders are filled and nothing in them is run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context, engines
from django.urls import reverse
from django.utils import translation

from wecare.notices.engine import catalogue, placeholders
from wecare.notices.engine.catalogue import COMMON, LetterType
from wecare.notices.enums import LetterKind
from wecare.notices.models import TemplateVersion
from wecare.notices.models.letter import SUBJECT_LENGTH
from wecare.notices.queries import words
from wecare.notices.queries.preferences import leave_token


@dataclass(frozen=True, slots=True)
class To:
    """Who a letter is for. `person_id` is null for a plain address, which has no inbox."""

    name: str
    email: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """The words of a letter, and the office's version they come from, if any."""

    subject: str
    body: str
    version: TemplateVersion | None = None


def compose(*, to: To, template: str, context: Mapping[str, Any], language: str) -> Composed:
    """The words of the letter in a language, the office's if it has any.

    :raises TemplateDoesNotExist: if the app has no such letter.
    """
    letter = catalogue.letter_type(template)
    version = words.in_force(template, language)
    if version is None:
        facts = {**context, **_facts(to, letter.kind)}
        return Composed(*_rendered(template, facts, language))
    values = {**letter.values(context), **named(to)}
    return in_words(
        to=to,
        kind=letter.kind,
        subject=version.subject,
        body=version.body,
        values=values,
        language=language,
        version=version,
    )


def in_words(
    *,
    to: To,
    kind: LetterKind,
    subject: str,
    body: str,
    values: Mapping[str, str],
    language: str,
    version: TemplateVersion | None = None,
) -> Composed:
    """The office's words with their placeholders filled, between the greeting and the signature."""
    facts = {
        **_facts(to, kind),
        "office_subject": placeholders.fill(subject, values),
        "office_words": placeholders.fill(body, values).strip(),
    }
    return Composed(*_rendered(COMMON, facts, language), version)


def named(to: To) -> dict[str, str]:
    """The placeholders that every letter has."""
    return {"nome": to.name, "indirizzo": to.email}


def example_of(letter: LetterType, *, subject: str, body: str, language: str) -> Composed:
    """Words of the office as somebody would read them, with the examples of the letter."""
    to = To("Anna Neri", "anna.neri@esempio.it", 0)
    values = {**letter.examples(), **named(to)}
    return in_words(
        to=to, kind=letter.kind, subject=subject, body=body, values=values, language=language
    )


def shipped_example(letter: LetterType, *, language: str) -> Composed | None:
    """The portal's own words with the examples of the letter; None where it has no example."""
    if letter.example is None:
        return None
    facts = {**letter.example, **_facts(To("Anna Neri", "anna.neri@esempio.it", 0), letter.kind)}
    return Composed(*_rendered(letter.name, facts, language))


def leave_address(person_id: int, kind: LetterKind) -> str:
    """Where somebody who holds a letter switches off e-mails like it, without a login."""
    path = reverse("notices:leave", args=[leave_token(person_id, kind)])
    return f"{settings.SITE_ADDRESS}{path}"


def _facts(to: To, kind: LetterKind) -> dict[str, str]:
    is_person = to.person_id is not None
    leaves = is_person and kind is LetterKind.REMINDER
    return {
        "person_name": to.name,
        "person_email": to.email,
        "site_address": settings.SITE_ADDRESS,
        "inbox_address": settings.SITE_ADDRESS + reverse("notices:inbox") if is_person else "",
        "leave_address": leave_address(to.person_id or 0, kind) if leaves else "",
    }


def _rendered(template: str, facts: Mapping[str, Any], language: str) -> tuple[str, str]:
    with translation.override(language):
        subject = " ".join(_fill(f"emails/{template}.subject.txt", facts).split())
        body = _fill(f"emails/{template}.txt", facts).strip() + "\n"
    return subject[:SUBJECT_LENGTH], body


def _fill(name: str, facts: Mapping[str, Any]) -> str:
    template = engines["django"].engine.get_template(name)  # type: ignore[attr-defined]
    return str(template.render(Context(dict(facts), autoescape=False)))
