"""Marks of finished parts, and the agreement of partners to the text that will be sent.

Both hold the digest of what was read: whatever changes it, from whatever page, makes them stand no
more, and what was agreed to is kept to say what has changed.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.applications import locked
from applicants.actions.filling import NotYourPart, part_to_write
from applicants.engine.completeness import requirements
from applicants.engine.snapshot import Snapshot
from applicants.models import Application, CompleteMark, Partner, SignOff
from applicants.policies import WritingRefused, check_can_write
from applicants.policies.partnership import check_part_is_whole, check_text_read
from applicants.queries.consents import part_digest, text_of
from calls.engine.rulebook import Rulebook
from calls.queries.calls import current_rulebook
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.digests import digest


@transaction.atomic
def mark_complete(
    *, application: Application, partner: Partner | None, read: str, actor: Person
) -> CompleteMark:
    """Say that the part of a partner, or the lead's, is complete; `read` is the digest of what was read.

    :raises NotYourPart: if somebody else writes the part.
    :raises TextChanged: if it is another than the one that was read.
    :raises WritingRefused: if something lacks in it, or the application cannot be written now.
    """
    application, rules, at = _opened(application)
    partner = part_to_write(application, partner, actor)
    content = text_of(application, rules)
    now = part_digest(content, partner)
    check_text_read(read, now)
    check_part_is_whole(requirements(rules, Snapshot.of_content(content)), partner)
    mark, _new = CompleteMark.objects.update_or_create(
        application=application,
        partner=partner,
        defaults={"digest": now, "marked_by": actor, "marked_at": at},
    )
    _told("part.completed", application, partner, actor, digest=now)
    return mark


@transaction.atomic
def reopen(*, application: Application, partner: Partner | None, actor: Person) -> None:
    """Take the mark of a part away; twice is as once.

    :raises NotYourPart: if somebody else writes the part.
    :raises WritingRefused: if the application cannot be written now.
    """
    application, _rules, _at = _opened(application)
    partner = part_to_write(application, partner, actor)
    gone, _detail = CompleteMark.objects.filter(application=application, partner=partner).delete()
    if gone:
        _told("part.reopened", application, partner, actor)


@transaction.atomic
def sign_off(*, partner: Partner, read: str, actor: Person) -> SignOff:
    """Agree, for a partner, to the whole text with the digest that was read; twice is as once.

    :raises NotYourPart: if the partner has not accepted, or the actor does not act for it.
    :raises TextChanged: if the text is another than the one that was read.
    :raises WritingRefused: if the rules ask for no agreement, or the application cannot be written now.
    """
    application, rules, at = _opened(partner.application)
    stored = part_to_write(application, partner, actor)
    if stored is None or not stored.has_accepted:
        raise NotYourPart(_("Conferma il testo solo chi opera per un partner che ha accettato."))
    if rules.partnership is None or not rules.partnership.sign_off:
        raise WritingRefused(_("Questo bando non chiede ai partner di confermare il testo."))
    content = text_of(application, rules)
    now = digest(content)
    check_text_read(read, now)
    agreed, is_new = SignOff.objects.get_or_create(
        partner=stored,
        digest=now,
        defaults={"content": content, "signed_by": actor, "signed_at": at},
    )
    if is_new:
        _told("partner.signed_off", application, stored, actor, digest=now)
    return agreed


def _opened(application: Application) -> tuple[Application, Rulebook, datetime]:
    application = locked(application)
    at = clock.now()
    check_can_write(application, at=at)
    rulebook = current_rulebook(application.call)
    assert rulebook is not None  # noqa: S101 -- what may be written is published
    return application, rulebook.rules.in_phase(application.phase), at


def _told(
    name: str, application: Application, partner: Partner | None, actor: Person, **facts: str
) -> None:
    code = application.organisation.fiscal_code if partner is None else partner.fiscal_code
    events.record(name, subject=application, actor=actor, fiscal_code=code, **facts)
