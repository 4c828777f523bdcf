"""What goes into the document of an act: plain values, no records."""

from typing import Any

from wecare.acts.engine.templates import template_of
from wecare.acts.engine.variables import day_in_words, printed, reference
from wecare.acts.enums import ActKind
from wecare.acts.labels import ACT_KIND
from wecare.acts.models import Act

CONTEXT_FORMAT = 1


def context_of(act: Act, *, facts: dict[str, Any]) -> dict[str, Any]:
    """The context of the act as it stands: heading, variables as printed, facts of the caller."""
    template = template_of(act.template)
    adopted = act.adopted_on
    return {
        "format": CONTEXT_FORMAT,
        "is_proof": act.number is None,
        "act": {
            "kind": act.kind,
            "kind_label": str(ACT_KIND[ActKind(act.kind)]),
            "sector": act.sector,
            "number": act.number,
            "year": act.year,
            "reference": reference(
                kind=act.kind, number=act.number, sector=act.sector, year=act.year
            ),
            "adopted_on": adopted.isoformat() if adopted else None,
            "adopted_on_text": day_in_words(adopted) if adopted else None,
            "adopted_by": str(act.adopted_by) if act.adopted_by else None,
            "subject": act.subject,
            "template": act.template,
            "template_title": template.title,
        },
        "variables": printed(template.variables, act.variables),
        "facts": facts,
    }
