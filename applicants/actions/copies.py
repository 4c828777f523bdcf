"""A draft takes from an earlier application of the same organisation what fits; nothing is overwritten."""

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.applications import locked, save_answers
from applicants.engine.copying import Copying
from applicants.enums import VersionOrigin
from applicants.models import Application, Attachment
from applicants.policies import WritingRefused, check_can_write
from applicants.queries.applications import answers_of, attachments_of
from applicants.queries.copying import copying_of
from wecare.accounts.models import Person
from wecare.core import clock, events


@transaction.atomic
def copy(*, source: Application, target: Application, actor: Person) -> Copying:
    """Copy the answers and files of the lead that fit; says what was copied and what was left.

    :raises WritingRefused: if the draft cannot be written now, or belongs to another organisation.
    """
    target = locked(target)
    at = clock.now()
    check_can_write(target, at=at)
    if source.organisation_id != target.organisation_id:
        raise WritingRefused(_("Si copia solo da una domanda dello stesso ente."))
    found = copying_of(source, target)
    then, now = answers_of(source), answers_of(target)
    if found.answers:
        save_answers(
            application=target,
            answers={
                code: (then[code].value, now[code].version if code in now else 0)
                for code in found.answers
            },
            actor=actor,
            origin=VersionOrigin.COPIED,
        )
    files = attachments_of(source)
    Attachment.objects.bulk_create(
        Attachment(
            application=target,
            requirement=code,
            filename=files[code].filename,
            file=files[code].file,
            uploaded_by=actor,
            uploaded_at=at,
        )
        for code in found.files
    )
    events.record(
        "application.copied",
        subject=target,
        actor=actor,
        source=str(source.public_id),
        answers=list(found.answers),
        files=list(found.files),
    )
    return found
