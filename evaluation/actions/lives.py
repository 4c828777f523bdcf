"""Which version of a list comes next, at which stage and why, and what it says of the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from calls.models import Call, Rulebook
from evaluation.engine.publication import changes
from evaluation.engine.rows import Row
from evaluation.enums import ListCause, ListStage
from evaluation.models import RankedList


@dataclass(frozen=True, slots=True)
class Life:
    """The place of a version in the life of the list of a call."""

    version: int
    stage: ListStage
    cause: ListCause
    follows: RankedList | None
    observation_days: int | None = None


def lock_last(call: Call) -> RankedList | None:
    """The last version of the call's list, held: whoever files an observation on it is waited for."""
    return (
        RankedList.objects.select_for_update(of=("self",))
        .filter(call=call)
        .order_by("-version")
        .first()
    )


def next_life(standing: RankedList | None, rulebook: Rulebook) -> Life:
    """What is drawn up now: the draft again, or the version after the published one."""
    days = rulebook.rules.terms.observation_days
    if standing is not None and not standing.is_published:
        return Life(
            version=standing.version,
            stage=ListStage(standing.stage),
            cause=ListCause(standing.cause),
            follows=standing.follows,
            observation_days=days,
        )
    if standing is None:
        stage = ListStage.PROVISIONAL if days else ListStage.DEFINITIVE
        return Life(1, stage, ListCause.FIRST, None, days)
    cause = ListCause.OBSERVATIONS if standing.is_provisional else ListCause.SCROLL
    return Life(standing.version + 1, ListStage.DEFINITIVE, cause, standing, days)


def said_of(life: Life, rows: Sequence[Row]) -> dict[str, Any] | None:
    """What the published document says of stage and version before; nothing of a plain first list."""
    if life.stage is ListStage.PROVISIONAL:
        return {"stage": life.stage.value, "observation_days": life.observation_days}
    if life.follows is None:
        return None
    listed = [row.to_json() for row in rows]
    places = life.cause is not ListCause.SCROLL  # there everyone after who left moves up
    found = changes(life.follows.data["rows"], listed, places=places)
    return {
        "stage": life.stage.value,
        "cause": life.cause.value,
        "follows": {"version": life.follows.version, "digest": life.follows.data_digest},
        "changes": [each.to_json() for each in found],
    }
