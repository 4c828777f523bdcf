"""What a page that saves by itself sends, one field at a time, and what it is answered."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wecare.core import clock
from wecare.core.errors import DomainError

LONGEST_BODY = 1_000_000  # bytes of one saved field
LONGEST_KEY = 80
NOT_READ = gettext_lazy("Il salvataggio non è leggibile: ricarica la pagina e scrivi di nuovo.")

SOMEBODY_ELSE = gettext_lazy(
    "In questo browser è entrata un'altra persona: accedi come chi ha scritto il testo."
)


class Unreadable(DomainError):
    """What was sent to be saved is not what the page sends."""

    http_status = 422


@dataclass(frozen=True, slots=True)
class Asked:
    """One field as typed, the version it was written over, and which page of whom wrote it."""

    key: str
    value: str
    version: int
    pen: str = ""
    person: str = ""

    def is_of_another(self, person: Any) -> bool:
        """Whether somebody else wrote it, before this person logged in."""
        return bool(self.person) and self.person != str(person.pk)


def asked(request: HttpRequest) -> Asked:
    """What the page sent.

    :raises Unreadable: if it is too long, or nothing that a page sends.
    """
    if len(request.body) > LONGEST_BODY:
        raise Unreadable(_("Il testo è troppo lungo per essere salvato. Accorcialo."))
    try:
        sent = json.loads(request.body)
        key, value, version = sent["field"], sent["value"], sent["version"]
    except (ValueError, LookupError, TypeError, RecursionError) as problem:
        raise Unreadable(NOT_READ) from problem
    pen, person = sent.get("pen", ""), sent.get("person", "")
    texts = all(isinstance(each, str) for each in (key, value, pen, person))
    if not (texts and type(version) is int and pen.isascii() and pen.isprintable()):
        raise Unreadable(NOT_READ)
    return Asked(key, value, version, pen, person)


def said(status: int, **facts: Any) -> JsonResponse:
    """The answer, as the script reads it."""
    return JsonResponse(facts, status=status)


def saved(field: str, version: int) -> JsonResponse:
    """The portal has the field, at this version, since now."""
    at = f"{localtime(clock.now()):%H:%M:%S}"
    return said(200, field=field, version=version, saved_at=at)
