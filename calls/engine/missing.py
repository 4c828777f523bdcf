"""What a draft still lacks before it can be published."""

from collections.abc import Mapping
from typing import Any

from calls.engine.examine import examine
from calls.engine.reading import Missing

__all__ = ["Missing", "missing_for_publication"]

_ANY_FUND = "fund"  # whose money a call spends is known by the call, not by its draft


def missing_for_publication(
    draft: Mapping[str, Any], *, fund: str = _ANY_FUND
) -> tuple[Missing, ...]:
    """List what lacks, cannot be read or contradicts itself, in the order of the editor."""
    _rules, problems = examine(draft, call_code="", fund=fund)
    return problems
