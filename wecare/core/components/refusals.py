"""The summary of what must be corrected, on top of a form."""

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.template.context import Context

register = template.Library()

ANCHOR = "errori"
Row = dict[str, str]


@register.inclusion_tag("components/errors.html", takes_context=True)
def errors(context: Context, *forms: BaseForm | BaseFormSet | None) -> dict[str, object]:
    """Every error of the forms in its own words, each a link to its field.

    A form is told once: where the page shows it on top, the form does not show it again.
    """
    rows: list[Row] = []
    for form in forms:
        if form is not None and form.is_bound and not getattr(form, "errors_are_shown", False):
            rows += _of_formset(form) if isinstance(form, BaseFormSet) else _of_form(form)
    return {"rows": rows, "anchor": _anchor(context) if rows else ANCHOR}


def _anchor(context: Context) -> str:
    """`errori` for the first summary of the page, numbered for the others."""
    request = context.get("request")
    before = getattr(request, "error_summaries", 0)
    if request is not None:
        request.error_summaries = before + 1
    return f"{ANCHOR}-{before + 1}" if before else ANCHOR


def _of_form(form: BaseForm) -> list[Row]:
    form.errors_are_shown = True  # type: ignore[attr-defined]
    rows = [{"text": str(text), "target": ""} for text in form.non_field_errors()]
    for field in [*form.hidden_fields(), *form.visible_fields()]:
        problems = field.errors.as_data()
        for problem, text in zip(problems, field.errors, strict=True):
            said = _named(field, str(text)) if problem.code == "required" else str(text)
            rows.append({"text": said, "target": _target(field)})
    return rows


def _named(field: BoundField, text: str) -> str:
    """What is only missing is told with its name: many fields miss in the same words."""
    return f"{field.label}: {text[:1].lower()}{text[1:]}"


def _of_formset(formset: BaseFormSet) -> list[Row]:
    formset.errors_are_shown = True  # type: ignore[attr-defined]
    rows = [{"text": str(text), "target": ""} for text in formset.non_form_errors()]
    for form in formset.forms:
        rows.extend(_of_form(form))
    return rows


def _target(field: BoundField) -> str:
    """The id of what takes the focus: the field, or the first choice of a group."""
    if field.is_hidden:
        return ""
    return field.id_for_label or f"{field.auto_id}_0"
