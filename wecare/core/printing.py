"""Documents: asked for once, frozen, printed once by a worker, never again.

A worker claims the document with a short lease that it renews while it works; when the worker dies
the lease ends and the sweep asks again. Every claim is an attempt, and after the last one the
document has failed, with the reason, until a person asks again.
"""

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Model, Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from wecare.core import clock, documents, events, pdf, shelves, store
from wecare.core.codes import new_check_code
from wecare.core.digests import canonical, digest, digest_of_plain, plain, sha256
from wecare.core.dispatch import after_commit
from wecare.core.engine.lifecycle import DOCUMENT
from wecare.core.enums import DocumentState
from wecare.core.errors import DomainError
from wecare.core.fresh import insert_if_new
from wecare.core.models import Document, Event

MAX_ATTEMPTS = 5
LEASE = timedelta(seconds=12)  # renewed every pdf.POLL_SECONDS
WORKERS_TURN = timedelta(seconds=5)  # before the sweep asks for something just asked for
TASK = "core.render_document"
_log = structlog.get_logger()


class DocumentRefused(DomainError):
    """The document cannot be asked for like this."""


def request_document(
    *,
    key: str,
    kind: str,
    title: str,
    template: str,
    context: dict[str, Any],
    data_name: str = "",
    after: Event | None = None,
) -> Document:
    """Freeze what the document says and ask a worker to print it; the same key, the same document.

    `after` is the last event, for whoever has just recorded it: its digest is the head of the chain
    and its instant that of the request. One statement, for some ask while they hold the chain.

    :raises DocumentRefused: if the key already belongs to a document that says something else.
    """
    wanted = _frozen(plain(context), key=key, kind=kind, title=title, template=template)
    wanted.data_name = data_name
    wanted.chain_head = after.digest if after else events.head()
    wanted.requested_at = after.happened_at if after else clock.now()
    if insert_if_new(wanted, unique="key"):
        after_commit(TASK, document_id=wanted.pk)
        return wanted
    document = Document.objects.defer("context").get(key=key)
    if document.context_digest != wanted.context_digest:
        raise DocumentRefused(
            _("Il documento %(key)s esiste già con un altro contenuto.") % {"key": key}
        )
    return document


def record_with_document(
    event: Event,
    *rows: Model,
    pk: int,
    key: str,
    kind: str,
    title: str,
    template: str,
    context: dict[str, Any],
    data_name: str,
) -> Document:
    """Write an event, the rows it tells of and the document that tells them, which is to be printed.

    The digest of the event, which `events.linked` made, is the head of the chain that the document
    knows, its instant that of the request. One statement, for whoever does it holds the chain; `pk`
    is the document's id, that a row may know already, and its key is a new one.
    """
    document = _frozen(plain(context), key=key, kind=kind, title=title, template=template)
    document.pk, document.data_name = pk, data_name
    document.chain_head, document.requested_at = event.digest, event.happened_at
    events.write(event, document, *rows)
    after_commit(TASK, document_id=pk)
    return document


def _frozen(context: dict[str, Any], *, key: str, kind: str, title: str, template: str) -> Document:
    """What a document of this plain context is made of, but for when it was asked for."""
    return Document(
        key=key,
        kind=kind,
        title=title,
        template=template,
        template_digest=documents.template_digest(template),
        context=context,
        context_digest=digest_of_plain(context),
        check_code=new_check_code(),
        state=DOCUMENT.initial,
    )


def render_document(*, document: Document) -> Document:
    """Print the document, unless it is printed, being printed or given up; tells how it stands."""
    claimed = _claim(document.pk)
    if claimed is None:
        return Document.objects.get(pk=document.pk)
    try:
        content = _compose(claimed)
    except Exception as problem:  # noqa: BLE001 -- whatever breaks a document is an attempt with a reason
        _log.exception("Unable to render document", document=claimed.pk, kind=claimed.kind)
        return _record_failure(claimed.pk, str(problem) or type(problem).__name__)
    return _record_success(claimed.pk, content)


@transaction.atomic
def retry_document(*, document: Document, by: Model | None) -> Document:
    """Ask again for a document that the portal gave up on.

    :raises StepRefused: if it has not failed.
    """
    locked = _locked(document.pk)
    locked.state = DOCUMENT.follow("retry", DocumentState(locked.state))
    locked.attempts = 0
    locked.claimed_until = None
    locked.save(update_fields=["state", "attempts", "claimed_until"])
    events.record("document.retried", subject=locked, actor=by)
    after_commit(TASK, document_id=locked.pk)
    return locked


