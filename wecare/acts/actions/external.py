"""Acts adopted elsewhere, recorded with the number they have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from wecare.accounts.models import Person
from wecare.acts.actions.wording import line_of, subject_of
from wecare.acts.engine.lifecycle import EXTERNAL_ACT
from wecare.acts.enums import ActKind
from wecare.acts.models import Act
from wecare.acts.policies import check_is_past, check_link, check_same_date, check_same_text
from wecare.core import clock, events, scanning, store
from wecare.core.models import StoredFile
from wecare.core.uploads import check_size, clean_filename, media_type_of

_BATCH = 1000  # acts saved by one statement


@dataclass(frozen=True, slots=True)
class Copy:
    """The file of an act adopted elsewhere, as it was given."""

    file: StoredFile
    filename: str


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of an act adopted elsewhere: `link` is where it is read, `copy` its file."""

    kind: ActKind | str
    number_text: str
    adopted_on: date
    subject: str
    link: str = ""
    copy: Copy | None = None


def keep_copy(*, filename: str, content: bytes) -> Copy:
    """Keep the bytes of an act's copy; nothing refers to them until the act is recorded.

    They are looked at as what applicants bring: by a child now, by the scanner after.

    :raises UploadRefused: if size, name or content are not acceptable.
    :raises FileInfected: if the scanner has found something in the same bytes.
    """
    check_size(len(content))
    filename = clean_filename(filename)
    media_type = media_type_of(content, filename=filename)
    with transaction.atomic():
        stored = store.put(content, media_type=media_type)
        scanning.ask(stored, task=scanning.TASK)
    return Copy(file=stored, filename=filename)


@transaction.atomic
def record_external(
    *,
    kind: ActKind | str,
    number_text: str,
    adopted_on: date,
    subject: str,
    by: Person | None,
    link: str = "",
    copy: Copy | None = None,
) -> Act:
    """Record an act adopted elsewhere, with the number it has; the same number gives the same act.

    `link` is where it is read, `copy` its file.

    :raises ActRefused: if number or subject are blank, the date is to come, the link is not an
        address, or the act is recorded with another date, link or file.
    """
    said = Said(kind, number_text, adopted_on, subject, link, copy)
    values = _values(said, by=by, at=clock.now())
    act, is_new = Act.objects.get_or_create(key=values.pop("key"), defaults=values)
    check_agrees(act, said)
    if is_new:
        events.record(
            "act.recorded",
            subject=act,
            actor=by,
            number=act.number_text,
            adopted_on=adopted_on,
            link=link,
            file=act.file_id or "",
        )
    return act


def act_of(said: Said, *, known: Mapping[str, Act], by: Person | None, at: datetime) -> Act:
    """The act that is said: the one that is known by its key, or a new one that is not saved.

    :raises ActRefused: as `record_external`.
    """
    values = _values(said, by=by, at=at)
    act = known.get(values["key"])
    if act is None:
        return Act(**values)
    check_agrees(act, said)
    return act


def key_of(said: Said) -> str:
    """The key of the act, of which kind, number and year are known."""
    return f"external/{ActKind(said.kind)}/{said.number_text}/{said.adopted_on.year}"


@transaction.atomic
def record_all(drafted: Sequence[Act]) -> dict[str, Act]:
    """Save acts that `act_of` made; the caller tells of them. Gives the acts by key.

    One that somebody recorded meanwhile is given as it is: the caller looks whether it agrees.
    """
    Act.objects.bulk_create(drafted, ignore_conflicts=True, batch_size=_BATCH)
    return {act.key: act for act in Act.objects.filter(key__in=[act.key for act in drafted])}


def check_agrees(act: Act, said: Said) -> None:
    """Look whether what is said agrees with the act that is recorded.

    :raises ActRefused: if date, link or file differ: an act in force does not change.
    """
    check_same_date(act, said.adopted_on)
    check_same_text(act, link=said.link, digest=said.copy.file.digest if said.copy else "")


def _values(said: Said, *, by: Person | None, at: datetime) -> dict[str, Any]:
    check_link(said.link)
    number_text = line_of(said.number_text, label=_("Numero"), limit=60)
    check_is_past(said.adopted_on, today=localdate(at))
    return {
        "key": key_of(replace(said, number_text=number_text)),
        "kind": ActKind(said.kind),
        "number_text": number_text,
        "adopted_on": said.adopted_on,
        "subject": subject_of(said.subject),
        "external": True,
        "link": said.link,
        "file": said.copy.file if said.copy else None,
        "filename": said.copy.filename if said.copy else "",
        "state": EXTERNAL_ACT.initial,
        "created_at": at,
        "created_by": by,
        "published_at": at,
        "published_by": by,
    }
