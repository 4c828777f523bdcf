"""Rows of a table that are added, removed and moved by plain buttons, with no script.

A press sends the whole form with the order in `rows`, such as `lots:down:1`; what was typed comes
back in the new order and nothing is saved.
"""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext as _

from calls.forms.fields import typed_back
from calls.forms.stored import as_typed

MOST_ROWS = 100
FIRST_STEPS = frozenset({"add", "up", "down", "remove"})

Row = dict[str, Any]


class RowForm(forms.Form):
    """One row; all its texts are short and all its fields may be written in any order."""

    use_required_attribute = False
    unique_field = "code"


class Rows(BaseFormSet):
    """The rows of one table; a row left wholly blank is no row."""

    def initial_form_count(self) -> int:
        """None when something was sent, so that every blank row counts as no row."""
        return 0 if self.is_bound else super().initial_form_count()

    def clean(self) -> None:
        """Say at the second row that its code is taken."""
        seen: set[str] = set()
        for form in self.forms:
            name = form.unique_field
            code = getattr(form, "cleaned_data", {}).get(name)
            if code and code in seen:
                sentence = _('Il codice "%(code)s" c\'è già. Danne uno diverso.')
                form.add_error(name, ValidationError(sentence % {"code": typed_back(code)}))
            if code:
                seen.add(code)

    def is_valid(self) -> bool:
        """Also whether `clean` has added errors to rows that were valid on their own."""
        return super().is_valid() and not any(form.errors for form in self.forms)

    @property
    def written(self) -> list[Row]:
        """What the rows that are not blank say, in their order."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]


def rows_class(form: type[RowForm], *, blank: int) -> type[Rows]:
    """The class of a table of such rows."""
    made = forms.formset_factory(
        form, formset=Rows, extra=blank, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    )
    return cast("type[Rows]", made)


def typed_rows(form: type[RowForm], data: Mapping[str, Any], prefix: str) -> list[Row]:
    """What was typed in each row, as it was typed."""
    fields = form().fields
    return [as_typed(fields, data, f"{prefix}-{at}") for at in range(_count(data, prefix))]


def _count(data: Mapping[str, Any], prefix: str) -> int:
    text = str(data.get(f"{prefix}-TOTAL_FORMS", ""))
    return min(int(text), MOST_ROWS) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004 -- digits of a count that can be read


def reordered(rows: list[Row], order: str, *, table: str) -> list[Row]:
    """The rows after the order of a button; an order for another table changes nothing."""
    name, _colon, rest = order.partition(":")
    step, _colon, place = rest.partition(":")
    if name != table or step not in FIRST_STEPS:
        return rows
    if step == "add":
        return [*rows, {}] if len(rows) < MOST_ROWS else rows
    if not (place.isascii() and place.isdigit() and len(place) < 4 and int(place) < len(rows)):  # noqa: PLR2004 -- as above
        return rows
    return _moved(rows, step, int(place))


def _moved(rows: list[Row], step: str, at: int) -> list[Row]:
    if step == "remove":
        return [*rows[:at], *rows[at + 1 :]]
    to = at - 1 if step == "up" else at + 1
    if not 0 <= to < len(rows):
        return rows
    changed = list(rows)
    changed[at], changed[to] = changed[to], changed[at]
    return changed
