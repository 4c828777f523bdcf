"""One field that a page saves by itself: what the browser sends, and what it is told."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from wecare.accounts.models import Person
from wecare.core import clock
from wecare.core.errors import DomainError

LONGEST_BODY = 200_000  # bytes of one saved field


class FieldRefused(DomainError):
    """What was sent to be saved cannot be; the page goes on."""

    http_status = 422


class SomebodyElse(DomainError):
    """Another person has logged in in this browser."""

    http_status = 403


@dataclass(frozen=True, slots=True)
class Sent:
    """One field as typed, and the version it was written over."""

    key: str
    value: Any
    version: int


def sent_field(request: HttpRequest, person: Person) -> Sent:
    """What the page sent.

    :raises FieldRefused: if it is not what the page sends.
    :raises SomebodyElse: if the page was opened by another person.
    """
    try:
        asked = json.loads(request.body[:LONGEST_BODY])
        sent = Sent(asked["field"], asked["value"], asked["version"])
        who = asked.get("person")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as problem:
        raise FieldRefused(_unreadable()) from problem
    if not isinstance(sent.key, str) or type(sent.version) is not int:
        raise FieldRefused(_unreadable())
    if who not in (None, "", str(person.pk)):
        raise SomebodyElse(_("In questo browser è entrata un'altra persona: accedi di nuovo."))
    return sent


def not_saved(key: str, refusal: DomainError) -> JsonResponse:
    """Why not; a field that may still be corrected is said by its status."""
    status = refusal.http_status
    facts = {} if status == FieldRefused.http_status else {"closed": True}
    return JsonResponse({"field": key, "message": str(refusal), **facts}, status=status)


def parted(key: str, *, version: int, value: Any, by: str) -> JsonResponse:
    """Somebody else wrote the same meanwhile: both texts go back."""
    facts = {"field": key, "version": version, "value": str(value), "saved_by": by}
    return JsonResponse(facts, status=409)


def is_saved(key: str, version: int) -> JsonResponse:
    """Saved, at which version and when."""
    at = f"{localtime(clock.now()):%H:%M:%S}"
    return JsonResponse({"field": key, "version": version, "saved_at": at})


def _unreadable() -> str:
    return _("Il salvataggio non è leggibile: ricarica la pagina e scrivi di nuovo.")
