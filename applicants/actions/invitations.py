"""Invitations: the lead asks an organisation to take part, which says yes or no by itself.

Everything happens under the application's lock, so whoever accepts does so before the send, and is
in what is sent, or after it, and is refused. Of the secret in a link only the digest is kept.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions import invitation_letters as told
from applicants.actions.applications import locked
from applicants.enums import InvitationState
from applicants.models import Application, Invitation, Organisation, Partner
from applicants.permissions import acts_for
from applicants.policies import check_can_write, check_fiscal_code
from applicants.policies.participation import check_caps
from applicants.policies.partnership import (
    InvitationRefused,
    check_few_open,
    check_groups,
    check_step,
)
from applicants.queries.invitation_links import secret_of
from applicants.queries.participants import digest_of, open_for
from applicants.queries.partnership import member_of
from calls.engine.rulebook import Rulebook
from calls.queries.calls import current_rulebook
from wecare.accounts.models import Person
from wecare.core import clock, events

SECRET_BYTES = 32
_COPIED = (
    "name",
    "kind",
    "size",
    "nonprofit",
    "registers",
    "seat_municipality",
    "seat_province",
)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation, how many of the organisation's people got a letter, and the secret of its link.

    Nobody can read the secret again; it is empty if it left by letter, for its reader alone.
    """

    invitation: Invitation
    secret: str
    letters: int


@transaction.atomic
def invite(
    *, application: Application, name: str, fiscal_code: str, email: str, actor: Person
) -> Invited:
    """Ask an organisation, known by its fiscal code or reached at an address, to take part.

    Whoever acts for an organisation with this fiscal code has a letter, and so has the address, with a
    link that nobody else sees. Without an address the link is the inviter's to hand over.

    :raises CodeRefused: if the fiscal code is not one.
    :raises InvitationRefused: if it is the lead, takes part already, or was asked and has not answered.
    :raises WritingRefused: if the application cannot be written now, or the call admits no groups.
    """
    code = check_fiscal_code(fiscal_code) if fiscal_code else ""
    application, rules, at = _opened(application)
    check_groups(rules)
    if not (code or email):
        raise InvitationRefused(_("Per invitare un ente serve il suo codice fiscale o un'email."))
    waiting = Invitation.objects.filter(application=application, state=InvitationState.OPEN.value)
    check_few_open(waiting.count())
    partner = _free(application, code) if code else None
    if code and open_for(application, fiscal_code=code) is not None:
        raise InvitationRefused(
            _("L'ente con il codice fiscale %(code)s è già invitato e non ha ancora risposto.")
            % {"code": code}
        )
    if email:
        told.check_few_written(email, actor, at)
    public_id = uuid4()
    secret = secret_of(public_id) if email else secrets.token_urlsafe(SECRET_BYTES)
    invitation = Invitation.objects.create(
        public_id=public_id,
        application=application,
        name=name,
        fiscal_code=code,
        email=email,
        secret_digest=digest_of(secret),
        partner=partner,
        invited_by=actor,
        invited_at=at,
    )
    _told("invited", invitation, actor)
    told.tell_address(invitation)
    return Invited(invitation, "" if email else secret, told.tell_invited(invitation))


@transaction.atomic
def new_link(*, invitation: Invitation, actor: Person) -> Invited:
    """Make another link of an invitation without an answer; the former one opens nothing more.

    :raises InvitationRefused: if it was answered or taken back.
    :raises WritingRefused: if the application cannot be written now.
    """
    _application, _rules, _at = _opened(invitation.application)
    stored = _again(invitation)
    check_step(stored, "accept")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    stored.secret_digest = digest_of(secret)
    stored.save(update_fields=["secret_digest"])
    _told("link_made", stored, actor)
    return Invited(stored, secret, 0)


@transaction.atomic
def accept(*, invitation: Invitation, organisation: Organisation, actor: Person) -> Partner:
    """Take part: from now on the organisation's own people write its part, and the lead reads it.

    What the lead had written for a partner with this fiscal code becomes the partner's.

    :raises InvitationRefused: if it was answered or taken back, or is for another organisation.
    :raises CapReached: if the organisation takes part in as many as the call admits.
    :raises WritingRefused: if the application was sent, or the call is closed.
    """
    application, rules, at = _opened(invitation.application)
    check_groups(rules)
    stored = _again(invitation)
    state = check_step(stored, "accept")
    _check_addressee(stored, organisation, actor)
    partner = _joining(application, organisation, actor, at)
    check_caps(
        application.call, rules, [member_of(partner)], leads=application.organisation.fiscal_code
    )
    partner.save()
    stored.state, stored.partner = state, partner
    _answered(stored, actor, at)
    stored.save()
    _touched(application, at)
    _told("accepted", stored, actor, organisation=organisation.fiscal_code)
    told.tell_lead(stored, organisation)
    return partner


