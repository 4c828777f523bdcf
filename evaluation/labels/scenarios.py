"""Words of scenarios."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SIMULATION = _("Simulazione: non è una graduatoria e non ha alcun effetto")
MOVES: dict[str, str | Promise] = {
    "": _("Nulla"),
    "enters": _("Entra"),
    "leaves": _("Esce"),
    "more": _("Riceve di più"),
    "less": _("Riceve di meno"),
}
