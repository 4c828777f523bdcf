"""The editor of classes and criteria: which the panel judges, and which come from data."""

from typing import Any

from django.utils.translation import gettext as _

from calls.enums import EditorSection
from calls.forms import computing, scoring, shapes
from calls.forms.editor import ObjectEditor
from calls.forms.fields import typed_back
from calls.forms.shapes import Table


class CriteriaEditor(ObjectEditor):
    section = EditorSection.CRITERIA
    main_form = scoring.PanelForm
    tables = (shapes.CLASSES, shapes.CRITERIA, shapes.COMPUTED)

    def check(self) -> None:
        """Each criterion is in a class of this page, each computation of a criterion of this page."""
        classes, criteria, computed = (each.rows for each in self.filled)
        known = [row["code"] for row in classes.written]
        for form in criteria.forms:
            code = form.cleaned_data.get("class_code")
            if code and code not in known:
                sentence = _('La classe "%(code)s" non c\'è. Le classi sono: %(known)s.')
                facts = {"code": typed_back(code), "known": ", ".join(known) or _("nessuna")}
                form.add_error("class_code", sentence % facts)
        held = [row["code"] for row in criteria.written]
        for form in computed.forms:
            code = form.cleaned_data.get("criterion")
            if code and code not in held:
                sentence = _('Il criterio "%(code)s" non c\'è. I criteri sono: %(known)s.')
                facts = {"code": typed_back(code), "known": ", ".join(held) or _("nessuno")}
                form.add_error("criterion", sentence % facts)

    def _kept(self, table: Table) -> list[dict[str, Any]]:
        if table is not shapes.COMPUTED:
            return super()._kept(table)
        criteria = [each for each in self.stored().get("criteria") or [] if isinstance(each, dict)]
        return [row for row in map(computing.shown_of, criteria) if row]

    def value(self) -> dict[str, Any]:
        whole = super().value()
        del whole[shapes.COMPUTED.key]
        rows = [form for form in self.filled[2].rows.forms if form.has_changed()]
        computed = {form.cleaned_data["criterion"]: form.stored() for form in rows}
        whole["criteria"] = [
            {**row, "computed": computed[row["code"]]} if row["code"] in computed else row
            for row in whole["criteria"]
        ]
        return whole
