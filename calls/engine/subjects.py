"""Criteria of a class under their subjects: Classe, Oggetto, Criterio."""

from collections.abc import Iterable

from calls.engine.rulebook import Criterion


def by_subject(criteria: Iterable[Criterion]) -> tuple[tuple[str, tuple[Criterion, ...]], ...]:
    """The criteria of each subject together, where the first of them stands; those without, alike."""
    found: dict[str, list[Criterion]] = {}
    for criterion in criteria:
        found.setdefault(criterion.subject, []).append(criterion)
    return tuple((subject, tuple(held)) for subject, held in found.items())
