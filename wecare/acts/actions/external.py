"""Acts adopted elsewhere, recorded with the number they have."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from wecare.accounts.models import Person
from wecare.acts.actions.wording import line_of, subject_of
from wecare.acts.engine.lifecycle import EXTERNAL_ACT
from wecare.acts.enums import ActKind
from wecare.acts.models import Act
from wecare.acts.policies import check_is_past, check_link, check_same_date, check_same_text
from wecare.core import clock, events, store
from wecare.core.models import StoredFile
from wecare.core.uploads import check_size, clean_filename, media_type_of


@dataclass(frozen=True, slots=True)
class Copy:
    """The file of an act adopted elsewhere, as it was given."""

    file: StoredFile
    filename: str


def keep_copy(*, filename: str, content: bytes) -> Copy:
    """Keep the bytes of an act's copy; nothing refers to them until the act is recorded.

    :raises UploadRefused: if size, name or content are not acceptable.
    """
    check_size(len(content))
    filename = clean_filename(filename)
    media_type = media_type_of(content, filename=filename)
    return Copy(file=store.put(content, media_type=media_type), filename=filename)


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
    check_link(link)
    number_text = line_of(number_text, label=_("Numero"), limit=60)
    check_is_past(adopted_on, today=localdate(clock.now()))
    at = clock.now()
    act, is_new = Act.objects.get_or_create(
        key=f"external/{ActKind(kind)}/{number_text}/{adopted_on.year}",
        defaults={
            "kind": ActKind(kind),
            "number_text": number_text,
            "adopted_on": adopted_on,
            "subject": subject_of(subject),
            "external": True,
            "link": link,
            "file": copy.file if copy else None,
            "filename": copy.filename if copy else "",
            "state": EXTERNAL_ACT.initial,
            "created_at": at,
            "created_by": by,
            "published_at": at,
            "published_by": by,
        },
    )
    check_same_date(act, adopted_on)
    check_same_text(act, link=link, digest=copy.file.digest if copy else "")
    if is_new:
        events.record(
            "act.recorded",
            subject=act,
            actor=by,
            number=number_text,
            adopted_on=adopted_on,
            link=link,
            file=act.file_id or "",
        )
    return act
