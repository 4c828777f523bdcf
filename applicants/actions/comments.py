"""What those who write say to each other of a section; nothing of it is ever sent."""

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Application, Comment, Partner
from applicants.policies import WritingRefused, check_not_deleted
from applicants.queries.writing import code_of
from wecare.accounts.models import Person
from wecare.core import clock, events


@transaction.atomic
def write(
    *,
    application: Application,
    section: str,
    text: str,
    actor: Person,
    partner: Partner | None = None,
) -> Comment:
    """Say something of a section to the others; also when the application is no more written.

    :raises WritingRefused: if the draft was deleted.
    """
    application = Application.objects.select_for_update(of=("self",), no_key=True).get(
        pk=application.pk
    )
    check_not_deleted(application)
    comment = Comment.objects.create(
        application=application,
        partner_code=code_of(partner),
        section=section,
        text=text,
        author=actor,
        written_at=clock.now(),
    )
    events.record("comment.written", subject=comment, actor=actor, section=section)
    return comment


@transaction.atomic
def resolve(*, comment: Comment, actor: Person) -> Comment:
    """The comment waits for nobody any more; twice is as once.

    :raises WritingRefused: if its author took it away.
    """
    comment = _locked(comment)
    _check_there(comment)
    if comment.resolved_at is None:
        comment.resolved_by, comment.resolved_at = actor, clock.now()
        comment.save(update_fields=["resolved_by", "resolved_at"])
        events.record("comment.resolved", subject=comment, actor=actor)
    return comment


@transaction.atomic
def reopen(*, comment: Comment, actor: Person) -> Comment:
    """The comment waits again; twice is as once.

    :raises WritingRefused: if its author took it away.
    """
    comment = _locked(comment)
    _check_there(comment)
    if comment.resolved_at is not None:
        comment.resolved_by = comment.resolved_at = None
        comment.save(update_fields=["resolved_by", "resolved_at"])
        events.record("comment.reopened", subject=comment, actor=actor)
    return comment


@transaction.atomic
def remove(*, comment: Comment, actor: Person) -> Comment:
    """Take one's own comment away: who and when stay, the text does not; twice is as once.

    :raises WritingRefused: if it is somebody else's.
    """
    comment = _locked(comment)
    if comment.author_id != actor.pk:
        raise WritingRefused(_("Puoi cancellare solo i commenti che hai scritto tu."))
    if comment.removed_at is None:
        comment.text, comment.removed_at = "", clock.now()
        comment.save(update_fields=["text", "removed_at"])
        events.record("comment.removed", subject=comment, actor=actor)
    return comment


def _locked(comment: Comment) -> Comment:
    return Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)


def _check_there(comment: Comment) -> None:
    if comment.removed_at is not None:
        raise WritingRefused(_("Chi aveva scritto questo commento l'ha cancellato."))
