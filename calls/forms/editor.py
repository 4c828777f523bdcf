"""The editor of one part of a call: its form, its tables, and what they say together.

Every editor is made in one of three ways: from what is stored (a page that opens), from what was
typed and is to be read (`data`), or from what was typed and only changes order (`order`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from calls.enums import EditorSection
from calls.forms.rows import Rows, reordered, rows_class, typed_rows
from calls.forms.shapes import Table
from calls.forms.stored import as_initial, as_stored, as_typed, said

Stored = Mapping[str, Any]
MAIN = "parte"


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
        self.is_bound = data is not None and not order
        self._data = data
        self._order = order
        self.main = _made(self, data)
        self.filled = [Filled(table, self._made_rows(table)) for table in self.tables]
        tables = [*(filled.rows for filled in self.filled), None, None, None]
        self.first, self.second, self.third = tables[:3]

    def stored(self) -> Stored:
        """What the draft holds of this part, as an object."""
        raise NotImplementedError

    def value(self) -> Any:
        """What is written of this part."""
        raise NotImplementedError

    def hidden(self) -> dict[str, str]:
        """What the hidden fields of the page must say once this is saved."""
        return {}

    def check(self) -> None:
        """Add the errors that no row can see alone."""

    def is_valid(self) -> bool:
        """Whether everything was understood; all errors are there at once."""
        found = [each.is_valid() for each in self.every()]
        if all(found):
            self.check()
        return not self.errors

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
    def wrong(self) -> int:
        """How many fields keep what is typed from being saved."""
        return sum(
            len(one.errors)
            for each in self.every()
            for one in (each.forms if isinstance(each, Rows) else [each])
        )

    def _made_rows(self, table: Table) -> Rows:
        options: dict[str, Any] = {"prefix": table.key, "form_kwargs": self.row_options(table)}
        if self.is_bound:
            return rows_class(table.row, blank=0)(self._sent(table), **options)
        if self._data is None:
            rows = self._kept(table)
        else:
            typed = typed_rows(table.row, self._data, table.key)
            rows = reordered(typed, self._order, table=table.key)
        known = [row for row in rows if row]
        blank = len(rows) - len(known)
        if not rows and not table.starts_empty:
            blank = 1
        return rows_class(table.row, blank=blank)(initial=known, **options)

    def _sent(self, table: Table) -> Mapping[str, Any] | None:
        """What was typed; a page opened when the table was not there yet has no rows of it."""
        counts = (f"{table.key}-TOTAL_FORMS", f"{table.key}-INITIAL_FORMS")
        if table.starts_empty and self._data is not None and counts[0] not in self._data:
            return dict.fromkeys(counts, "0")
        return self._data

    def row_options(self, table: Table) -> dict[str, Any]:
        """What the rows of a table must know of the draft."""
        return {}

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


def _made(editor: Editor, data: Mapping[str, Any] | None) -> forms.Form | None:
    """The form of the part, if it has one: to be read, or showing what is stored or was typed."""
    if editor.main_form is None:
        return None
    if editor.is_bound:
        return editor.main_form(data, prefix=MAIN)
    blank = editor.main_form(prefix=MAIN)
    fields = blank.fields
    stored = data is None
    blank.initial = (
        as_initial(fields, editor.stored()) if stored else as_typed(fields, data or {}, MAIN)
    )
    return blank


def _has_errors(form: Any) -> bool:
    if isinstance(form, Rows):
        return any(row.errors for row in form.forms) or bool(form.non_form_errors())
    return bool(form.errors)


def refusal(sentence: str) -> forms.Form:
    """A form that only says why the action was refused, on top of the page."""
    told = forms.Form({})
    told.add_error(None, sentence)
    return told


def read_back(editor: Editor) -> dict[str, Any]:
    """What an editor holds, to be read beside another and not written."""
    tables = [
        {
            "title": filled.table.title,
            "rows": [
                "; ".join(f"{each['label']}: {each['said']}" for each in said(row) if each["said"])
                for row in filled.rows.forms
            ],
        }
        for filled in editor.filled
    ]
    return {"fields": said(editor.main) if editor.main is not None else [], "tables": tables}
