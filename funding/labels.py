"""Words of granted money as people read them."""

from django.utils.translation import gettext_lazy as _

from calls.labels import StateLabel
from funding.enums import AwardState

AWARD_STATES: dict[AwardState, StateLabel] = {
    AwardState.GRANTED: (_("Concesso"), "done", "it-check-circle"),
}
