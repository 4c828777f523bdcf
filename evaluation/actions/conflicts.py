"""Conflicts of interest: declared before anything is read, added whenever one comes up."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from applicants.models import Submission
from evaluation.actions.assigning import drop
from evaluation.actions.locks import lock_call, lock_member
from evaluation.enums import AssessmentState
from evaluation.models import Assessment, Conflict, ConflictDeclaration, PanelMember
from evaluation.policies.assessments import check_by_member
from evaluation.policies.panels import check_can_declare
from evaluation.policies.refusals import ConflictRefused, check_under_evaluation, written_reason
from evaluation.queries import panels
from evaluation.queries.panels import Party
from wecare.accounts.models import Person
from wecare.core import clock, events


@transaction.atomic
def declare(
    *, member: PanelMember, conflicts: Mapping[str, str], by: Person
) -> ConflictDeclaration:
    """Sign the declaration: fiscal code → reason of each conflict; an empty mapping means none.

    :raises ConflictRefused: before the applications are open, a second time, without a reason, or
        for an organisation with no part in any application.
    """
    check_by_member(member, by)
    lock_call(member.panel.call)
    member = lock_member(member)
    check_can_declare(member)
    known = _parties(member)
    reasons = [_reason(known, code, text) for code, text in conflicts.items()]
    at = clock.now()
    declaration = ConflictDeclaration.objects.create(member=member, signed_at=at)
    Conflict.objects.bulk_create(
        Conflict(
            declaration=declaration,
            fiscal_code=party.fiscal_code,
            name=party.name,
            reason=reason,
            declared_at=at,
        )
        for party, reason in reasons
    )
    for party, _reason_given in reasons:
        _hand_back(member, party)
    events.record(
        "conflicts.declared",
        subject=declaration,
        actor=by,
        call=member.panel.call.code,
        conflicts=[[party.fiscal_code, reason] for party, reason in reasons],
    )
    return declaration


@transaction.atomic
def add(*, member: PanelMember, fiscal_code: str, reason: str, by: Person) -> Conflict:
    """Declare a conflict that came up later; what the member drafted on that organisation goes away.

    :raises ConflictRefused: before the declaration, twice for one organisation, without a reason,
        or after having signed an assessment of an application in which it takes part.
    """
    check_by_member(member, by)
    lock_call(member.panel.call)
    member = lock_member(member)
    check_under_evaluation(member.panel.call, ConflictRefused)
    declaration = ConflictDeclaration.objects.filter(member=member).first()
    if declaration is None:
        raise ConflictRefused(_("Prima firma la dichiarazione sui conflitti di interesse."))
    party, reason = _reason(_parties(member), fiscal_code, reason)
    if panels.conflicts_of(member).filter(fiscal_code=fiscal_code).exists():
        raise ConflictRefused(_("Hai già dichiarato un conflitto con questo ente."))
    dropped = _drop_drafts(member, party)
    conflict = Conflict.objects.create(
        declaration=declaration,
        fiscal_code=party.fiscal_code,
        name=party.name,
        reason=reason,
        declared_at=clock.now(),
    )
    events.record(
        "conflict.added",
        subject=declaration,
        actor=by,
        organisation=party.fiscal_code,
        reason=reason,
        dropped_drafts=dropped,
    )
    return conflict


def _parties(member: PanelMember) -> dict[str, Party]:
    return {party.fiscal_code: party for party in panels.parties_of(member.panel.call)}


def _reason(known: Mapping[str, Party], fiscal_code: str, text: str) -> tuple[Party, str]:
    party = known.get(fiscal_code)
    if party is None:
        raise ConflictRefused(
            _("L'ente con codice fiscale %(code)s non ha parte in nessuna domanda di questo bando.")
            % {"code": fiscal_code[:16]}
        )
    lacking = _("Scrivi il motivo del conflitto con %(name)s.") % {"name": party.name}
    return party, written_reason(text, lacking=lacking, refusal=ConflictRefused)


def _drop_drafts(member: PanelMember, party: Party) -> list[str]:
    begun = Assessment.objects.filter(
        member=member, submission__in=_involving(member, party)
    ).select_related("submission")
    if begun.filter(state=AssessmentState.SIGNED.value).exists():
        raise ConflictRefused(
            _("Hai già firmato una valutazione di %(name)s: avvisa l'ufficio.")
            % {"name": party.name}
        )
    protocols = [each.submission.protocol for each in begun.order_by("id")]
    begun.delete()
    _hand_back(member, party)
    return protocols


def _hand_back(member: PanelMember, party: Party) -> None:
    """What was assigned of the organisation is the member's no more."""
    drop(
        member,
        _involving(member, party).values_list("pk", flat=True),
        by=member.person,
        reason=_("Conflitto con %(name)s.") % {"name": party.name},
    )


def _involving(member: PanelMember, party: Party) -> QuerySet[Submission]:
    named = panels.involving([party.fiscal_code])
    return Submission.objects.filter(named, call=member.panel.call).order_by()
