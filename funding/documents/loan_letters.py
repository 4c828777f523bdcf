"""The letters about the instalments of a loan, and what each says."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from funding.documents.exit_letters import letter_type
from funding.models import Disbursement
from funding.queries.aid.loans import Row
from wecare.notices.engine.catalogue import Placeholder

_PLACES = (
    Placeholder("rata", "number", _("Numero della rata"), "3"),
    Placeholder("scadenza", "due_on", _("Quando scade"), "30 agosto 2026"),
    Placeholder("importo", "amount", _("Importo della rata"), "3.969,57 €"),
    Placeholder("manca", "left", _("Quanto manca"), "3.969,57 €"),
)
DUE = letter_type(
    "funding/loan_instalment_due", _("Una rata del prestito sta per scadere"), *_PLACES, plan=1
)
LATE = letter_type(
    "funding/loan_instalment_late",
    _("Una rata del prestito è scaduta"),
    *_PLACES,
    Placeholder("mora", "late", _("Interessi di mora a oggi"), "15,12 €"),
    plan=1,
)
LETTERS = (DUE, LATE)


def said_of(row: Row, disbursement: Disbursement) -> dict[str, Any]:
    """What a letter says of an instalment as it stands; `plan` is the number of its disbursement."""
    return {
        "number": row.number,
        "due_on": row.due_on,
        "amount": row.amount,
        "left": row.left,
        "late": row.late,
        "plan": disbursement.number,
    }
