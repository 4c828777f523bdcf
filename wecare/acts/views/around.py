"""What the page of an act shows around its text: approvals, signature, publication, corrections."""

from typing import Any

from wecare.accounts.labels import ROLES
from wecare.accounts.models import Person
from wecare.accounts.queries import roles_of
from wecare.acts.enums import ActState
from wecare.acts.labels import check_sentence
from wecare.acts.models import Act, Approval
from wecare.acts.queries import checks, corrections, publication, signed
from wecare.acts.queries.chain import Standing, standing_of
from wecare.core import scanning


def around(act: Act, state: ActState, person: Person) -> dict[str, Any]:
    """The facts of the act's page beside its text; a bounded number of queries."""
    standing = standing_of(act)
    papers = [] if act.external or not act.is_in_force else signed.signed_of(act)
    good = signed.accepted_of(act) if papers else None
    told = publication.publications_of(act) if state is ActState.PUBLISHED else []
    latest = publication.latest_of(act) if told else {}
    return {
        "standing": standing,
        "chain_rows": [
            {
                "step": step,
                "role": ROLES[step.role],
                "given": given,
                "is_next": step == standing.next,
            }
            for step, given in standing.rows
        ],
        "returned": _returned(act, state, standing),
        "answers": _answers(standing, state, person),
        "refused_papers": [each for each in papers if each != good],
        "signed": good,
        "told": told,
        "latest": sorted(latest.values(), key=lambda each: each.place),
        "corrections": corrections.corrections_of(act) if act.is_in_force else [],
        "corrections_begun": corrections.being_written(act) if act.is_in_force else [],
        "checks": [
            {
                "sentence": check_sentence(check),
                "state": "ok" if check.ok else ("missing" if check.blocks else "not_needed"),
            }
            for check in checks.checks_of(
                act, state, standing=standing, signed=good, publications=latest
            )
        ],
    }


def public_side(act: Act) -> dict[str, Any]:
    """What everyone sees around a published act."""
    good = None if act.external else signed.accepted_of(act)
    closed = good is not None and good.file is not None and _is_closed(good.file.digest)
    latest = publication.latest_of(act)
    return {
        "signed": good,
        "signed_is_closed": closed,
        "latest": sorted(latest.values(), key=lambda each: each.place),
        "corrections": corrections.corrections_of(act, published_only=True),
        "corrected": act.corrects if act.corrects and _is_public(act.corrects) else None,
    }


def _returned(act: Act, state: ActState, standing: Standing) -> Approval | None:
    """Why a draft was sent back the last time, until its next proof."""
    last = standing.void[-1] if standing.void and state is ActState.DRAFT else None
    returned = last is not None and not last.is_given and last.revision == act.revision
    return last if returned else None


def _answers(standing: Standing, state: ActState, person: Person) -> dict[str, bool]:
    """What the person may answer now: approve, send back."""
    if state is not ActState.RENDERED or not standing.asked:
        return {"approve": False, "send_back": False, "gave_one": False}
    step = standing.next
    gave_one = any(each.given_by_id == person.pk for each in standing.given)
    roles = roles_of(person)
    mine = step is not None and step.role in roles
    adopts = step is None and person.has_perm("acts.adopt_act")
    return {
        "approve": mine and not gave_one,
        "send_back": mine or adopts,
        "gave_one": mine and gave_one,
    }


def _is_public(act: Act) -> bool:
    return act.state == ActState.PUBLISHED


def _is_closed(digest: str) -> bool:
    return digest in scanning.states_of([digest])
