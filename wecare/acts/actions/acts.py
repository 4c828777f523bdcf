"""Steps of an act: draft, write, freeze, read the proof, adopt, publish; record one from elsewhere."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from wecare.accounts.models import Person
from wecare.acts.actions import registers, wordings
from wecare.acts.actions.external import record_external
from wecare.acts.actions.holding import attached, held, record_proof
from wecare.acts.actions.wording import subject_of, values_of
from wecare.acts.documents import context_of, printed_by, proposed_subject
from wecare.acts.engine.effects import effect_of
from wecare.acts.engine.lifecycle import ACT
from wecare.acts.engine.templates import template_of
from wecare.acts.enums import ActKind, ActState
from wecare.acts.models import Act
from wecare.acts.policies import (
    check_can_adopt,
    check_can_edit,
    check_can_freeze,
    check_can_publish,
    check_step,
    check_template,
)
from wecare.acts.policies.chain import check_is_approved
from wecare.acts.policies.publication import check_corrects
from wecare.acts.policies.signed import check_has_its_signature
from wecare.acts.queries.chain import chain_in_force, standing_of
from wecare.acts.queries.signed import accepted_of
from wecare.core import clock, events, printing
from wecare.core.digests import digest, plain
from wecare.core.dispatch import after_commit

__all__ = [
    "adopt",
    "attach_proof",
    "draft",
    "freeze",
    "propose_subject",
    "publish",
    "record_external",
    "reopen",
    "set_variables",
]
Facts = Mapping[str, Any]


@transaction.atomic
def draft(
    *,
    kind: ActKind | str,
    template: str,
    subject: str,
    variables: Mapping[str, Any],
    by: Person | None,
    key: str,
    corrects: Act | None = None,
) -> Act:
    """Begin an act of this office; the same key gives the act that exists.

    `corrects` is the act in force that it corrects: its text says so, and the other's page too.

    :raises ActRefused: if the template is not known, the subject is blank or not text, or what is
        to be corrected is not in force.
    :raises VariablesRefused: if a value does not suit its variable.
    """
    check_template(template)
    check_corrects(corrects)
    beginning = {
        "kind": ActKind(kind),
        "sector": settings.ACTS_SECTOR,
        "subject": subject_of(subject),
        "state": ACT.initial,
        "template": template,
        "variables": values_of(template, variables),
        "corrects": corrects,
        "created_at": clock.now(),
        "created_by": by,
    }
    act, is_new = Act.objects.get_or_create(key=key, defaults=beginning)
    if is_new:
        said = {} if corrects is None else {"corrects": str(corrects)}
        events.record(
            "act.drafted", subject=act, actor=by, template=template, text=act.subject, **said
        )
    return act


def propose_subject(template: str, facts: Facts) -> str:
    """The object that the words in force propose for a new act; empty if they propose none."""
    return proposed_subject(template_of(template), wordings.in_force(template).parts, dict(facts))


@transaction.atomic
def set_variables(
    *, act: Act, variables: Mapping[str, Any], by: Person | None, subject: str | None = None
) -> Act:
    """Write the variables of a draft anew, and its subject if given.

    :raises ActRefused: if the act is no longer a draft, or the subject is blank.
    :raises VariablesRefused: if a value does not suit its variable.
    """
    act = held(act)
    check_can_edit(act)
    act.variables = values_of(act.template, variables)
    if subject is not None:
        act.subject = subject_of(subject)
    act.save(update_fields=["variables", "subject"])
    events.record(
        "act.written",
        subject=act,
        actor=by,
        digest=digest({"subject": act.subject, "variables": act.variables}),
    )
    return act


@transaction.atomic
def freeze(*, act: Act, facts: Facts, by: Person) -> Act:
    """Freeze what the act says and ask for the proof to read, marked BOZZA.

    `facts` is what the caller adds to the variables: plain values, no records.

    The words are those in force now, and so are the approvals that are asked; the act is adopted
    with the same.

    :raises ActRefused: if the act is not a draft, or a required variable is blank.
    :raises WordingRefused: if the words in force cannot be read any more.
    """
    act = held(act)
    check_can_freeze(act)
    act.state = ACT.follow("freeze", ActState(act.state))
    act.revision += 1
    act.wording = wordings.in_force(act.template) if template_of(act.template).wording else None
    chain = chain_in_force(act.template)
    act.chain = chain if chain is not None and (chain.steps or chain.signature) else None
    act.context = plain(context_of(act, facts=dict(facts)))
    act.context_digest = digest(act.context)
    act.frozen_at, act.frozen_by = clock.now(), by
    act.proof = printing.request_document(
        key=f"act-{act.pk}/proof-{act.revision}",
        kind="act_proof",
        title=f"BOZZA – {act.subject[:200]}",
        template=printed_by(act),
        context=act.context,
    )
    act.save(
        update_fields=[
            "state",
            "revision",
            "wording",
            "chain",
            "context",
            "context_digest",
            "frozen_at",
            "frozen_by",
            "proof",
        ]
    )
    events.record(
        "act.frozen", subject=act, actor=by, revision=act.revision, digest=act.context_digest
    )
    after_commit("acts.attach_proof", act_id=act.pk)
    return act


@transaction.atomic
def attach_proof(*, act: Act) -> Act:
    """Mark a frozen act as rendered once its proof is; else leave it as it is."""
    act = held(act)
    if attached(act):
        act.save(update_fields=["state"])
        record_proof(act)
    return act


@transaction.atomic
def reopen(*, act: Act, by: Person | None) -> Act:
    """Make a frozen act a draft again; its proof stays in the store, and is no act.

    The approvals that it had stay written, and count no more: a new proof asks for all of them.

    :raises ActRefused: if it is adopted, or already a draft.
    """
    act = held(act)
    check_step(act, "reopen")
    void = len(standing_of(act).given)
    act.state = ACT.follow("reopen", ActState(act.state))
    act.proof, act.wording, act.chain = None, None, None
    act.save(update_fields=["state", "proof", "wording", "chain"])
    said = {"approvals_void": void} if void else {}
    events.record("act.reopened", subject=act, actor=by, revision=act.revision, **said)
    return act


@transaction.atomic
def adopt(
    *, act: Act, by: Person, extra_facts: Callable[[Act], Facts] | Facts | None = None
) -> Act:
    """Adopt the act: number it, freeze its final context, ask for its document.

    What the adoption brings about belongs to the caller, or is the registered effect of the template
    (`engine.effects`), in the same transaction. `extra_facts` are added to the facts of the proof; as
    a function they are asked for once the number is known.

    :raises ActRefused: if there is no proof to read, the act is adopted already, an approval is
        missing, or the person gave one.
    :raises DomainError: whatever the effect refuses.
    """
    effect = effect_of(act.template)
    effect.hold(act)
    act = held(act)
    has_just_its_proof = attached(act)
    check_can_adopt(act)
    check_is_approved(standing_of(act), by=by)
    frozen_facts = dict((act.context or {})["facts"])
    at = clock.now()
    registers.number(act=act, on=localdate(at))
    act.state = ACT.follow("adopt", ActState(act.state))
    act.adopted_at, act.adopted_by = at, by
    facts = extra_facts(act) if callable(extra_facts) else (extra_facts or {})
    act.context = plain(context_of(act, facts=frozen_facts | dict(facts)))
    act.context_digest = digest(act.context)
    act.document = printing.request_document(
        key=f"act-{act.pk}",
        kind="act",
        title=f"{act.number_text} – {act.subject[:200]}",
        template=printed_by(act),
        context=act.context,
        data_name="atto.json",
    )
    act.save()
    if has_just_its_proof:
        record_proof(act)
    events.record(
        "act.adopted",
        subject=act,
        actor=by,
        number=act.number_text,
        digest=act.context_digest,
        document=act.document.check_code,
    )
    effect.run(act, by)
    return act


@transaction.atomic
def publish(*, act: Act, by: Person) -> Act:
    """Publish the act with its document.

    :raises ActRefused: if it is not adopted, its document is not rendered, or it lacks the signed
        file that its chain asks for.
    """
    act = held(act)
    check_can_publish(act)
    check_has_its_signature(act, accepted_of(act))
    act.state = ACT.follow("publish", ActState(act.state))
    act.published_at, act.published_by = clock.now(), by
    act.save(update_fields=["state", "published_at", "published_by"])
    events.record("act.published", subject=act, actor=by, number=act.number_text)
    return act
