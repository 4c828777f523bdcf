"""Files are uploaded while drafting, checked by content and stored by digest."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.applications import locked
from applicants.actions.filling import part_to_write
from applicants.models import Application, Attachment, Partner
from applicants.policies import WritingRefused, check_can_write, to_the_millisecond
from calls.engine.asking import AttachmentRule
from calls.queries.calls import current_rulebook
from wecare.accounts.models import Person
from wecare.core import clock, events, scanning, store
from wecare.core.models import StoredFile
from wecare.core.uploads import (
    check_size,
    clean_filename,
    media_type_of,
    media_type_of_file,
)

SCAN = "applicants.scan_file"


def attach(
    *,
    application: Application,
    requirement: str,
    filename: str,
    content: bytes,
    actor: Person,
    partner: Partner | None = None,
) -> Attachment:
    """Put a small file that is in memory in the place of one requirement; a former one is replaced.

    :raises UploadRefused: if size, name or content are not acceptable.
    :raises FileInfected: if the scanner has found something in the same bytes.
    :raises WritingRefused: if the application cannot be written now.
    """
    check_size(len(content))
    filename = clean_filename(filename)
    media_type = media_type_of(content, filename=filename)
    return _put(
        lambda: store.put(content, media_type=media_type),
        application=application,
        requirement=requirement,
        filename=filename,
        actor=actor,
        partner=partner,
    )


def attach_file(
    *,
    application: Application,
    requirement: str,
    filename: str,
    path: Path,
    actor: Person,
    partner: Partner | None = None,
) -> Attachment:
    """The same with a file on the disk: it is looked at by a child, and is never whole in memory.

    :raises UploadRefused: if size, name or content are not acceptable.
    :raises FileInfected: if the scanner has found something in the same bytes.
    :raises WritingRefused: if the application cannot be written now, however early it began.
    """
    check_size(path.stat().st_size)
    filename = clean_filename(filename)
    media_type = media_type_of_file(path, filename=filename)
    return _put(
        lambda: store.keep(path, media_type=media_type),
        application=application,
        requirement=requirement,
        filename=filename,
        actor=actor,
        partner=partner,
    )


def check_place(
    *, application: Application, requirement: str, partner: Partner | None = None
) -> None:
    """A file may be put there now; it is checked again, under the lock, when the file is whole.

    :raises WritingRefused: if the application cannot be written now, or has no such place.
    """
    check_can_write(application, at=clock.now())
    _check_requirement(application, requirement, partner)


def _put(
    kept: Callable[[], StoredFile],
    *,
    application: Application,
    requirement: str,
    filename: str,
    actor: Person,
    partner: Partner | None,
) -> Attachment:
    with transaction.atomic():
        application = locked(application)
        at = clock.now()
        _check_in_time(application, at)
        partner = part_to_write(application, partner, actor)
        _check_requirement(application, requirement, partner)
        stored = kept()
        scanning.ask(stored, task=SCAN)
        attachment, _created = Attachment.objects.update_or_create(
            application=application,
            partner=partner,
            requirement=requirement,
            defaults={
                "filename": filename,
                "file": stored,
                "uploaded_by": actor,
                "uploaded_at": at,
            },
        )
        events.record(
            "application.file_attached",
            subject=application,
            actor=actor,
            requirement=requirement,
            digest=stored.digest,
        )
    return attachment


@transaction.atomic
def remove(
    *, application: Application, requirement: str, actor: Person, partner: Partner | None = None
) -> None:
    """Take away the file of one requirement; the stored bytes stay.

    :raises WritingRefused: if the application cannot be written now.
    """
    application = locked(application)
    check_can_write(application, at=clock.now())
    partner = part_to_write(application, partner, actor)
    deleted, _detail = Attachment.objects.filter(
        application=application, partner=partner, requirement=requirement
    ).delete()
    if deleted:
        events.record(
            "application.file_removed", subject=application, actor=actor, requirement=requirement
        )


def _check_in_time(application: Application, at: datetime) -> None:
    """An upload that began before the deadline and ends after it is refused with the instant."""
    try:
        check_can_write(application, at=at)
    except WritingRefused as refusal:
        raise WritingRefused(
            _("%(why)s Il file è arrivato alle %(at)s (ora del server) e non è stato aggiunto.")
            % {"why": str(refusal), "at": to_the_millisecond(at)}
        ) from refusal


def _check_requirement(application: Application, requirement: str, partner: Partner | None) -> None:
    rulebook = current_rulebook(application.call)
    places: tuple[AttachmentRule, ...] = ()
    if rulebook is not None:
        rules = rulebook.rules.in_phase(application.phase)
        places = rules.uploads if partner is None else rules.partner_uploads
    if requirement not in {rule.code for rule in places}:
        raise WritingRefused(
            _("«%(code)s» non è un allegato di questo bando.") % {"code": requirement[:40]}
        )
