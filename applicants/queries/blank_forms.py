"""The blank forms of published rules: one document for each version, and the versions without."""

from collections.abc import Iterator

from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat

from calls.models import Rulebook
from wecare.core.models import Document

_PREFIX = "blank-form/"


def key_of(rulebook: Rulebook) -> str:
    """The key of the document that is the blank form of this version."""
    return f"{_PREFIX}{rulebook.call.code}/{rulebook.version}"


def blank_form_of(rulebook: Rulebook) -> Document | None:
    """The blank form, if it was asked for."""
    found = Document.objects.filter(key=key_of(rulebook)).select_related("file").defer("context")
    return found.first()


def versions_without() -> Iterator[dict[str, int]]:
    """What the sweep asks for: versions whose blank form nobody has asked for."""
    key = Concat(
        Value(_PREFIX),
        F("call__code"),
        Value("/"),
        Cast("version", CharField()),
        output_field=CharField(),
    )
    made = Document.objects.filter(key=OuterRef("key"))
    waiting = Rulebook.objects.annotate(key=key).exclude(Exists(made))
    for rulebook_id in waiting.order_by("id").values_list("id", flat=True):
        yield {"rulebook_id": rulebook_id}
