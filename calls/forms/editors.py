"""The editor of one part of a call: its form, its tables, and what they say together.

Every editor is made in one of three ways: from what is stored (a page that opens), from what was
typed and is to be read (`data`), or from what was typed and only changes order (`order`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.enums import EditorSection
from calls.forms import parts, tables
from calls.forms.fields import typed_back
from calls.forms.rows import RowForm, Rows, reordered, rows_class, typed_rows
from calls.forms.stored import as_initial, as_stored, said

Words = str | Promise
Stored = Mapping[str, Any]
MAIN = "parte"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an editor: its key in the draft, its row, the words around it."""

    key: str
    row: type[RowForm]
    title: Words
    one: Words
    add: Words


LOTS = Table(
    "lots",
    tables.LotRow,
    gettext_lazy("Lotti"),
    gettext_lazy("Lotto"),
    gettext_lazy("Aggiungi un lotto"),
)
SECTIONS = Table(
    "sections",
    tables.SectionRow,
    gettext_lazy("Sezioni del modulo"),
    gettext_lazy("Sezione"),
    gettext_lazy("Aggiungi una sezione"),
)
QUESTIONS = Table(
    "questions",
    tables.QuestionRow,
    gettext_lazy("Domande della sezione"),
    gettext_lazy("Domanda"),
    gettext_lazy("Aggiungi una domanda"),
)
ATTACHMENTS = Table(
    "attachments",
    tables.AttachmentRow,
    gettext_lazy("Documenti da allegare"),
    gettext_lazy("Documento"),
    gettext_lazy("Aggiungi un documento"),
)
COSTS = Table(
    "costs",
    tables.CostRow,
    gettext_lazy("Voci di spesa"),
    gettext_lazy("Voce"),
    gettext_lazy("Aggiungi una voce"),
)
CLASSES = Table(
    "classes",
    tables.ClassRow,
    gettext_lazy("Classi"),
    gettext_lazy("Classe"),
    gettext_lazy("Aggiungi una classe"),
)
CRITERIA = Table(
    "criteria",
    tables.CriterionRow,
    gettext_lazy("Criteri"),
    gettext_lazy("Criterio"),
    gettext_lazy("Aggiungi un criterio"),
)
TIES = Table(
    "ties",
    tables.TieRow,
    gettext_lazy("Regole, nell'ordine in cui si applicano"),
    gettext_lazy("Regola"),
    gettext_lazy("Aggiungi una regola"),
)


@dataclass(slots=True)
class Filled:
    """A table with its rows."""

    table: Table
    rows: Rows


class Editor:
    """The forms of one part of a draft."""

    main_form: type[forms.Form] | None = None
    tables: tuple[Table, ...] = ()

    def __init__(
        self, draft: Stored, *, data: Mapping[str, Any] | None = None, order: str = ""
    ) -> None:
        self.draft = draft
        self.refused: forms.Form | None = None
        self._data = data
        self._order = order
        self.main = self._made_main()
        self.filled = [Filled(table, self._made_rows(table)) for table in self.tables]

    def stored(self) -> Stored:
        """What the draft holds of this part, as an object."""
        raise NotImplementedError

    def value(self) -> Any:
        """What the draft will hold of this part."""
        raise NotImplementedError

    def check(self) -> None:
        """Add the errors that no row can see alone."""

    def is_valid(self) -> bool:
        """Whether everything was understood; all errors are there at once."""
        found = [each.is_valid() for each in self.every()]
        if all(found):
            self.check()
        return not self.errors

    def refuse(self, sentence: str) -> None:
        """Keep a refusal of the action, to be said on top."""
        self.refused = forms.Form({})
        self.refused.add_error(None, sentence)

    def every(self) -> Iterator[forms.BaseForm | Rows]:
        """The form and the tables, in the order of the page."""
        if self.main is not None:
            yield self.main
        for filled in self.filled:
            yield filled.rows

    @property
    def errors(self) -> bool:
        """Whether the page has something to say on top."""
        return self.refused is not None or any(
            form.is_bound and _has_errors(form) for form in self.every()
        )

    @property
    def first(self) -> Rows | None:
        """The first table, if any."""
        return self.filled[0].rows if self.filled else None

    @property
    def second(self) -> Rows | None:
        """The second table, if any."""
        return self.filled[1].rows if len(self.filled) > 1 else None

    @property
    def said_by_main(self) -> list[dict[str, str]]:
        """What the form holds, to be read and not written."""
        return [] if self.main is None else said(self.main)

    @property
    def said_by_tables(self) -> list[dict[str, Any]]:
        """What each table holds, a sentence for each row."""
        return [
            {
                "title": filled.table.title,
                "rows": [
                    "; ".join(
                        f"{each['label']}: {each['said']}" for each in said(row) if each["said"]
                    )
                    for row in filled.rows.forms
                ],
            }
            for filled in self.filled
        ]

    @property
    def is_bound(self) -> bool:
        """Whether something was sent to be read."""
        return self._data is not None and not self._order

    def _made_main(self) -> forms.Form | None:
        if self.main_form is None:
            return None
        if self.is_bound:
            return self.main_form(self._data, prefix=MAIN)
        blank = self.main_form(prefix=MAIN)
        blank.initial = self._main_initial(blank)
        return blank

    def _main_initial(self, blank: forms.Form) -> dict[str, Any]:
        if self._data is None:
            return as_initial(blank.fields, self.stored())
        return {
            name: field.widget.value_from_datadict(self._data, {}, f"{MAIN}-{name}")  # type: ignore[arg-type]
            for name, field in blank.fields.items()
        }

    def _made_rows(self, table: Table) -> Rows:
        options: dict[str, Any] = {"prefix": table.key, "form_kwargs": self.row_options(table)}
        if self.is_bound:
            return rows_class(table.row, blank=0)(self._data, **options)
        rows = self._typed(table) if self._data is not None else self._kept(table)
        known = [row for row in rows if row]
        blank = len(rows) - len(known) if known else 1
        return rows_class(table.row, blank=blank)(initial=known, **options)

    def row_options(self, table: Table) -> dict[str, Any]:
        """What the rows of a table must know of the draft."""
        return {}

    def _typed(self, table: Table) -> list[dict[str, Any]]:
        typed = typed_rows(table.row, self._data or {}, table.key)
        return reordered(typed, self._order, table=table.key)

    def _kept(self, table: Table) -> list[dict[str, Any]]:
        rows = self.stored().get(table.key)
        fields = table.row().fields
        return [as_initial(fields, row) for row in rows] if isinstance(rows, list) else []


