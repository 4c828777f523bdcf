"""Who is granted before the antimafia information came, and under which condition: for decree and letters.

Art. 92 c. 3 of D.Lgs. 159/2011: what is granted without the information is granted under resolutive condition.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from evaluation.models import RankedList, RankedRow
from funding.engine.conditions import resolutive_of, to_grant
from funding.enums import ConditionReason
from funding.policies.conditions import sought_of
from funding.queries.conditions.facts import facts_of, wanted_of
from wecare.acts.engine.variables import day_in_words
from wecare.core import clock

FACTS = "antimafia"  # where the facts of a decree hold them


def resolutive(ranked_list: RankedList, rows: Iterable[RankedRow]) -> list[dict[str, Any]]:
    """One for each organisation of these rows that a manager decided not to wait for.

    Its protocol, its name, the days (in words) on which the information was asked for and due, and whether
    it was an urgency.
    """
    wants = wanted_of(ranked_list)
    sought = sought_of(rows) if wants.antimafia else []
    facts = facts_of(sought, wants, on=clock.today())
    return [
        {
            "protocol": each.submission.protocol,
            "organisation": condition.name,
            "asked_on": day_in_words(condition.values["on"]),
            "due_on": day_in_words(condition.values["term"]),
            "urgent": condition.reason is ConditionReason.URGENT,
        }
        for each in sought
        for condition in resolutive_of(to_grant(facts[each.submission.pk]))
    ]


def clause(context: Mapping[str, Any] | None, protocol: str) -> str:
    """What the frozen context of a decree says of a protocol, for its letter; empty where it says nothing."""
    rows = (context or {}).get("facts", {}).get(FACTS, ())
    names = [row["organisation"] for row in rows if row["protocol"] == protocol]
    if not names:
        return ""
    return _(
        "Il contributo è concesso sotto condizione risolutiva: l'informazione antimafia di %(names)s, "
        "chiesta e non ancora arrivata, è attesa (art. 92 c. 3 D.Lgs 159/2011). Se è contraria, il "
        "contributo si revoca e si restituisce ciò che è stato pagato, salvo il valore di quanto già "
        "eseguito e il rimborso delle spese sostenute per il resto, nei limiti delle utilità conseguite."
    ) % {"names": ", ".join(names)}
