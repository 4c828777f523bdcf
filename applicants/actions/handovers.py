"""Who answers for an application: offered to another person of the organisation, who accepts or not."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from applicants.actions.applications import locked
from applicants.enums import HandoverState
from applicants.models import Application, Handover
from applicants.policies import WritingRefused
from applicants.queries.writing import open_handover, writers_of
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.documents import LANGUAGE
from wecare.notices.actions import letters

OFFERED, ANSWERED = "applicants/handover_offered", "applicants/handover_answered"


@transaction.atomic
def offer(*, application: Application, to: Person, actor: Person) -> Handover:
    """Offer somebody who writes for the organisation to answer for this application.

    :raises WritingRefused: if another offer waits, the actor does not answer for it while who does
        still writes, or the other person does not write for the organisation or answers already.
    """
    application = locked(application)
    waiting = open_handover(application)
    if waiting is not None:
        raise WritingRefused(
            _("È già stata proposta a %(person)s: ritira quella proposta, poi fanne un'altra.")
            % {"person": waiting.offered_to}
        )
    writers = writers_of(application)
    in_charge = application.in_charge_id
    if actor.pk != in_charge and writers.filter(pk=in_charge).exists():
        raise WritingRefused(_("Può passare la responsabilità solo chi ne è responsabile adesso."))
    if to.pk == in_charge:
        raise WritingRefused(_("%(person)s ne è già responsabile.") % {"person": to})
    if not writers.filter(pk=to.pk).exists():
        raise WritingRefused(
            _("%(person)s non scrive per %(organisation)s.")
            % {"person": to, "organisation": application.organisation}
        )
    handover = Handover.objects.create(
        application=application, offered_by=actor, offered_to=to, offered_at=clock.now()
    )
    events.record("application.handover_offered", subject=application, actor=actor, to=to.pk)
    _write(handover, OFFERED, to, by=actor)
    return handover


@transaction.atomic
def answer(*, handover: Handover, accepted: bool, actor: Person) -> Handover:
    """The person to whom it was offered accepts, and answers for the application, or refuses.

    :raises WritingRefused: if it was offered to somebody else, or waits no more.
    """
    application = locked(handover.application)
    handover = _waiting(handover)
    if handover.offered_to_id != actor.pk:
        raise WritingRefused(_("Risponde solo la persona a cui è stata proposta."))
    if accepted and not writers_of(application).filter(pk=actor.pk).exists():
        raise WritingRefused(
            _("%(person)s non scrive per %(organisation)s.")
            % {"person": actor, "organisation": application.organisation}
        )
    _settle(handover, HandoverState.ACCEPTED if accepted else HandoverState.REFUSED)
    if accepted:
        application.responsible = actor
        application.save(update_fields=["responsible"])
    name = "application.handover_accepted" if accepted else "application.handover_refused"
    events.record(name, subject=application, actor=actor)
    _write(handover, ANSWERED, handover.offered_by, by=actor, accepted=accepted)
    return handover


@transaction.atomic
def withdraw(*, handover: Handover, actor: Person) -> Handover:
    """Take the offer back before it is answered.

    :raises WritingRefused: if it waits no more.
    """
    application = locked(handover.application)
    handover = _waiting(handover)
    _settle(handover, HandoverState.WITHDRAWN)
    events.record("application.handover_withdrawn", subject=application, actor=actor)
    return handover


def _waiting(handover: Handover) -> Handover:
    found = (
        Handover.objects.select_for_update(of=("self",))
        .select_related("offered_by", "offered_to", "application__organisation")
        .get(pk=handover.pk)
    )
    if found.state != HandoverState.OFFERED.value:
        raise WritingRefused(_("Questa proposta non aspetta più una risposta."))
    return found


def _settle(handover: Handover, state: HandoverState) -> None:
    handover.state, handover.answered_at = state.value, clock.now()
    handover.save(update_fields=["state", "answered_at"])


def _write(
    handover: Handover, template: str, person: Person, *, by: Person, accepted: bool = False
) -> None:
    application = handover.application
    with override(LANGUAGE):
        title = application.title or str(_("Domanda senza titolo"))
    letters.write(
        key=f"handover/{handover.pk}/{template}",
        person=person,
        template=template,
        context={
            "title": title,
            "organisation": application.organisation.name,
            "by": str(by),
            "accepted": accepted,
            "path": reverse("applicants:handover", args=[application.public_id]),
        },
    )
