"""Letters on who takes part: to those who act for whoever was asked, and for the lead."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from applicants.models import Application, Invitation, Organisation, Partner
from applicants.policies.partnership import check_few_letters
from applicants.queries.invitation_links import UNSAID, path_of
from applicants.queries.participants import people_for
from calls.queries.calls import current_window
from wecare.accounts.models import Person
from wecare.core.components.formats import instant_due
from wecare.core.models import Event
from wecare.notices.actions import letters

AGAIN = "invitation.written_again"  # the event of whoever writes once more
INVITED = "applicants/partner_invited"
INVITED_BY_EMAIL = "applicants/address_invited"
ANSWERED = "applicants/invitation_answered"
WITHDRAWN = "applicants/invitation_withdrawn"
REMOVED = "applicants/partner_removed"


def check_few_written(address: str, actor: Person, at: datetime) -> None:
    """:raises InvitationRefused: if the person wrote to many strangers today, or often to this one."""
    Person.objects.select_for_update(of=("self",)).get(pk=actor.pk)  # counted one at a time
    day = at - timedelta(days=1)
    written = Invitation.objects.filter(invited_by=actor, invited_at__gt=day).exclude(email="")
    emails = [*written.order_by("pk").values_list("email", flat=True), *_again(actor, day)]
    check_few_letters(
        written=len(emails),
        to_address=sum(each.lower() == address.lower() for each in emails),
        address=address,
    )


def _again(actor: Person, since: datetime) -> list[str]:
    """The addresses to which the person wrote again since then, one for each letter."""
    told = Event.objects.filter(name=AGAIN, actor_id=actor.pk, happened_at__gt=since)
    keys = [int(each) for each in told.order_by("seq").values_list("subject_id", flat=True)]
    emails = dict(Invitation.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "email"))
    return [emails[each] for each in keys if emails.get(each)]


def tell_invited(invitation: Invitation, *, again: int = 0) -> int:
    """Ask whoever acts for the organisation; how many letters were written. `again` numbers those after
    the first.
    """
    facts = {
        "until": _until(invitation),
        "address": reverse("applicants:invitation", args=[invitation.public_id]),
    }
    key = f"invitation/{invitation.pk}/{_asked(again)}"
    return _write(INVITED, key, invitation.fiscal_code, invitation, facts)


def tell_address(invitation: Invitation, *, again: int = 0) -> None:
    """Ask at a bare address, if there is one: the letter has the secret of its link once it leaves.

    `again` numbers the letters after the first.
    """
    if not invitation.email:
        return
    facts = {
        "until": _until(invitation),
        "invitation": str(invitation.public_id),
        "address": path_of(UNSAID),
    }
    _write_to_address(INVITED_BY_EMAIL, _asked(again), invitation, facts)


def tell_lead(invitation: Invitation, organisation: Organisation | None) -> None:
    """Tell whoever acts for the lead of a yes or of a no."""
    called = invitation.name if organisation is None else organisation.name
    facts = {
        "state": invitation.state,
        "reason": invitation.reason,
        "called": called,
        "address": reverse("applicants:partnership", args=[invitation.application.public_id]),
    }
    code = invitation.application.organisation.fiscal_code
    _write(ANSWERED, f"invitation/{invitation.pk}/answered", code, invitation, facts)


def tell_withdrawn(invitation: Invitation) -> None:
    """Tell whoever was asked that there is nothing to answer any more."""
    _write(
        WITHDRAWN, f"invitation/{invitation.pk}/withdrawn", invitation.fiscal_code, invitation, {}
    )
    if invitation.email:
        _write_to_address(WITHDRAWN, "withdrawn", invitation, {})


def tell_removed(partner: Partner) -> None:
    """Tell whoever acts for a partner that it takes part no more; one that never accepted knows nothing."""
    if not partner.has_accepted:
        return
    key = f"partner/{partner.pk}/removed"
    for person in people_for(partner.fiscal_code):
        letters.write(
            key=f"{key}/{person.pk}",
            person=person,
            template=REMOVED,
            context={**_facts(partner.application), "called": partner.name},
        )


def _write(
    template: str, key: str, fiscal_code: str, invitation: Invitation, facts: dict[str, Any]
) -> int:
    if not fiscal_code:
        return 0
    people = list(people_for(fiscal_code))
    for person in people:
        letters.write(
            key=f"{key}/{person.pk}",
            person=person,
            template=template,
            context={**_facts(invitation.application), "invited": invitation.name, **facts},
        )
    return len(people)


def _write_to_address(
    template: str, word: str, invitation: Invitation, facts: dict[str, Any]
) -> None:
    letters.write_to_address(
        key=f"invitation/{invitation.pk}/{word}/address",
        name=invitation.name,
        address=invitation.email,
        template=template,
        context={**_facts(invitation.application), "invited": invitation.name, **facts},
    )


def _asked(again: int) -> str:
    return f"asked/{again}" if again else "asked"


def _until(invitation: Invitation) -> str:
    window = current_window(invitation.application.call)
    return instant_due(window.closes_at) if window else ""


def _facts(application: Application) -> dict[str, str]:
    return {
        "lead": application.organisation.name,
        "title": application.title,
        "call_title": application.call.title,
        "call_code": application.call.code,
    }
