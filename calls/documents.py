"""The acts that change a published call, begun at the desk."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from calls.engine.acts_by_hand import (
    CORRECTION_BLANKS,
    EXTENSION_BLANKS,
)
from wecare.acts.documents import shipped_wording
from wecare.acts.engine.by_hand import act_by_hand

_WORDINGS = Path(__file__).with_name("wordings")
ACTS = (
    act_by_hand(
        "extension",
        _("Proroga dei termini di un bando"),
        EXTENSION_BLANKS,
        shipped_wording(_WORDINGS / "extension.txt"),
        lazy=_,
    ),
    act_by_hand(
        "correction",
        _("Rettifica di un bando"),
        CORRECTION_BLANKS,
        shipped_wording(_WORDINGS / "correction.txt"),
        lazy=_,
    ),
)
