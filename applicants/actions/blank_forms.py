"""The blank form of a version of the rules: asked for once, printed once, never a sent application."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from applicants.documents import blank_form_context
from applicants.queries.blank_forms import blank_form_of, key_of
from calls.models import Rulebook
from wecare.core.models import Document
from wecare.core.printing import request_document

KIND = "blank_form"
DATA = "modulo.json"


@transaction.atomic
def prepare(*, rulebook: Rulebook, form: Mapping[str, Any]) -> Document:
    """Freeze what the form of this version asks and let a worker print it, unless it was done."""
    made = blank_form_of(rulebook)
    if made is not None:
        return made
    return request_document(
        key=key_of(rulebook),
        kind=KIND,
        title=f"Fac-simile della domanda, bando {rulebook.call.code}, versione {rulebook.version}",
        template="documents/applicants/blank_form.html",
        context=blank_form_context(rulebook, form),
        data_name=DATA,
    )
