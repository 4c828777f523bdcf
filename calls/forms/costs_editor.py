"""The editor of the expenses: their macro-items, if there are any, and the kinds of each."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from calls.enums import EditorSection
from calls.forms import shapes
from calls.forms.editor import Editor, Stored
from calls.forms.fields import typed_back
from calls.forms.stored import as_stored


class CostsEditor(Editor):
    """A list of kinds of expense in the draft, or an object that says their macro-items too."""

    tables = (shapes.COST_GROUPS, shapes.COSTS)

    def stored(self) -> Stored:
        """What the draft holds, table by table; a list has no macro-items."""
        held = self.draft.get(EditorSection.COSTS.value)
        if not isinstance(held, Mapping):
            return {shapes.COSTS.key: held}
        return {
            shapes.COST_GROUPS.key: held.get("cost_groups"),
            shapes.COSTS.key: held.get("cost_categories"),
        }

    def value(self) -> Any:
        groups, costs = ([as_stored(row) for row in each.rows.written] for each in self.filled)
        return {"cost_groups": groups, "cost_categories": costs} if groups else costs

    def check(self) -> None:
        """Each expense is of a macro-item of this page, and a flat rate stands on some without one."""
        groups, costs = (each.rows for each in self.filled)
        known = [row["code"] for row in groups.written]
        real = [row["code"] for row in costs.written if row["flat_rate"] is None]
        for form in costs.forms:
            code, group = form.cleaned_data.get("code"), form.cleaned_data.get("group")
            if group and group not in known:
                sentence = _(
                    '"%(code)s" non è una macrovoce di questa pagina. Scegli tra: %(known)s.'
                )
                facts = {"code": typed_back(group), "known": ", ".join(known) or _("nessuna")}
                form.add_error("group", sentence % facts)
            if code and code in known:
                sentence = _('Il codice "%(code)s" c\'è già. Danne uno diverso.')
                form.add_error("code", sentence % {"code": typed_back(code)})
            unknown = [each for each in form.cleaned_data.get("flat_base", []) if each not in real]
            if unknown:
                sentence = _('"%(code)s" non è una voce senza forfait. Scegli tra: %(known)s.')
                facts = {"code": typed_back(unknown[0]), "known": ", ".join(real) or _("nessuna")}
                form.add_error("flat_base", sentence % facts)
