"""Decrees for tests, brought to each state by their own actions; `printed` stands for the worker."""

from typing import Any

from evaluation.models import RankedList
from funding.actions import decrees
from funding.models import Decree
from tests.factories.acts import printed
from tests.factories.evaluation import manager, officer

VARIABLES: dict[str, Any] = {
    "session_on": "2026-11-20",
    "minutes": "verbale n. 4 del 20/11/2026",
    "chapter": "126106",
    "budget_year": "2026",
    "acceptance_days": "30",
    "manager": "Dott.ssa Anna Neri",
    "considerations": "le risorse bastano per i primi posti;\nl'ultimo posto accetta l'offerta;",
}


def written_decree(ranked_list: RankedList) -> Decree:
    """A draft with every blank filled."""
    by = officer()
    decree = decrees.draft(ranked_list=ranked_list, by=by)
    return decrees.write(decree=decree, variables=VARIABLES, by=by)


def rendered_decree(ranked_list: RankedList) -> Decree:
    """A decree whose proof is there to be read."""
    decree = decrees.freeze(decree=written_decree(ranked_list), by=officer())
    assert decree.act.proof is not None
    printed(decree.act.proof)
    return Decree.objects.get(pk=decree.pk)


def adopted_decree(ranked_list: RankedList) -> Decree:
    """An adopted decree."""
    return decrees.adopt(decree=rendered_decree(ranked_list), by=manager())


def published_decree(ranked_list: RankedList) -> Decree:
    """A published decree: the call is concluded."""
    decree = adopted_decree(ranked_list)
    assert decree.act.document is not None
    printed(decree.act.document)
    return decrees.publish(decree=decree, by=manager())
