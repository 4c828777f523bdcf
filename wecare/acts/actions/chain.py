"""Approvals before the adoption: what a template asks for, who gave it, who sent the act back."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.accounts.queries import roles_of
from wecare.acts.actions import acts
from wecare.acts.actions.holding import attached, held, record_proof
from wecare.acts.actions.wording import line_of
from wecare.acts.engine.chain import ROLES, STEPS_MAX, ChainStep
from wecare.acts.enums import ApprovalOutcome
from wecare.acts.models import Act, Approval, ApprovalChain
from wecare.acts.policies import check_template
from wecare.acts.policies.chain import check_can_approve, check_can_send_back, check_steps
from wecare.acts.queries.chain import chain_in_force, standing_of
from wecare.core import clock, events
from wecare.core.digests import digest

TITLE_MAX = 120
REASON_MAX = 1000
_CHAIN_REASON_MAX = 500


@transaction.atomic
def set_chain(
    *,
    template: str,
    steps: Sequence[tuple[str, Role | str]],
    signature: bool,
    reason: str,
    by: Person,
) -> ApprovalChain:
    """Say what the acts of the template need, from the next proof on: the same as now adds nothing.

    `steps` are the approvals as title and role, in their order; none asks for none. With
    `signature` an act is published only with its signed file, or an attestation.

    :raises ActRefused: if the template is not known, a title or the reason is blank, the steps are
        too many, or a role gives no approvals.
    """
    check_template(template)
    asked = [
        ChainStep(position, line_of(title, label=_("Nome del visto"), limit=TITLE_MAX), Role(role))
        for position, (title, role) in enumerate(steps, start=1)
    ]
    check_steps(asked, limit=STEPS_MAX, allowed=ROLES)
    reason = line_of(reason, label=_("Motivo"), limit=_CHAIN_REASON_MAX)
    kept: list[dict[str, Any]] = [{"title": each.title, "role": each.role.value} for each in asked]
    last = chain_in_force(template)
    if last is not None and (last.steps, last.signature) == (kept, signature):
        return last
    chain = ApprovalChain.objects.create(
        template=template,
        number=last.number + 1 if last else 1,
        steps=kept,
        signature=signature,
        reason=reason,
        set_at=clock.now(),
        set_by=by,
    )
    events.record(
        "act_chain.set",
        subject=chain,
        actor=by,
        template=template,
        steps=[f"{each.title} ({each.role.value})" for each in asked],
        signature=signature,
    )
    return chain


@transaction.atomic
def approve(*, act: Act, read: str, by: Person) -> Approval:
    """Give the approval that the act awaits. `read` is the digest of the context that was read.

    :raises ApprovalRefused: if none is awaited, the proof is another by now, the person's roles
        do not give this step, or the person gave one already.
    """
    act = held(act)
    has_just_its_proof = attached(act)
    step = check_can_approve(act, standing_of(act), by=by, roles=roles_of(by), read=read)
    if has_just_its_proof:
        act.save(update_fields=["state"])
    approval = _kept(act, step, ApprovalOutcome.APPROVED, by=by)
    if has_just_its_proof:
        record_proof(act)
    events.record(
        "act.approved",
        subject=act,
        actor=by,
        revision=act.revision,
        step=step.position,
        title=step.title,
        digest=act.context_digest,
    )
    return approval


@transaction.atomic
def send_back(*, act: Act, read: str, reason: str, by: Person) -> Approval:
    """Send the act back instead of approving it: it is a draft again, and no approval counts.

    :raises ApprovalRefused: if there is no proof to answer, it is another by now, or the step is
        of another role.
    :raises ActRefused: if the reason is blank.
    """
    act = held(act)
    has_just_its_proof = attached(act)
    step = check_can_send_back(act, standing_of(act), roles=roles_of(by), read=read)
    reason = line_of(reason, label=_("Motivo"), limit=REASON_MAX)
    if has_just_its_proof:
        act.save(update_fields=["state"])
    returned = _kept(act, step, ApprovalOutcome.RETURNED, by=by, reason=reason)
    if has_just_its_proof:
        record_proof(act)
    events.record(
        "act.sent_back",
        subject=act,
        actor=by,
        revision=act.revision,
        step=step.position,
        title=step.title,
        reason=digest(reason),
    )
    acts.reopen(act=act, by=by)
    return returned


def _kept(
    act: Act, step: ChainStep, outcome: ApprovalOutcome, *, by: Person, reason: str = ""
) -> Approval:
    return Approval.objects.create(
        act=act,
        revision=act.revision,
        position=step.position,
        title=step.title,
        role=step.role.value,
        outcome=outcome.value,
        reason=reason,
        context_digest=act.context_digest,
        given_at=clock.now(),
        given_by=by,
    )
