"""The summary of what must be corrected, on top of a form."""

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet

register = template.Library()


@register.inclusion_tag("components/errors.html")
def errors(form: BaseForm | BaseFormSet | None) -> dict[str, object]:
    """Every error of the form in its own words, each a link to its field.

    It renders once: where the page shows it on top, the form does not show it again.
    """
    if form is None or not form.is_bound or getattr(form, "errors_are_shown", False):
        return {"rows": [], "anchor": ""}
    rows = _of_formset(form) if isinstance(form, BaseFormSet) else _of_form(form)
    if rows:
        form.errors_are_shown = True  # type: ignore[union-attr]
    prefix = None if isinstance(form, BaseFormSet) else form.prefix
    return {"rows": rows, "anchor": f"errori-{prefix}" if prefix else "errori"}


def _of_form(form: BaseForm) -> list[dict[str, str]]:
    rows = [{"text": text, "target": ""} for text in form.non_field_errors()]
    for field in [*form.hidden_fields(), *form.visible_fields()]:
        rows.extend({"text": text, "target": _target(field)} for text in field.errors)
    return rows


def _of_formset(formset: BaseFormSet) -> list[dict[str, str]]:
    rows = [{"text": text, "target": ""} for text in formset.non_form_errors()]
    for form in formset.forms:
        rows.extend(_of_form(form))
    return rows


def _target(field: BoundField) -> str:
    """The id of what takes the focus: the field, or the first choice of a group."""
    if field.is_hidden:
        return ""
    return field.id_for_label or f"{field.auto_id}_0"
