"""Decrees for tests, brought to each state by their own actions; `printed` stands for the worker."""

from typing import Any

from evaluation.models import RankedList
from funding.actions import decrees
from funding.actions.money import Ground
from funding.models import Award, Decree
from funding.queries.awards.standing import on_desk
from tests.factories.acts import printed
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    officer,
    published_list,
    submitted,
)
from tests.fixtures.scenes import scene
from wecare.acts.models import Act

VARIABLES: dict[str, Any] = {
    "session_on": "2026-11-20",
    "minutes": "verbale n. 4 del 20/11/2026",
    "chapter": "126106",
    "budget_year": "2026 40\n2027 60",
    "acceptance_days": "30",
    "manager": "Dott.ssa Anna Neri",
    "considerations": "le risorse bastano per i primi posti;\nl'ultimo posto accetta l'offerta;",
}


@scene
def written_decree(ranked_list: RankedList) -> Decree:
    """A draft with every blank filled."""
    by = officer()
    decree = decrees.draft(ranked_list=ranked_list, by=by)
    return decrees.write(decree=decree, variables=VARIABLES, by=by)


@scene
def rendered_decree(ranked_list: RankedList) -> Decree:
    """A decree whose proof is there to be read."""
    decree = decrees.freeze(decree=written_decree(ranked_list), by=officer())
    assert decree.act.proof is not None
    printed(decree.act.proof)
    return Decree.objects.get(pk=decree.pk)


@scene
def adopted_decree(ranked_list: RankedList) -> Decree:
    """An adopted decree."""
    return decrees.adopt(decree=rendered_decree(ranked_list), by=manager())


@scene
def published_decree(ranked_list: RankedList) -> Decree:
    """A published decree: the call is concluded."""
    decree = adopted_decree(ranked_list)
    assert decree.act.document is not None
    printed(decree.act.document)
    return decrees.publish(decree=decree, by=manager())


@scene
def an_award(**facts: Any) -> Award:
    """An award of 80 000 € of a definitive list whose decree is published, as `on_desk` gives it.

    `facts` go to `call_under_evaluation`.
    """
    call = call_under_evaluation(**facts)
    judged(call, {submitted(call): GOOD})
    decree = published_decree(published_list(call))
    return on_desk().get(decree=decree)


def ground(key: str, *, act: Act | None = None) -> Ground:
    """A reason for money to move, for tests."""
    return Ground(key=key, cause=f"Prova {key}", reference="prova", basis=key, act=act)
