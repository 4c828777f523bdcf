"""What people typed, made clean before it is kept."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from wecare.acts.engine.templates import template_of
from wecare.acts.engine.variables import TEXT_MAX, stored
from wecare.acts.policies import ActRefused, check_variables
from wecare.core.text import TextRefused, clean_text


def values_of(template: str, variables: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the template's variables as they are kept.

    :raises ActRefused: if a text holds what cannot be kept.
    :raises VariablesRefused: if a value does not suit its variable.
    """
    form = template_of(template)
    labels = {variable.name: variable.label for variable in form.variables}
    values = {
        name: _cleaned(value, label=labels.get(name, name)) if isinstance(value, str) else value
        for name, value in variables.items()
    }
    check_variables(template, values)
    return stored(form.variables, values)


def subject_of(text: str) -> str:
    """The subject of an act, in one line.

    :raises ActRefused: if it is blank, too long, or holds what cannot be kept.
    """
    return line_of(text, label=_("Oggetto"), limit=TEXT_MAX)


def line_of(text: str, *, label: str, limit: int) -> str:
    """A text in one line that has to be there.

    :raises ActRefused: if it is blank, too long, or holds what cannot be kept.
    """
    found = _cleaned(text, label=label, limit=limit, multiline=False)
    if not found:
        raise ActRefused(_("%(label)s: manca, scrivilo.") % {"label": label})
    return found


def _cleaned(text: str, *, label: str, limit: int | None = None, multiline: bool = True) -> str:
    try:
        return clean_text(text, max_length=limit, multiline=multiline)
    except TextRefused as refusal:
        raise ActRefused(f"{label}: {refusal}") from refusal
