"""What changes in a panel after its appointment: by a later act, or when a substitute steps in."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation.actions.assigning import hand_over
from evaluation.actions.locks import lock_call, lock_member
from evaluation.actions.panels import tell
from evaluation.enums import PanelChangeKind, PanelRole
from evaluation.models import Panel, PanelChange, PanelMember
from evaluation.policies.panels import (
    check_can_change,
    check_in_office,
    check_is_at_work,
    check_is_substitute,
    check_people,
)
from evaluation.policies.refusals import PanelRefused, written_reason
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import clock, events


@transaction.atomic
def replace(
    *,
    member: PanelMember,
    act: Act,
    reason: str,
    by: Person,
    newcomer: Person | None = None,
    substitute: PanelMember | None = None,
    presides: PanelMember | None = None,
) -> PanelMember | None:
    """A member leaves by a later act; the newcomer or the substitute takes the place, if one is named.

    What they signed stays and counts; the rest is for who follows. If the chair leaves, `presides`
    says who presides, or whoever takes the place does. Gives the seat that follows, if any.

    :raises PanelRefused: if the member left already, the act is too old, somebody may not sit, or
        nobody would preside.
    """
    panel, member = _held(member)
    check_can_change(panel, act)
    check_in_office(member)
    lacking = _("Scrivi perché %(person)s lascia il nucleo.") % {"person": member.person}
    reason = written_reason(reason, lacking=lacking, refusal=PanelRefused)
    if newcomer is not None and substitute is not None:
        raise PanelRefused(_("Indica una persona nuova o chi supplisce, non tutte e due."))
    role = PanelRole(member.role)
    if role is PanelRole.CHAIR and newcomer is None and substitute is None and presides is None:
        raise PanelRefused(_("Lascia chi presiede: indica chi presiede al suo posto."))
    member.left_at = clock.now()
    member.save(update_fields=["left_at"])
    _note(PanelChangeKind.LEFT, member, by=by, act=act, reason=reason)
    follower: PanelMember | None = None
    if newcomer is not None:
        follower = _join(panel, newcomer, role, act=act, by=by, replaces=member)
    elif substitute is not None:
        follower = _step_in(panel, substitute, member, by=by, act=act, reason=reason)
    if role is PanelRole.CHAIR and presides is not None:
        _preside(panel, presides, follower, act=act, by=by)
    if role.votes:
        hand_over(member, follower, by=by)
    return follower


@transaction.atomic
def step_in(*, substitute: PanelMember, place: PanelMember, reason: str, by: Person) -> PanelMember:
    """A substitute takes for good the place of a member who left, and judges from now on.

    :raises PanelRefused: if the place is not empty, or the substitute is none.
    """
    panel, place = _held(place)
    check_is_at_work(panel)
    lacking = _("Scrivi perché subentra %(person)s.") % {"person": substitute.person}
    reason = written_reason(reason, lacking=lacking, refusal=PanelRefused)
    is_taken = PanelMember.objects.filter(replaces=place).exists()
    if place.left_at is None or is_taken or not PanelRole(place.role).votes:
        raise PanelRefused(_("Il posto di %(person)s non è vuoto.") % {"person": place.person})
    follower = _step_in(panel, substitute, place, by=by, act=None, reason=reason)
    hand_over(place, follower, by=by)
    return follower


@transaction.atomic
def add(*, panel: Panel, person: Person, role: PanelRole, act: Act, by: Person) -> PanelMember:
    """A later act appoints one more substitute, or the secretary.

    :raises PanelRefused: for another role, a second secretary, or somebody who may not sit.
    """
    lock_call(panel.call)
    panel = Panel.objects.select_related("call", "act").get(pk=panel.pk)
    check_can_change(panel, act)
    if role.votes:
        raise PanelRefused(_("Chi valuta si nomina al posto di chi lascia: il numero non cambia."))
    sits = PanelMember.objects.filter(panel=panel, role=role.value, left_at=None)
    if role is PanelRole.SECRETARY and sits.exists():
        raise PanelRefused(_("Il nucleo ha già chi fa da segretario."))
    return _join(panel, person, role, act=act, by=by, replaces=None)


def _held(member: PanelMember) -> tuple[Panel, PanelMember]:
    lock_call(member.panel.call)
    member = lock_member(member)
    return Panel.objects.select_related("call", "act").get(pk=member.panel_id), member


def _join(
    panel: Panel,
    person: Person,
    role: PanelRole,
    *,
    act: Act,
    by: Person,
    replaces: PanelMember | None,
) -> PanelMember:
    if PanelMember.objects.filter(panel=panel, person=person).exists():
        raise PanelRefused(
            _("%(person)s fa o ha fatto già parte di questo nucleo.") % {"person": person}
        )
    is_secretary = role is PanelRole.SECRETARY
    check_people(panel.call, [] if is_secretary else [person], [person] if is_secretary else [])
    member = PanelMember.objects.create(
        panel=panel, person=person, role=role.value, act=act, replaces=replaces
    )
    _note(PanelChangeKind.JOINED, member, by=by, act=act)
    tell(member, act)
    return member


def _step_in(
    panel: Panel,
    substitute: PanelMember,
    place: PanelMember,
    *,
    by: Person,
    act: Act | None,
    reason: str,
) -> PanelMember:
    substitute = lock_member(substitute)
    check_is_substitute(substitute, panel)
    sits = PanelMember.objects.filter(panel=panel, role=PanelRole.CHAIR.value, left_at=None)
    presides = place.role == PanelRole.CHAIR.value and not sits.exists()
    substitute.role = (PanelRole.CHAIR if presides else PanelRole.MEMBER).value
    substitute.replaces = place
    substitute.save(update_fields=["role", "replaces"])
    _note(PanelChangeKind.STEPPED_IN, substitute, by=by, act=act, reason=reason)
    return substitute


def _preside(
    panel: Panel, presides: PanelMember, follower: PanelMember | None, *, act: Act, by: Person
) -> None:
    presides = lock_member(presides)
    check_in_office(presides)
    if presides.panel_id != panel.pk or not presides.votes:
        raise PanelRefused(
            _("%(person)s non è tra i componenti: non può presiedere.")
            % {"person": presides.person}
        )
    if follower is not None and follower.pk != presides.pk:
        follower.role = PanelRole.MEMBER.value
        follower.save(update_fields=["role"])
    if presides.role != PanelRole.CHAIR.value:
        presides.role = PanelRole.CHAIR.value
        presides.save(update_fields=["role"])
        _note(PanelChangeKind.PRESIDES, presides, by=by, act=act)


def _note(
    kind: PanelChangeKind,
    member: PanelMember,
    *,
    by: Person,
    act: Act | None = None,
    reason: str = "",
) -> None:
    """The change, in the panel's history and in the audit trail."""
    PanelChange.objects.create(
        panel=member.panel,
        member=member,
        kind=kind.value,
        role=member.role,
        act=act,
        reason=reason,
        changed_at=clock.now(),
        changed_by=by,
    )
    facts: dict[str, Any] = {"person": member.person_id, "role": member.role, "reason": reason}
    events.record(
        f"panel.{kind.value}",
        subject=member.panel,
        actor=by,
        act="" if act is None else str(act),
        **facts,
    )
