"""Makers of the kernel's records."""

from datetime import UTC, datetime
from typing import Any

import factory

from wecare.core import store
from wecare.core.codes import new_check_code
from wecare.core.digests import digest
from wecare.core.enums import DocumentState
from wecare.core.events import GENESIS
from wecare.core.models import Document, StoredFile

INSTANT = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


class StoredFileFactory(factory.django.DjangoModelFactory):
    """A file that really lies in the store."""

    class Meta:
        model = StoredFile

    content = factory.Sequence(lambda number: f"file {number}".encode())
    media_type = "application/pdf"

    @classmethod
    def _create(
        cls, _model_class: type[StoredFile], *_args: Any, content: bytes, media_type: str
    ) -> StoredFile:
        return store.put(content, media_type=media_type)


class DocumentFactory(factory.django.DjangoModelFactory):
    """A document that waits for its worker."""

    class Meta:
        model = Document

    class Params:
        rendered = factory.Trait(
            state=DocumentState.RENDERED,
            file=factory.SubFactory(StoredFileFactory),
            rendered_at=INSTANT,
        )
        failed = factory.Trait(
            state=DocumentState.FAILED, attempts=5, error="Il PDF non è stato composto."
        )

    key = factory.Sequence(lambda number: f"letter-{number}")
    kind = "letter"
    title = "Lettera"
    template = "documents/core/letter.html"
    template_digest = "0" * 64
    context = factory.Dict({"name": "Anna Neri"})
    context_digest = factory.LazyAttribute(lambda document: digest(document.context))
    chain_head = GENESIS
    check_code = factory.LazyFunction(new_check_code)
    requested_at = INSTANT
