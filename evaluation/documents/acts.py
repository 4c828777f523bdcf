"""The acts of an evaluation that the officer begins at the desk."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from evaluation.engine.acts_by_hand import (
    DEFINITIVE_BLANKS,
    PANEL_BLANKS,
    PROVISIONAL_BLANKS,
    SECOND_PHASE_BLANKS,
)
from wecare.acts.documents import shipped_wording
from wecare.acts.engine.by_hand import act_by_hand

_WORDINGS = Path(__file__).parents[1] / "wordings"
ACTS = (
    act_by_hand(
        "panel",
        _("Nomina del nucleo di valutazione"),
        PANEL_BLANKS,
        shipped_wording(_WORDINGS / "panel.txt"),
        lazy=_,
    ),
    act_by_hand(
        "provisional_list",
        _("Approvazione della graduatoria provvisoria"),
        PROVISIONAL_BLANKS,
        shipped_wording(_WORDINGS / "provisional_list.txt"),
        lazy=_,
    ),
    act_by_hand(
        "definitive_list",
        _("Approvazione della graduatoria definitiva"),
        DEFINITIVE_BLANKS,
        shipped_wording(_WORDINGS / "definitive_list.txt"),
        lazy=_,
    ),
    act_by_hand(
        "second_phase",
        _("Ammissione alla seconda fase"),
        SECOND_PHASE_BLANKS,
        shipped_wording(_WORDINGS / "second_phase.txt"),
        lazy=_,
    ),
)
