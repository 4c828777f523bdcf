"""Files are uploaded while drafting, checked by content and stored by digest."""

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.applications import locked
from applicants.actions.filling import part_to_write
from applicants.models import Application, Attachment, Partner
from applicants.models.submission import FIRST_PHASE
from applicants.policies import WritingRefused, check_can_write
from calls.engine.asking import AttachmentRule
from calls.queries.calls import current_rulebook
from wecare.accounts.models import Person
from wecare.core import clock, events, store
from wecare.core.uploads import check_size, clean_filename, media_type_of


def attach(
    *,
    application: Application,
    requirement: str,
    filename: str,
    content: bytes,
    actor: Person,
    partner: Partner | None = None,
) -> Attachment:
    """Put a file in the place of one requirement; a former one is replaced.

    :raises UploadRefused: if size, name or content are not acceptable.
    :raises WritingRefused: if the application cannot be written now.
    """
    check_size(len(content))
    filename = clean_filename(filename)
    media_type = media_type_of(content, filename=filename)
    with transaction.atomic():
        application = locked(application)
        at = clock.now()
        check_can_write(application, at=at)
        partner = part_to_write(application, partner, actor)
        _check_requirement(application, requirement, partner)
        stored = store.put(content, media_type=media_type)
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


def _check_requirement(application: Application, requirement: str, partner: Partner | None) -> None:
    rulebook = current_rulebook(application.call)
    places: tuple[AttachmentRule, ...] = ()
    if rulebook is not None:
        rules = rulebook.rules.in_phase(FIRST_PHASE)
        places = rules.uploads if partner is None else rules.partner_uploads
    if requirement not in {rule.code for rule in places}:
        raise WritingRefused(
            _("«%(code)s» non è un allegato di questo bando.") % {"code": requirement[:40]}
        )
