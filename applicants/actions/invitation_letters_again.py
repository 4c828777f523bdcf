"""The letters of an invitation that has no answer yet, once more: a letter is easily lost."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions import invitation_letters as told
from applicants.actions.applications import locked
from applicants.models import Invitation
from applicants.policies import check_can_write
from applicants.policies.partnership import InvitationRefused, check_few_again, check_step
from applicants.queries.invitation_links import secret_of
from applicants.queries.participants import digest_of
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.models import Event


@transaction.atomic
def write_again(*, invitation: Invitation, actor: Person) -> int:
    """Write once more to whoever was asked and has not answered; how many letters.

    The link of the letter to an address is the one that counts from now on, also where the lead had made
    another to hand over.

    :raises InvitationRefused: if it was answered or taken back, there is nobody to write to, or too many
        letters of it, to the address or by the person were written today.
    :raises WritingRefused: if the application cannot be written now.
    """
    application = locked(invitation.application)
    at = clock.now()
    check_can_write(application, at=at)
    rows = Invitation.objects.select_related("application__organisation", "application__call")
    stored = rows.get(pk=invitation.pk)
    check_step(stored, "accept")
    before = Event.objects.about(stored).filter(name=told.AGAIN)
    check_few_again(before.filter(happened_at__gt=at - timedelta(days=1)).count())
    number = before.count() + 1
    if stored.email:
        told.check_few_written(stored.email, actor, at)
        stored.secret_digest = digest_of(secret_of(stored.public_id))
        stored.save(update_fields=["secret_digest"])
        told.tell_address(stored, again=number)
    written = told.tell_invited(stored, again=number) + bool(stored.email)
    if not written:
        raise InvitationRefused(
            _(
                "Nel portale nessuno opera per %(name)s e l'invito non ha un'email: fai un altro "
                "collegamento e mandalo tu."
            )
            % {"name": stored.name}
        )
    events.record(told.AGAIN, subject=stored, actor=actor, letters=written)
    return written
