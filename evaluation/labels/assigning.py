"""Why an application is a member's, in a sentence."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluation.enums import AssignmentOrigin

ASSIGNMENT_ORIGINS: dict[AssignmentOrigin, str | Promise] = {
    AssignmentOrigin.HAND: gettext_lazy("Assegnata a mano."),
    AssignmentOrigin.FILE: gettext_lazy("Assegnata con un file."),
    AssignmentOrigin.PLACE: gettext_lazy("Presa da chi ha lasciato il posto."),
}


def why_assigned(origin: AssignmentOrigin, why: Mapping[str, Any]) -> str:
    """Say why an application is a member's: how it came, and the facts of then."""
    if origin is not AssignmentOrigin.AUTOMATIC:
        return str(ASSIGNMENT_ORIGINS[origin])
    return f"{_knows(why)} {_weighs(why)}"


def _knows(why: Mapping[str, Any]) -> str:
    topics = why.get("topics", [])
    if not topics:
        return _("Nessun conflitto con gli enti della domanda.")
    named = ", ".join(f"«{topic}»" for topic in topics)
    return _("Nessun conflitto con gli enti della domanda, e conosce %(topics)s.") % {
        "topics": named
    }


def _weighs(why: Mapping[str, Any]) -> str:
    count = int(why["load"])
    load = ngettext("Con questa valuta %(n)d domanda", "Con queste valuta %(n)d domande", count)
    return _("%(load)s; nel nucleo il carico va da %(least)d a %(most)d.") % {
        "load": load % {"n": count},
        "least": int(why["least"]),
        "most": int(why["most"]),
    }
