"""What the page of a procedure shows of its act: where the approvals stand, where it is answered."""

from typing import Any

from django import template

from wecare.acts.models import Act
from wecare.acts.queries.chain import standing_of

register = template.Library()


@register.inclusion_tag("acts/_steps_of_procedure.html")
def act_steps(act: Act) -> dict[str, Any]:
    """The approvals of the act and the way to its page; nothing where none is asked."""
    asked = act.chain_id is not None and not act.is_in_force
    return {"act": act, "rows": standing_of(act).rows if asked else []}
