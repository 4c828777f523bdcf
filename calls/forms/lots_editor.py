"""The editor of the lots: what each keeps for some, and to which other it leaves what is left."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from calls.forms import lots, shapes
from calls.forms.editor import ListEditor
from calls.forms.fields import typed_back
from calls.forms.shapes import Table
from calls.forms.stored import as_initial, as_stored


class LotsEditor(ListEditor):
    """The lots; the reserves of all of them follow in one table, each with the code of its lot."""

    tables = (shapes.LOTS, shapes.RESERVES)

    def check(self) -> None:
        """What is left goes to another lot, and each reserve is of a lot of this page, once."""
        held, reserves = (each.rows for each in self.filled)
        known = [row["code"] for row in held.written]
        for form in held.forms:
            own, to = form.cleaned_data.get("code"), form.cleaned_data.get("leftover_to")
            if to and (to == own or to not in known):
                others = ", ".join(code for code in known if code != own) or _("nessuno")
                sentence = _(
                    '"%(code)s" non è un altro lotto di questo bando. Gli altri sono: %(known)s.'
                )
                form.add_error("leftover_to", sentence % {"code": typed_back(to), "known": others})
        seen: set[tuple[str, str]] = set()
        for form in reserves.forms:
            lot, code = form.cleaned_data.get("lot"), form.cleaned_data.get("code")
            if lot and lot not in known:
                sentence = _('Il lotto "%(code)s" non c\'è. I lotti sono: %(known)s.')
                facts = {"code": typed_back(lot), "known": ", ".join(known) or _("nessuno")}
                form.add_error("lot", sentence % facts)
            if lot and code and (lot, code) in seen:
                sentence = _('Il codice "%(code)s" c\'è già. Danne uno diverso.')
                form.add_error("code", sentence % {"code": typed_back(code)})
            seen.add((lot or "", code or ""))

    def _kept(self, table: Table) -> list[dict[str, Any]]:
        if table is not shapes.RESERVES:
            return super()._kept(table)
        held = self.draft.get("lots")
        rows = [row for row in held if isinstance(row, Mapping)] if isinstance(held, list) else []
        fields = table.row().fields
        return [as_initial(fields, each) for row in rows for each in lots.shown_of(row)]

    def value(self) -> list[dict[str, Any]]:
        inside: dict[str, list[dict[str, Any]]] = {}
        for row in self.filled[1].rows.written:
            stored = as_stored(row)
            inside.setdefault(stored.pop("lot"), []).append(stored)
        return [
            {**row, "reserves": inside[row["code"]]} if row["code"] in inside else row
            for row in super().value()
        ]
