"""What an act still needs for its next step."""

from collections.abc import Mapping
from typing import Any

from wecare.acts.engine.chain import ChainStep
from wecare.acts.engine.checks import Check
from wecare.acts.engine.reading import read
from wecare.acts.engine.templates import template_of
from wecare.acts.engine.variables import missing_of
from wecare.acts.enums import ActState, PublicationPlace
from wecare.acts.models import Act, PublicationRecord, SignedAct
from wecare.acts.queries import wording_in_force
from wecare.acts.queries.chain import Standing, chain_in_force


def checks_of(
    act: Act,
    state: ActState,
    *,
    standing: Standing,
    signed: SignedAct | None,
    publications: Mapping[PublicationPlace, PublicationRecord],
) -> tuple[Check, ...]:
    """What is looked at before the next step: the proof, the adoption, the publication, its effects.

    `state` is the one that is shown: a proof that was just printed counts. Acts recorded from
    elsewhere need only their publication.
    """
    if state is ActState.DRAFT:
        return _before_the_proof(act)
    if state in {ActState.FROZEN, ActState.RENDERED}:
        return (
            Check("proof", ok=state is ActState.RENDERED),
            *(_approval(step, given=given is not None) for step, given in standing.rows),
        )
    outside = tuple(Check(place.value, ok=place in publications) for place in PublicationPlace)
    if act.external:
        return outside
    asked = act.chain is not None and act.chain.signature
    signature = Check("signature", ok=signed is not None, blocks=asked)
    if state is ActState.ADOPTED:
        printed = act.document is not None and act.document.is_rendered
        return (Check("document", ok=printed), signature)
    return (signature, *outside)


def _before_the_proof(act: Act) -> tuple[Check, ...]:
    template = template_of(act.template)
    lacks = missing_of(template.variables, act.variables)
    checks = [Check("variables", ok=not lacks, name=", ".join(str(each.label) for each in lacks))]
    if template.wording:
        version = wording_in_force(act.template)
        parts: Mapping[str, Any] = version.parts if version else dict(template.wording)
        wrong = any(read(part, source, template.entries)[1] for part, source in parts.items())
        checks.append(Check("wording", ok=not wrong))
    chain = chain_in_force(act.template)
    asked = chain.asked if chain is not None else ()
    return (*checks, *(_approval(step, given=False, blocks=False) for step in asked))


def _approval(step: ChainStep, *, given: bool, blocks: bool = True) -> Check:
    return Check("approval", ok=given, name=step.title, blocks=blocks)
