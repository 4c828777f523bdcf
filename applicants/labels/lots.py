"""What the facts on a lot's own rules say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "lot_kind_eligible": _("Il lotto «%(lot)s» è aperto a: %(own_kinds)s."),
    "lot_kind_unknown": _(
        "Non hai ancora detto che tipo di ente siete. Il lotto «%(lot)s» è aperto a: "
        "%(eligible_kinds)s%(article)s."
    ),
    "lot_kind_not_eligible": _(
        "Il lotto «%(lot)s» non è aperto a: %(own_kinds)s%(article)s. Possono chiederlo: "
        "%(eligible_kinds)s. Scegli un altro lotto."
    ),
    "lot_size_eligible": _("La dimensione (%(own_sizes)s) è tra quelle del lotto «%(lot)s»."),
    "lot_size_unknown": _(
        "Manca la dimensione dell'ente. Nel lotto «%(lot)s» sono ammesse: "
        "%(allowed_sizes)s%(article)s."
    ),
    "lot_size_not_eligible": _(
        "La dimensione dell'ente è “%(own_sizes)s”. Nel lotto «%(lot)s» sono ammesse: "
        "%(allowed_sizes)s%(article)s."
    ),
    "lot_nonprofit_eligible": _("L'ente è senza scopo di lucro, come chiede il lotto «%(lot)s»."),
    "lot_nonprofit_unknown": _(
        "Manca se l'ente ha scopo di lucro. Il lotto «%(lot)s» è solo per chi non ne ha%(article)s."
    ),
    "lot_nonprofit_not_eligible": _(
        "L'ente ha scopo di lucro. Il lotto «%(lot)s» è solo per chi non ne ha%(article)s."
    ),
    "lot_value_below": _(
        "Il progetto vale %(value_amount)s; nel lotto «%(lot)s» il minimo è "
        "%(limit_amount)s%(article)s: mancano %(difference_amount)s. Aggiungi spese o scegli un "
        "altro lotto."
    ),
    "lot_value_above": _(
        "Il progetto vale %(value_amount)s; nel lotto «%(lot)s» il massimo è "
        "%(limit_amount)s%(article)s. Riduci le spese di almeno %(difference_amount)s o scegli un "
        "altro lotto."
    ),
    "lot_value_unknown": _(
        "Non hai detto quanto vale il progetto. Nel lotto «%(lot)s» il minimo è "
        "%(low_amount)s%(article)s."
    ),
    "lot_value_unknown_most": _(
        "Non hai detto quanto vale il progetto. Nel lotto «%(lot)s» il massimo è "
        "%(high_amount)s%(article)s."
    ),
    "lot_value_unknown_between": _(
        "Non hai detto quanto vale il progetto. Nel lotto «%(lot)s» va da %(low_amount)s a "
        "%(high_amount)s%(article)s."
    ),
    "lot_value_fits": _("Il progetto vale %(value_amount)s: sta nei limiti del lotto «%(lot)s»."),
    "lot_unsaid": _("Non hai detto a quale lotto pensate. Ogni lotto ha regole sue: %(lots)s."),
    "aid_form_missing": _(
        "Scegli in quale forma chiedi l'aiuto. Nel lotto «%(lot)s» si può chiedere: "
        "%(allowed_forms)s%(article)s."
    ),
    "aid_form_refused": _(
        "Nel lotto «%(lot)s» non si chiede: %(own_forms)s%(article)s. Si può chiedere: "
        "%(allowed_forms)s."
    ),
    "aid_form_fits": _("Nel lotto «%(lot)s» si può chiedere: %(own_forms)s."),
}
