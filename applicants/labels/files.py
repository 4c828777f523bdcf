"""How a file stands, as people read it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from wecare.core.enums import ScanState
from wecare.core.models import FileScan


def is_there(mark: Mapping[str, str] | None) -> bool:
    """Whether there is a file that counts, from its mark."""
    return mark is not None and mark["state"] != "blocked"


def file_mark(scans: Mapping[str, FileScan], digest: str) -> dict[str, str]:
    """State and reason of a file for its row, from what `scanning.states_of` found."""
    scan = scans.get(digest)
    if scan is None:
        return {"state": "checked", "reason": ""}
    if scan.state == ScanState.QUARANTINED:
        return {
            "state": "blocked",
            "reason": _("l'antivirus ha trovato «%(found)s»") % {"found": scan.found},
        }
    if scan.error:
        return {
            "state": "checking",
            "reason": _("l'antivirus ora non risponde, riproviamo; il file vale comunque"),
        }
    return {"state": "checking", "reason": _("il file vale comunque")}