def pending_documents() -> list[dict[str, int]]:
    """What the sweep asks for again: documents that nobody is printing."""
    now = clock.now()
    waiting = Document.objects.filter(
        Q(claimed_until__isnull=True) | Q(claimed_until__lt=now),
        state=DocumentState.PENDING,
        requested_at__lt=now - WORKERS_TURN,
    )
    return [{"document_id": pk} for pk in waiting.order_by("pk").values_list("pk", flat=True)]


def oldest_pending_document() -> datetime | None:
    """Since when the oldest document waits."""
    waiting = Document.objects.filter(state=DocumentState.PENDING).order_by("requested_at")
    return waiting.values_list("requested_at", flat=True).first()


def verify_documents() -> list[str]:
    """What does not hold in the documents, in sentences."""
    problems = []
    heads = set(Event.objects.values_list("digest", flat=True)) | {events.GENESIS}
    printed = _printed_files()
    for document in Document.objects.order_by("pk").iterator(500):
        if digest(document.context) != document.context_digest:
            problems.append(f"The context of document {document.key} is not what was frozen.")
        if document.chain_head not in heads:
            problems.append(f"Document {document.key} bears a chain head that is not in the chain.")
        if document.file_id != printed.get(str(document.pk)):
            problems.append(f"The file of document {document.key} is not the one of the chain.")
    return problems


def _printed_files() -> dict[str, str]:
    recorded = Event.objects.filter(name="document.rendered").order_by("seq")
    return {event.subject_id: event.facts["file"] for event in recorded.iterator(2000)}


@transaction.atomic
def _claim(pk: int) -> Document | None:
    document = _locked(pk)
    now = clock.now()
    taken = document.claimed_until is not None and document.claimed_until > now
    if document.state != DocumentState.PENDING or taken:
        return None
    if document.attempts >= MAX_ATTEMPTS:
        _give_up(document)
        return None
    document.attempts += 1
    document.claimed_until = now + LEASE
    document.error = _("La stampa è iniziata e non è arrivata in fondo.")  # if nobody says more
    document.save(update_fields=["attempts", "claimed_until", "error"])
    return document


def _compose(document: Document) -> bytes:
    with override(documents.LANGUAGE):
        html = render_to_string(document.template, documents.template_context(document))
        return pdf.render_pdf(
            html,
            title=document.title,
            language=documents.LANGUAGE,
            attachments=_attachments(document),
            identifier=sha256(f"{document.context_digest}{document.check_code}".encode()),
            instant=document.requested_at,
            on_wait=lambda: _renew(document.pk),
            shelf=_Shelf(document.pk),
        )


class _Shelf(shelves.Folder):
    """The parts of a document; whoever waits for it sees how many there are."""

    def __init__(self, document: int) -> None:
        super().__init__(document)
        self._document = document

    def told(self, done: int, of: int) -> None:
        """Write down how far the work is, and that somebody works."""
        Document.objects.filter(pk=self._document, state=DocumentState.PENDING).update(
            parts=of, parts_done=done, claimed_until=clock.now() + LEASE
        )


def _attachments(document: Document) -> list[pdf.Attachment]:
    if not document.data_name:
        return []
    return [
        pdf.Attachment(
            name=document.data_name,
            content=canonical(document.context),
            description=_("I dati del documento"),
        )
    ]


def _renew(pk: int) -> None:
    Document.objects.filter(pk=pk, state=DocumentState.PENDING).update(
        claimed_until=clock.now() + LEASE
    )


@transaction.atomic
def _record_success(pk: int, content: bytes) -> Document:
    stored = store.put(content, media_type="application/pdf")
    document = _locked(pk)
    if document.is_rendered:
        return document
    document.state = DOCUMENT.follow("render", DocumentState(document.state))
    document.file = stored
    document.rendered_at = clock.now()
    document.versions = pdf.versions() | {"template": documents.template_digest(document.template)}
    document.error = ""
    document.claimed_until = None
    document.save(
        update_fields=["state", "file", "rendered_at", "versions", "error", "claimed_until"]
    )
    events.record("document.rendered", subject=document, file=stored.digest, size=stored.size)
    transaction.on_commit(shelves.Folder(pk).clear)
    return document


@transaction.atomic
def _record_failure(pk: int, error: str) -> Document:
    document = _locked(pk)
    if document.state != DocumentState.PENDING:
        return document
    document.error = error.replace("\x00", "")[:2000]
    document.claimed_until = None
    document.save(update_fields=["error", "claimed_until"])
    if document.attempts >= MAX_ATTEMPTS:
        _give_up(document)
    return document


def _give_up(document: Document) -> None:
    document.state = DOCUMENT.follow("give_up", DocumentState(document.state))
    document.claimed_until = None
    document.save(update_fields=["state", "claimed_until"])
    events.record("document.failed", subject=document, attempts=document.attempts)


def _locked(pk: int) -> Document:
    return Document.objects.select_for_update(of=("self",)).get(pk=pk)
