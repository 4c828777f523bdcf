"""Where a change of partners stands, as people read it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from applicants.engine.variation import Group, left_and_joined, under
from applicants.enums import VariationState
from applicants.labels.costs import shares_said
from calls.engine.rulebook import Rulebook
from calls.labels import StateLabel

VARIATION_STATES: dict[VariationState, StateLabel] = {
    VariationState.OPEN: (_("In attesa di decisione"), "todo", "it-clock"),
    VariationState.APPROVED: (_("Approvata"), "done", "it-check-circle"),
    VariationState.REFUSED: (_("Non approvata"), "stop", "it-close-circle"),
    VariationState.WITHDRAWN: (_("Ritirata dal capofila"), "closed", "it-minus-circle"),
}


def change_said(
    content: Mapping[str, Any], rules: Rulebook, *, before: Group, after: Group
) -> dict[str, Any]:
    """Who leaves, who comes in, whose part changes, and what each spends after it."""
    leaves, joins, changed = left_and_joined(before, after)
    return {
        "leaves": leaves,
        "joins": joins,
        "changed": changed,
        "shares": shares_said(under(content, after), rules),
    }
