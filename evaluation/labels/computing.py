"""How a criterion whose points come from data came out: what it looked at, the step, the points."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "computed_absent": _(
        "%(title)s: %(from_function)s, dato non indicato: %(given_points)s punti%(article)s."
    ),
    "computed_answer": _(
        "%(title)s: %(from_function)s, «%(own_answer)s»: %(given_points)s punti%(article)s."
    ),
    "computed_word": _(
        "%(title)s: %(from_function)s, %(own_word)s: %(given_points)s punti%(article)s."
    ),
    "computed_at_least_percent": _(
        "%(title)s: %(from_function)s %(own_percent)s, almeno %(step_percent)s: %(given_points)s "
        "punti%(article)s."
    ),
    "computed_at_most_percent": _(
        "%(title)s: %(from_function)s %(own_percent)s, al massimo %(step_percent)s: %(given_points)s "
        "punti%(article)s."
    ),
    "computed_outside_percent": _(
        "%(title)s: %(from_function)s %(own_percent)s, fuori dai gradini, il più vicino è %(step_percent)s: %(given_points)s "
        "punti%(article)s."
    ),
    "computed_at_least_amount": _(
        "%(title)s: %(from_function)s %(own_amount)s, almeno %(step_amount)s: %(given_points)s "
        "punti%(article)s."
    ),
    "computed_at_most_amount": _(
        "%(title)s: %(from_function)s %(own_amount)s, al massimo %(step_amount)s: %(given_points)s "
        "punti%(article)s."
    ),
    "computed_outside_amount": _(
        "%(title)s: %(from_function)s %(own_amount)s, fuori dai gradini, il più vicino è %(step_amount)s: %(given_points)s "
        "punti%(article)s."
    ),
    "computed_at_least_span": _(
        "%(title)s: %(from_function)s %(own_span)s, almeno %(step_span)s: %(given_points)s "
        "punti%(article)s."
    ),
    "computed_at_most_span": _(
        "%(title)s: %(from_function)s %(own_span)s, al massimo %(step_span)s: %(given_points)s "
        "punti%(article)s."
    ),
    "computed_outside_span": _(
        "%(title)s: %(from_function)s %(own_span)s, fuori dai gradini, il più vicino è %(step_span)s: %(given_points)s "
        "punti%(article)s."
    ),
    "computed_at_least_number": _(
        "%(title)s: %(from_function)s %(own_number)s, almeno %(step_number)s: %(given_points)s "
        "punti%(article)s."
    ),
    "computed_at_most_number": _(
        "%(title)s: %(from_function)s %(own_number)s, al massimo %(step_number)s: %(given_points)s "
        "punti%(article)s."
    ),
    "computed_outside_number": _(
        "%(title)s: %(from_function)s %(own_number)s, fuori dai gradini, il più vicino è %(step_number)s: %(given_points)s "
        "punti%(article)s."
    ),
}
