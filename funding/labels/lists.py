"""Words of the lists of awards and of the register."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AWARD_ORDERS: dict[str, str | Promise] = {
    "newest": _("Concessione, prima le ultime"),
    "oldest": _("Concessione, prima le più vecchie"),
    "greatest": _("Importo, prima i più alti"),
    "smallest": _("Importo, prima i più bassi"),
}

# Art. 7 D.Lgs 33/2013 and art. 52 c. 2 of the CAD: published data are reused on these terms alone.
REGISTER_USE = _(
    "Dati riutilizzabili liberamente, citando la fonte e rispettandone l'integrità (art. 7 D.Lgs 33/2013)."
)