class ObjectEditor(Editor):
    """A part that the draft keeps as an object: the form's values and a list for each table."""

    section: EditorSection

    def stored(self) -> Stored:
        found = self.draft.get(self.section.value)
        return found if isinstance(found, Mapping) else {}

    def value(self) -> dict[str, Any]:
        values = as_stored(self.main.cleaned_data) if self.main is not None else {}
        lists = {
            each.table.key: [as_stored(row) for row in each.rows.written] for each in self.filled
        }
        return values | lists


class ListEditor(Editor):
    """A part that the draft keeps as the list of its only table."""

    def stored(self) -> Stored:
        return self.draft

    def value(self) -> list[dict[str, Any]]:
        return [as_stored(row) for row in self.filled[0].rows.written]


class IdentityEditor(ObjectEditor):
    section = EditorSection.IDENTITY
    main_form = parts.IdentityForm


class WindowEditor(ObjectEditor):
    section = EditorSection.WINDOW
    main_form = parts.WindowForm


class LotsEditor(ListEditor):
    tables = (LOTS,)


class EligibilityEditor(ObjectEditor):
    section = EditorSection.ELIGIBILITY
    main_form = parts.EligibilityForm


class AmountsEditor(ObjectEditor):
    section = EditorSection.AMOUNTS
    main_form = parts.AmountsForm


class AttachmentsEditor(ListEditor):
    tables = (ATTACHMENTS,)


class CostsEditor(ListEditor):
    tables = (COSTS,)


class SectionsEditor(ListEditor):
    """The sections of the form; the questions of each follow it when it is renamed or moved."""

    tables = (SECTIONS,)

    def _kept(self, table: Table) -> list[dict[str, Any]]:
        return [{**row, "was": row.get("code", "")} for row in super()._kept(table)]

    def value(self) -> list[dict[str, Any]]:
        held = {
            row.get("code"): row.get("questions") or [] for row in self.draft.get("sections") or []
        }
        return [
            {**as_stored(row), "questions": held.get(row["was"], [])}
            for row in self.filled[0].rows.written
        ]


class QuestionsEditor(Editor):
    """The questions of one section, written into the whole list of sections."""

    tables = (QUESTIONS,)

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
        written = [as_stored(row) for row in self.filled[0].rows.written]
        return [
            {**row, "questions": written} if row.get("code") == self.code else row
            for row in self.sections
        ]


class CriteriaEditor(ObjectEditor):
    section = EditorSection.CRITERIA
    main_form = parts.PanelForm
    tables = (CLASSES, CRITERIA)

    def check(self) -> None:
        """Each criterion is in a class of this page."""
        classes, criteria = (each.rows for each in self.filled)
        known = [row["code"] for row in classes.written]
        for form in criteria.forms:
            code = form.cleaned_data.get("class_code")
            if code and code not in known:
                sentence = _('La classe "%(code)s" non c\'è. Le classi sono: %(known)s.')
                facts = {"code": typed_back(code), "known": ", ".join(known) or _("nessuna")}
                form.add_error("class_code", sentence % facts)


class TiesEditor(ListEditor):
    tables = (TIES,)

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


EDITORS: dict[EditorSection, type[Editor]] = {
    EditorSection.IDENTITY: IdentityEditor,
    EditorSection.WINDOW: WindowEditor,
    EditorSection.LOTS: LotsEditor,
    EditorSection.ELIGIBILITY: EligibilityEditor,
    EditorSection.AMOUNTS: AmountsEditor,
    EditorSection.SECTIONS: SectionsEditor,
    EditorSection.ATTACHMENTS: AttachmentsEditor,
    EditorSection.COSTS: CostsEditor,
    EditorSection.CRITERIA: CriteriaEditor,
    EditorSection.TIES: TiesEditor,
}


def _has_errors(form: Any) -> bool:
    if isinstance(form, Rows):
        return any(row.errors for row in form.forms) or bool(form.non_form_errors())
    return bool(form.errors)
