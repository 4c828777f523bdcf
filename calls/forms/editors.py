"""The editors of a call's parts, and what none of their rows can see alone."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from calls.engine.portions import WAS
from calls.enums import EditorSection
from calls.forms import access, groups, parts, shapes, spending, terms
from calls.forms.costs_editor import CostsEditor
from calls.forms.criteria_editor import CriteriaEditor
from calls.forms.editor import Editor, ListEditor, ObjectEditor, Stored
from calls.forms.fields import typed_back
from calls.forms.lots_editor import LotsEditor
from calls.forms.shapes import Table
from calls.forms.stored import as_stored
from wecare.core.money import format_amount


class IdentityEditor(ObjectEditor):
    section = EditorSection.IDENTITY
    main_form = parts.IdentityForm


class WindowEditor(ObjectEditor):
    section = EditorSection.WINDOW
    main_form = parts.WindowForm
    tables = (shapes.WINDOWS,)

    def check(self) -> None:
        """Each window opens after the one before has closed."""
        rows = [form for form in self.filled[0].rows.forms if form.has_changed()]
        closes = self.main.cleaned_data.get("closes_at") if self.main is not None else None
        for form in rows:
            opens = form.cleaned_data.get("opens_at")
            if closes and opens and opens < closes:
                form.add_error("opens_at", _("Deve aprire dopo la chiusura della finestra prima."))
            closes = form.cleaned_data.get("closes_at") or closes


class PhasesEditor(ListEditor):
    tables = (shapes.PHASES,)


class EligibilityEditor(ObjectEditor):
    section = EditorSection.ELIGIBILITY
    main_form = access.EligibilityForm


class PartnershipEditor(ObjectEditor):
    section = EditorSection.PARTNERSHIP
    main_form = groups.GroupForm
    tables = (shapes.COMPULSORY, shapes.CAPS, shapes.CONDITIONS)


class DistrictsEditor(ObjectEditor):
    section = EditorSection.DISTRICTS
    main_form = groups.DistrictsForm
    tables = (shapes.GRANTS,)


class AmountsEditor(ObjectEditor):
    section = EditorSection.AMOUNTS
    main_form = spending.AmountsForm
    tables = (shapes.BRACKETS,)

    def check(self) -> None:
        """The brackets rise, only the last has no end, and they stand instead of a single share."""
        rows = [form for form in self.filled[0].rows.forms if form.has_changed()]
        tops = [form.cleaned_data.get("up_to") for form in rows]
        for form, here, before in zip(rows[1:], tops[1:], tops, strict=False):
            if before is None:
                form.add_error("up_to", _("Lo scaglione prima di questo non ha fine: scrivila."))
            elif here is not None and here <= before:
                sentence = _("Lo scaglione prima arriva a %(before)s: questo deve andare oltre.")
                form.add_error("up_to", sentence % {"before": format_amount(before)})
        if tops and tops[-1] is not None:
            rows[-1].add_error("up_to", _("L'ultimo scaglione resta senza fine: lascialo vuoto."))
        if rows and self.main is not None and self.main.cleaned_data.get("minimum_own_share"):
            self.main.add_error(
                "minimum_own_share", _("Lasciala vuota: la quota propria è scritta per scaglioni.")
            )


class DurationEditor(ObjectEditor):
    section = EditorSection.DURATION
    main_form = spending.DurationForm


class KnownByCodeEditor(ListEditor):
    """Rows that remember the code they were read under: what hangs on each follows it.

    What hangs there is written elsewhere, and the portion of the page joins it when it is saved.
    """

    def _kept(self, table: Table) -> list[dict[str, Any]]:
        return [{**row, WAS: row.get("code", "")} for row in super()._kept(table)]

    def value(self) -> list[dict[str, Any]]:
        rows = self.filled[0].rows.written
        return [{**as_stored(row), WAS: row[WAS]} for row in rows]

    def hidden(self) -> dict[str, str]:
        forms = self.filled[0].rows.forms
        return {
            form.add_prefix(WAS): form.cleaned_data["code"] for form in forms if form.has_changed()
        }


class AttachmentsEditor(KnownByCodeEditor):
    """The documents asked for; the template of each follows it when it is renamed or moved."""

    tables = (shapes.ATTACHMENTS,)


class SectionsEditor(KnownByCodeEditor):
    """The sections of the form; the questions of each follow it when it is renamed or moved."""

    tables = (shapes.SECTIONS,)


class QuestionsEditor(Editor):
    """The questions of one section of the form."""

    tables = (shapes.QUESTIONS,)

    def __init__(self, draft: Stored, *, code: str, **options: Any) -> None:
        self.code = code
        super().__init__(draft, **options)

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The sections of the draft."""
        return list(self.draft.get("sections") or [])

    def stored(self) -> Stored:
        return next((row for row in self.sections if row.get("code") == self.code), {})

    def check(self) -> None:
        """A question's code is not used by another section."""
        taken = {
            question.get("code"): row.get("title")
            for row in self.sections
            if row.get("code") != self.code
            for question in row.get("questions") or []
        }
        for form in self.filled[0].rows.forms:
            code = form.cleaned_data.get("code")
            if code and code in taken:
                sentence = _('Il codice "%(code)s" c\'è già nella sezione "%(section)s".')
                facts = {"code": typed_back(code), "section": typed_back(taken[code])}
                form.add_error("code", sentence % facts)

    def value(self) -> list[dict[str, Any]]:
        return [as_stored(row) for row in self.filled[0].rows.written]


class TiesEditor(ListEditor):
    tables = (shapes.TIES,)

    def row_options(self, table: Table) -> dict[str, Any]:
        """The criteria and classes as they are saved, and what the saved rules name."""
        held = self.draft.get("criteria")
        criteria = held if isinstance(held, Mapping) else {}
        named = [
            (each.get("code", ""), f"{each.get('code', '')} – {each.get('title', '')}")
            for key in ("classes", "criteria")
            for each in criteria.get(key) or []
        ]
        codes = {code for code, _label in named}
        lost = {row.get("reference") or "" for row in self.draft.get("ties") or []} - codes - {""}
        return {"references": [*named, *((code, code) for code in sorted(lost))]}


class TermsEditor(ObjectEditor):
    section = EditorSection.TERMS
    main_form = terms.TermsForm


EDITORS: dict[EditorSection, type[Editor]] = {
    EditorSection.IDENTITY: IdentityEditor,
    EditorSection.WINDOW: WindowEditor,
    EditorSection.PHASES: PhasesEditor,
    EditorSection.LOTS: LotsEditor,
    EditorSection.ELIGIBILITY: EligibilityEditor,
    EditorSection.PARTNERSHIP: PartnershipEditor,
    EditorSection.DISTRICTS: DistrictsEditor,
    EditorSection.AMOUNTS: AmountsEditor,
    EditorSection.DURATION: DurationEditor,
    EditorSection.SECTIONS: SectionsEditor,
    EditorSection.ATTACHMENTS: AttachmentsEditor,
    EditorSection.COSTS: CostsEditor,
    EditorSection.CRITERIA: CriteriaEditor,
    EditorSection.TIES: TiesEditor,
    EditorSection.TERMS: TermsEditor,
}
