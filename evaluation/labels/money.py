"""What reserves and leftovers of lots mean for a row."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "reserve_drawn": _("Dalla riserva «%(title)s»: %(drawn_amount)s%(article)s."),
    "reserve_ended": _(
        "Ha diritto alla riserva «%(title)s»: dopo chi precede non ne resta abbastanza%(article)s."
    ),
    "reserve_not_enough": _(
        "Ha diritto alla riserva «%(title)s», ma anche così le risorse non bastano%(article)s."
    ),
    "reserves_kept": _(
        "Altri %(kept_amount)s sono riservati (%(titles)s): vanno a chi segue e ne ha diritto."
    ),
    "general_ended": _(
        "Le risorse non riservate del lotto sono finite con chi precede%(article)s."
    ),
    "money_ended_with_more": _(
        "Le risorse del lotto (%(lot_amount)s, più %(received_amount)s arrivati da altri lotti) sono "
        "finite con chi precede%(article)s."
    ),
    "entry_reserve_unknown": _(
        "Prot. %(protocol)s: il lotto %(lot)s non ha la riserva “%(read)s”."
    ),
}
