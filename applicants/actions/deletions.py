"""A draft goes away and can come back for thirty days; then it is emptied. What was sent never goes."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from applicants.actions.applications import locked
from applicants.enums import ApplicationState
from applicants.models import Application
from applicants.policies import WritingRefused
from applicants.queries.participants import writers_of_parts
from applicants.queries.writing import DELETED_KEPT, writers_of
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.components.formats import day
from wecare.core.documents import LANGUAGE
from wecare.notices.actions import letters

TEMPLATE = "applicants/draft_deleted"


@transaction.atomic
def delete(*, application: Application, actor: Person) -> Application:
    """Put a draft among the deleted ones, from where it comes back, and tell the others who write.

    :raises WritingRefused: if it was ever sent: what was sent is never deleted.
    :raises DraftDeleted: if it is there already.
    """
    application = locked(application)
    _check_never_sent(application)
    at = clock.now()
    application.deleted_at, application.deleted_by = at, actor
    application.save(update_fields=["deleted_at", "deleted_by"])
    event = events.record("application.deleted", subject=application, actor=actor)
    with override(LANGUAGE):
        context = {
            "title": application.title or str(_("Domanda senza titolo")),
            "call_title": application.call.title,
            "organisation": application.organisation.name,
            "by": str(actor),
            "until": day(localtime(at + DELETED_KEPT).date()),
            "path": reverse("applicants:deleted"),
        }
    parts = writers_of_parts(Application.objects.filter(pk=application.pk))
    people = {*writers_of(application).values_list("pk", flat=True), *(each for _a, each in parts)}
    for person in Person.objects.filter(pk__in=people - {actor.pk}).order_by("pk"):
        letters.write(
            key=f"draft-deleted/{application.pk}/{event.seq}/{person.pk}",
            person=person,
            template=TEMPLATE,
            context=context,
        )
    return application


@transaction.atomic
def restore(*, application: Application, actor: Person) -> Application:
    """Take a draft back from the deleted ones; twice is as once.

    :raises WritingRefused: if its thirty days are over and it was emptied.
    """
    application = _locked(application)
    if application.emptied_at is not None:
        raise WritingRefused(
            _("La bozza è stata eliminata più di %(days)d giorni fa: non si può più ripristinare.")
            % {"days": DELETED_KEPT.days}
        )
    if application.deleted_at is not None:
        application.deleted_at = application.deleted_by = None
        application.save(update_fields=["deleted_at", "deleted_by"])
        events.record("application.restored", subject=application, actor=actor)
    return application


@transaction.atomic
def empty(*, application: Application) -> Application:
    """Take away all that a deleted draft said, once its thirty days are over; twice is as once.

    The row stays, without a word of its content, for the evidence that names it.
    """
    application = _locked(application)
    at = clock.now()
    if application.emptied_at is not None or not is_over(application, at):
        return application
    for each in (
        application.comments,
        application.written_versions,
        application.answers,
        application.costs,
        application.attachments,
        application.project_districts,
        application.partners,
        application.handovers,
    ):
        each.all().delete()
    application.title, application.months, application.starts_on = "", None, None
    application.emptied_at = at
    application.save(update_fields=["title", "months", "starts_on", "emptied_at"])
    events.record("application.emptied", subject=application, actor=None)
    return application


def is_over(application: Application, at: datetime) -> bool:
    """Deleted more than thirty days before this instant."""
    deleted = application.deleted_at
    return deleted is not None and deleted + DELETED_KEPT <= at


def _check_never_sent(application: Application) -> None:
    sent = application.submissions.exists()
    if sent or application.state != ApplicationState.DRAFT.value:
        raise WritingRefused(
            _("Questa domanda è stata inviata: quello che è stato inviato non si può eliminare.")
        )


def _locked(application: Application) -> Application:
    return Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
