"""Templates to fill (modelli): the file that goes with a document to attach, in a call's draft."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from calls.actions.calls import save_section
from calls.engine.portions import DocumentTemplate
from calls.enums import EditorSection
from calls.models import Call
from calls.policies import CallRefused
from wecare.accounts.models import Person
from wecare.core import scanning, store
from wecare.core.uploads import PDF, UploadRefused, check_size, clean_filename, media_type_of


@transaction.atomic
def put(
    *,
    call: Call,
    document: str,
    filename: str,
    content: bytes,
    base_version: int,
    actor: Person,
    seen: str = "",
) -> Call:
    """Keep a PDF as the template of a document of the draft; a former one is replaced.

    `seen` is the mark of the template that was on the page.

    :raises UploadRefused: if size, name or content are not acceptable, or it is no PDF.
    :raises FileInfected: if the scanner has found something in the same bytes.
    :raises CallRefused: if the draft has no such document, or cannot be edited now.
    :raises DraftChanged: if somebody saved another template of it meanwhile.
    """
    check_size(len(content))
    filename = clean_filename(filename)
    media_type = media_type_of(content, filename=filename)
    if media_type != PDF:
        raise UploadRefused(_("Il modello da compilare è un PDF: il tuo è un file firmato."))
    stored = store.put(content, media_type=media_type)
    scanning.ask(stored, task=scanning.TASK)
    values = {"template": stored.digest, "template_name": filename}
    return _written(call, document, values, base_version=base_version, actor=actor, seen=seen)


@transaction.atomic
def drop(*, call: Call, document: str, base_version: int, actor: Person) -> Call:
    """Take the template of a document away; the stored bytes stay.

    :raises CallRefused: if the draft has no such document, or cannot be edited now.
    :raises DraftChanged: if somebody saved another template of it meanwhile.
    """
    values = {"template": "", "template_name": ""}
    return _written(call, document, values, base_version=base_version, actor=actor)


def _written(
    call: Call,
    document: str,
    values: dict[str, Any],
    *,
    base_version: int,
    actor: Person,
    seen: str = "",
) -> Call:
    portion = DocumentTemplate(code=document)
    if not portion.is_there(call.draft):
        raise CallRefused(
            _("«%(code)s» non è un documento da allegare di questo bando.")
            % {"code": document[:40]}
        )
    return save_section(
        call=call,
        section=EditorSection.ATTACHMENTS,
        value=values,
        base_version=base_version,
        actor=actor,
        portion=portion,
        seen=seen,
    )
