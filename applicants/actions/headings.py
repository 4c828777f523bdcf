"""The heading of an application: two people who write different parts of it do not meet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.applications import ApplicationChanged, locked, rules_for
from applicants.actions.versions import Hand, keep, set_aside
from applicants.enums import VersionOrigin
from applicants.models import Application, WrittenVersion
from applicants.policies import WritingRefused, check_can_write
from wecare.accounts.models import Person
from wecare.core import clock

FIELDS = ("title", "lot", "aid_form", "months", "starts_on")
_NOTHING = object()
MARK = "@"  # before a field's name in the history


@dataclass(frozen=True, slots=True)
class Differing:
    """A field that two people wrote, with both values."""

    field: str
    mine: Any
    theirs: Any
    saved_by: str


class HeadingChanged(ApplicationChanged):
    """Somebody wrote something else in the same fields; carries which, with both values."""

    def __init__(self, sentence: str, differing: tuple[Differing, ...], version: int) -> None:
        super().__init__(sentence)
        self.differing = differing
        self.version = version


@transaction.atomic
def save_heading(
    *,
    application: Application,
    title: str,
    lot: str,
    base_version: int,
    actor: Person,
    aid_form: str = "",
    months: int | None = None,
    starts_on: date | None = None,
    was: Mapping[str, Any] | None = None,
) -> Application:
    """Save what changed of title, lot, form of aid, months and start, over `base_version`.

    `was` is what the page had shown; without it, every field counts as written.

    What somebody else changed meanwhile stays, unless it is the same field with another value: then
    nothing is saved and the typed text is kept in the history.

    :raises HeadingChanged: naming the fields that both wrote.
    :raises WritingRefused: if it cannot be written now, or the lot is none of the call's.
    """
    application = locked(application)
    at = clock.now()
    check_can_write(application, at=at)
    _check_lot(application, lot)
    hand = Hand(actor, at)
    values: dict[str, Any] = dict(
        zip(FIELDS, (title, lot, aid_form, months, starts_on), strict=True)
    )
    shown = was or {}
    mine = {name: value for name, value in values.items() if value != shown.get(name, _NOTHING)}
    if application.version != base_version:
        differing = tuple(_differing(application, mine, shown))
        if differing:
            raise HeadingChanged(_sentence(), differing, application.version)
    mine = {name: value for name, value in mine.items() if value != getattr(application, name)}
    application.saved_at = at
    if not mine:
        application.save(update_fields=["saved_at"])
        return application
    _keep_first(application, mine)
    for name, value in mine.items():
        setattr(application, name, value)
    application.version += 1
    application.save(update_fields=[*mine, "version", "saved_at"])
    keep(
        application,
        None,
        [(MARK + name, _plain(value), application.version) for name, value in mine.items()],
        hand,
    )
    return application


@transaction.atomic
def set_heading_aside(
    *, application: Application, differing: tuple[Differing, ...], base_version: int, actor: Person
) -> None:
    """Keep in the history what was typed and did not become the heading."""
    hand = Hand(actor, clock.now())
    for each in differing:
        text = (MARK + each.field, _plain(each.mine), base_version)
        set_aside(application, None, text, hand)


def _sentence() -> str:
    return _(
        "Un'altra persona ha cambiato gli stessi campi mentre scrivevi. Non è andato perso nulla: "
        "per ogni campo scegli quale testo tenere e salva di nuovo."
    )


def _differing(
    application: Application, mine: Mapping[str, Any], was: Mapping[str, Any]
) -> list[Differing]:
    found = []
    for name, value in mine.items():
        theirs = getattr(application, name)
        if theirs != value and theirs != was.get(name, _NOTHING):
            found.append(Differing(name, value, theirs, _who(application, name)))
    return found


def _who(application: Application, name: str) -> str:
    rows = WrittenVersion.objects.filter(application=application, partner_code="", key=MARK + name)
    last = (
        rows.exclude(origin=VersionOrigin.SET_ASIDE.value)
        .select_related("saved_by")
        .order_by("-id")
        .first()
    )
    return str(last.saved_by) if last else ""


def _keep_first(application: Application, names: Mapping[str, Any]) -> None:
    """What the heading was before the first change that the history knows."""
    keys = [MARK + name for name in names]
    rows = WrittenVersion.objects.filter(application=application, partner_code="", key__in=keys)
    known = set(
        rows.exclude(origin=VersionOrigin.SET_ASIDE.value)
        .values_list("key", flat=True)
        .order_by("key")
    )
    hand = Hand(application.created_by, application.created_at)
    first = [
        (MARK + name, _plain(getattr(application, name)), application.version)
        for name in names
        if MARK + name not in known and getattr(application, name) not in ("", None)
    ]
    keep(application, None, first, hand)


def _check_lot(application: Application, lot: str) -> None:
    if lot and lot not in {item.code for item in rules_for(application).lots}:
        raise WritingRefused(_("Il lotto «%(lot)s» non è di questo bando.") % {"lot": lot})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
