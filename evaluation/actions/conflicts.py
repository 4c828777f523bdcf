"""Conflicts of interest: declared before anything is read, added whenever one comes up."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Organisation
from evaluation.actions.locks import lock_call, lock_member
from evaluation.enums import AssessmentState
from evaluation.models import Assessment, Conflict, ConflictDeclaration, PanelMember
from evaluation.policies.assessments import check_by_member
from evaluation.policies.panels import check_can_declare
from evaluation.policies.refusals import ConflictRefused, check_under_evaluation, written_reason
from evaluation.queries import panels
from wecare.accounts.models import Person
from wecare.core import clock, events


@transaction.atomic
def declare(
    *, member: PanelMember, conflicts: Mapping[Organisation, str], by: Person
) -> ConflictDeclaration:
    """Sign the declaration: organisation → reason of each conflict; an empty mapping means none.

    :raises ConflictRefused: before the applications are open, a second time, without a reason, or
        for an organisation that did not apply.
    """
    check_by_member(member, by)
    lock_call(member.panel.call)
    member = lock_member(member)
    check_can_declare(member)
    reasons = {
        organisation: _reason(member, organisation, text)
        for organisation, text in conflicts.items()
    }
    at = clock.now()
    declaration = ConflictDeclaration.objects.create(member=member, signed_at=at)
    Conflict.objects.bulk_create(
        Conflict(declaration=declaration, organisation=each, reason=reason, declared_at=at)
        for each, reason in reasons.items()
    )
    events.record(
        "conflicts.declared",
        subject=declaration,
        actor=by,
        call=member.panel.call.code,
        conflicts=[[each.fiscal_code, reason] for each, reason in reasons.items()],
    )
    return declaration


@transaction.atomic
def add(*, member: PanelMember, organisation: Organisation, reason: str, by: Person) -> Conflict:
    """Declare a conflict that came up later; the member's draft on that organisation goes away.

    :raises ConflictRefused: before the declaration, twice for one organisation, without a reason,
        or after having signed an assessment of that organisation.
    """
    check_by_member(member, by)
    lock_call(member.panel.call)
    member = lock_member(member)
    check_under_evaluation(member.panel.call, ConflictRefused)
    declaration = ConflictDeclaration.objects.filter(member=member).first()
    if declaration is None:
        raise ConflictRefused(_("Prima firma la dichiarazione sui conflitti di interesse."))
    reason = _reason(member, organisation, reason)
    if panels.conflicts_of(member).filter(organisation=organisation).exists():
        raise ConflictRefused(_("Hai già dichiarato un conflitto con questo ente."))
    dropped = _drop_drafts(member, organisation)
    conflict = Conflict.objects.create(
        declaration=declaration, organisation=organisation, reason=reason, declared_at=clock.now()
    )
    events.record(
        "conflict.added",
        subject=declaration,
        actor=by,
        organisation=organisation.fiscal_code,
        reason=reason,
        dropped_drafts=dropped,
    )
    return conflict


def _reason(member: PanelMember, organisation: Organisation, text: str) -> str:
    if not panels.applicants_of(member.panel.call).filter(pk=organisation.pk).exists():
        raise ConflictRefused(
            _("%(name)s non ha inviato domande per questo bando.") % {"name": organisation.name}
        )
    lacking = _("Scrivi il motivo del conflitto con %(name)s.") % {"name": organisation.name}
    return written_reason(text, lacking=lacking, refusal=ConflictRefused)


def _drop_drafts(member: PanelMember, organisation: Organisation) -> list[str]:
    begun = Assessment.objects.filter(
        member=member, submission__organisation=organisation
    ).select_related("submission")
    if begun.filter(state=AssessmentState.SIGNED.value).exists():
        raise ConflictRefused(
            _("Hai già firmato una valutazione di %(name)s: avvisa l'ufficio.")
            % {"name": organisation.name}
        )
    protocols = [each.submission.protocol for each in begun.order_by("id")]
    begun.delete()
    return protocols
