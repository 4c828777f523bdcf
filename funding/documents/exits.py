"""The acts by which an award ends before its time, begun at the desk."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from funding.engine.acts_by_hand import (
    RENUNCIATION_BLANKS,
    REVOCATION_BLANKS,
)
from wecare.acts.documents import shipped_wording
from wecare.acts.engine.by_hand import act_by_hand

_WORDINGS = Path(__file__).parents[1] / "wordings"
ACTS = (
    act_by_hand(
        "renunciation",
        _("Presa d'atto di una rinuncia"),
        RENUNCIATION_BLANKS,
        shipped_wording(_WORDINGS / "renunciation.txt"),
        lazy=_,
    ),
    act_by_hand(
        "revocation",
        _("Revoca di un contributo"),
        REVOCATION_BLANKS,
        shipped_wording(_WORDINGS / "revocation.txt"),
        lazy=_,
    ),
)