@transaction.atomic
def decline(
    *, invitation: Invitation, organisation: Organisation | None, reason: str, actor: Person
) -> Invitation:
    """Say no, with the reason that the lead reads.

    :raises InvitationRefused: if it was answered or taken back, or there is no reason.
    :raises WritingRefused: if the application was sent, or the call is closed.
    """
    _application, _rules, at = _opened(invitation.application)
    stored = _again(invitation)
    state = check_step(stored, "decline")
    if stored.fiscal_code:
        _check_addressee(stored, organisation, actor)
    if not reason.strip():
        raise InvitationRefused(_("Scrivi perché rifiuti: lo legge chi ti ha invitato."))
    stored.state, stored.reason = state, reason
    _answered(stored, actor, at)
    stored.save()
    _told("declined", stored, actor)
    told.tell_lead(stored, organisation)
    return stored


@transaction.atomic
def withdraw(*, invitation: Invitation, actor: Person) -> Invitation:
    """Take an invitation back before it is answered.

    :raises InvitationRefused: if it was answered or taken back already.
    """
    locked(invitation.application)
    stored = _again(invitation)
    stored.state = check_step(stored, "withdraw")
    stored.closed_by, stored.closed_at = actor, clock.now()
    stored.save()
    _told("withdrawn", stored, actor)
    told.tell_withdrawn(stored)
    return stored


def close_of(partner: Partner, *, actor: Person, at: datetime) -> None:
    """A partner leaves the group: what it had accepted ends, what it had not answered is taken back.

    The application is locked.
    """
    rows = Invitation.objects.select_related("application__organisation", "application__call")
    for each in rows.filter(partner=partner).order_by("id"):
        match InvitationState(each.state):
            case InvitationState.ACCEPTED:
                step, word = "end", "ended"
            case InvitationState.OPEN:
                step, word = "withdraw", "withdrawn"
            case _answered_already:
                continue
        each.state = check_step(each, step)
        each.closed_by, each.closed_at = actor, at
        each.save()
        _told(word, each, actor)
        if word == "withdrawn":
            told.tell_withdrawn(each)


def _opened(application: Application) -> tuple[Application, Rulebook, datetime]:
    application = locked(application)
    at = clock.now()
    check_can_write(application, at=at)
    rulebook = current_rulebook(application.call)
    assert rulebook is not None  # noqa: S101 -- what may be written is published
    return application, rulebook.rules.in_phase(application.phase), at


def _again(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_related("application__organisation", "application__call")
    return rows.get(pk=invitation.pk)


def _free(application: Application, code: str) -> Partner | None:
    """The partner with this fiscal code that the lead described; none if it is new.

    :raises InvitationRefused: if it is the lead, or takes part by itself already.
    """
    if code == application.organisation.fiscal_code:
        raise InvitationRefused(
            _("%(name)s è il capofila: non si invita.") % {"name": application.organisation.name}
        )
    partner = Partner.objects.filter(application=application, fiscal_code=code).first()
    if partner is not None and partner.has_accepted:
        raise InvitationRefused(_("%(name)s partecipa già.") % {"name": partner.name})
    return partner


def _check_addressee(
    invitation: Invitation, organisation: Organisation | None, actor: Person
) -> None:
    if organisation is None or not acts_for(actor, organisation):
        raise InvitationRefused(_("Può rispondere solo chi opera per l'ente invitato."))
    if invitation.fiscal_code and invitation.fiscal_code != organisation.fiscal_code:
        raise InvitationRefused(
            _(
                "L'invito è per l'ente con il codice fiscale %(asked)s; %(name)s ha %(found)s: non "
                "può rispondere."
            )
            % {
                "asked": invitation.fiscal_code,
                "name": organisation.name,
                "found": organisation.fiscal_code,
            }
        )


def _joining(
    application: Application, organisation: Organisation, actor: Person, at: datetime
) -> Partner:
    """The partner as it will be, not saved yet; what it says of itself comes from its record."""
    partner = _free(application, organisation.fiscal_code)
    if partner is None:
        partner = Partner(
            application=application,
            fiscal_code=organisation.fiscal_code,
            added_by=actor,
            added_at=at,
        )
    else:
        partner.version += 1
    for field in _COPIED:
        setattr(partner, field, getattr(organisation, field))
    partner.organisation, partner.accepted_at = organisation, at
    return partner


def _answered(invitation: Invitation, actor: Person, at: datetime) -> None:
    invitation.answered_by, invitation.answered_at = actor, at


def _touched(application: Application, at: datetime) -> None:
    application.saved_at = at
    application.save(update_fields=["saved_at"])


def _told(word: str, invitation: Invitation, actor: Person, **facts: str) -> None:
    events.record(
        f"invitation.{word}",
        subject=invitation,
        actor=actor,
        fiscal_code=invitation.fiscal_code,
        **facts,
    )
