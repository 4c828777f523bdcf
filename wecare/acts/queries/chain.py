"""Approvals: what is asked of an act, what was given, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass

from wecare.acts.engine.chain import ChainStep, missing
from wecare.acts.models import IN_FORCE, Act, Approval, ApprovalChain


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the chain of an act stands.

    `given` are the approvals of the proof that is there now; `void` those of earlier proofs, and
    every time it was sent back.
    """

    asked: tuple[ChainStep, ...] = ()
    given: tuple[Approval, ...] = ()
    void: tuple[Approval, ...] = ()

    @property
    def missing(self) -> tuple[ChainStep, ...]:
        """What is still to be approved, in its order."""
        return missing(self.asked, [each.position for each in self.given])

    @property
    def next(self) -> ChainStep | None:
        """Who is asked now; none if nobody is."""
        return next(iter(self.missing), None)

    @property
    def rows(self) -> list[tuple[ChainStep, Approval | None]]:
        """Each step with the approval it has."""
        given = {each.position: each for each in self.given}
        return [(step, given.get(step.position)) for step in self.asked]


def chain_in_force(template: str) -> ApprovalChain | None:
    """What the proofs of the template need from now on; none if nobody ever set it."""
    chains = ApprovalChain.objects.filter(template=template).select_related("set_by")
    return chains.order_by("-number").first()


def chains_of(template: str) -> list[ApprovalChain]:
    """All that was set for the template, the last first."""
    chains = ApprovalChain.objects.filter(template=template).select_related("set_by")
    return list(chains.order_by("-number"))


def standing_of(act: Act) -> Standing:
    """Where the chain of the act stands; one query, or two with the act's chain."""
    rows = list(act.approvals.select_related("given_by").order_by("pk"))
    asked = act.chain.asked if act.chain is not None else ()
    given = tuple(each for each in rows if _counts(each, act))
    return Standing(asked, given, tuple(each for each in rows if each not in given))


def awaiting(acts: Iterable[Act]) -> dict[int, ChainStep]:
    """The next step of each of the acts that awaits one, by its key; two queries."""
    chained = [act for act in acts if act.chain_id and act.proof_id and not act.is_in_force]
    chains = ApprovalChain.objects.in_bulk({act.chain_id for act in chained})
    given: dict[int, set[int]] = {}
    current = {act.pk: act for act in chained}
    for each in Approval.objects.filter(act__in=current).order_by("pk"):
        if _counts(each, current[each.act_id]):
            given.setdefault(each.act_id, set()).add(each.position)
    left = {
        act.pk: missing(chains[act.chain_id].asked, given.get(act.pk, set())) for act in chained
    }
    return {pk: steps[0] for pk, steps in left.items() if steps}


def chain_problems() -> list[str]:
    """Acts in force that lack an approval of their chain, or were adopted by who gave one."""
    found = []
    acts = Act.objects.filter(chain__isnull=False, state__in=IN_FORCE)
    for act in acts.select_related("chain").prefetch_related("approvals").order_by("pk"):
        given = [each for each in act.approvals.all() if _counts(each, act)]
        assert act.chain is not None  # noqa: S101 -- it was asked for
        lacks = missing(act.chain.asked, [each.position for each in given])
        if lacks:
            found.append(f"act {act}: adopted without {', '.join(step.title for step in lacks)}")
        if act.adopted_by_id in {each.given_by_id for each in given}:
            found.append(f"act {act}: adopted by somebody who approved it")
    return found


def _counts(approval: Approval, act: Act) -> bool:
    chained = act.chain_id is not None
    return chained and approval.is_given and approval.revision == act.revision
