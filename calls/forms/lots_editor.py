"""The editor of the lots: what each keeps for some, which funds pay it, where what is left goes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from calls.engine.lots_parts import WHOLE
from calls.forms import lots, shapes
from calls.forms.editor import ListEditor
from calls.forms.fields import typed_back
from calls.forms.rows import RowForm, Rows
from calls.forms.shapes import Table
from calls.forms.stored import as_initial, as_stored
from calls.queries.programme import fund_codes
from wecare.core.components import formats
from wecare.core.money import total

_INSIDE = (shapes.RESERVES, shapes.SHARES)


class LotsEditor(ListEditor):
    """The lots; reserves and funds of all of them follow in tables, each with the code of its lot."""

    tables = (shapes.LOTS, *_INSIDE)

    def check(self) -> None:
        """What is left goes to another lot; each reserve and fund is of a lot of this page, once."""
        held, reserves, shares = (each.rows for each in self.filled)
        known = [row["code"] for row in held.written]
        _check_leftovers(held, known)
        _check_inside(reserves, known, field="code")
        _check_inside(shares, known, field="fund")
        _check_funds(shares)

    def _kept(self, table: Table) -> list[dict[str, Any]]:
        if table not in _INSIDE:
            return super()._kept(table)
        held = self.draft.get("lots")
        rows = [row for row in held if isinstance(row, Mapping)] if isinstance(held, list) else []
        fields = table.row().fields
        return [as_initial(fields, each) for row in rows for each in lots.shown_of(row, table.key)]

    def value(self) -> list[dict[str, Any]]:
        found = super().value()
        for filled in self.filled[1:]:
            inside: dict[str, list[dict[str, Any]]] = {}
            for row in filled.rows.written:
                stored = as_stored(row)
                inside.setdefault(stored.pop("lot"), []).append(stored)
            found = [
                {**row, filled.table.key: inside[row["code"]]} if row["code"] in inside else row
                for row in found
            ]
        return found


def _check_leftovers(held: Rows, known: list[str]) -> None:
    for form in held.forms:
        own, to = form.cleaned_data.get("code"), form.cleaned_data.get("leftover_to")
        if to and (to == own or to not in known):
            others = ", ".join(code for code in known if code != own) or _("nessuno")
            sentence = _(
                '"%(code)s" non è un altro lotto di questo bando. Gli altri sono: %(known)s.'
            )
            form.add_error("leftover_to", sentence % {"code": typed_back(to), "known": others})


def _check_inside(rows: Rows, known: list[str], *, field: str) -> None:
    """Each row is of a lot that is there, and its code stands once in it."""
    seen: set[tuple[str, str]] = set()
    for form in rows.forms:
        lot, code = form.cleaned_data.get("lot"), form.cleaned_data.get(field)
        if lot and lot not in known:
            sentence = _('Il lotto "%(code)s" non c\'è. I lotti sono: %(known)s.')
            facts = {"code": typed_back(lot), "known": ", ".join(known) or _("nessuno")}
            form.add_error("lot", sentence % facts)
        if lot and code and (lot, code) in seen:
            sentence = _('Il codice "%(code)s" c\'è già. Danne uno diverso.')
            form.add_error(field, sentence % {"code": typed_back(code)})
        seen.add((lot or "", code or ""))


def _check_funds(rows: Rows) -> None:
    """Each fund is of the programme, and those of a lot pay the whole together."""
    if not rows.written:
        return
    known = fund_codes()
    by_lot: dict[str, list[RowForm]] = {}
    for form in rows.forms:
        fund = form.cleaned_data.get("fund")
        if fund and fund not in known:
            sentence = _('Il fondo "%(code)s" non c\'è. I fondi sono: %(known)s.')
            facts = {"code": typed_back(fund), "known": ", ".join(known) or _("nessuno")}
            form.add_error("fund", sentence % facts)
        if lot := form.cleaned_data.get("lot"):
            by_lot.setdefault(lot, []).append(form)
    for lot, forms in by_lot.items():
        percents = [form.cleaned_data["percent"] for form in forms if not form.errors]
        if len(percents) < len(forms):
            continue
        together = total(percents)
        if together != WHOLE:
            sentence = _(
                'Le quote dei fondi del lotto "%(lot)s" sommano %(sum)s: devono fare 100,00 %%.'
            )
            facts = {"lot": typed_back(lot), "sum": formats.percent(together)}
            forms[-1].add_error("percent", sentence % facts)
