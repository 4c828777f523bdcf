"""The print of a draft: never a receipt, and nothing on it that looks like one."""

from django.db import transaction

from applicants.documents import draft_context
from applicants.models import Application
from applicants.queries.drafts import key_of
from calls.models import Rulebook
from wecare.core.digests import digest, plain
from wecare.core.models import Document
from wecare.core.printing import request_document

KIND = "application_draft"


@transaction.atomic
def print_draft(*, application: Application, rulebook: Rulebook) -> Document:
    """Freeze what the draft says now and let a worker print it; the same text, the same document."""
    context = draft_context(application, rulebook)
    return request_document(
        key=key_of(application, digest(plain(context))),
        kind=KIND,
        title=f"Bozza della domanda per il bando {rulebook.call.code}",
        template="documents/applicants/draft.html",
        context=context,
    )
