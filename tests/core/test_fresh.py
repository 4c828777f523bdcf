"""Rows of several tables written in one statement."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.core import INSTANT, DocumentFactory
from wecare.core.digests import sha256
from wecare.core.fresh import insert_together, next_ids
from wecare.core.models import Document, StoredFile

pytestmark = pytest.mark.django_db


def a_file() -> StoredFile:
    digest = sha256(b"contenuto")
    return StoredFile(digest=digest, size=9, media_type="text/plain", created_at=INSTANT)


def test_rows_of_two_tables_are_written_by_one_statement_as_each_would_be_alone() -> None:
    file = a_file()
    (pk,) = next_ids(Document)
    document = DocumentFactory.build(pk=pk, context={"titolo": "Città — «prova»"})

    with CaptureQueriesContext(connection) as asked:
        insert_together(document, file)

    assert len(asked) == 1
    again = Document.objects.get(pk=pk)
    assert (again.context, again.requested_at, again.key) == (
        document.context,
        INSTANT,
        document.key,
    )
    assert StoredFile.objects.get(pk=file.pk).size == file.size
    document.title = "Un altro titolo"
    document.full_clean()  # it knows that it is written: its own key is not taken by another


def test_if_one_cannot_be_written_none_is() -> None:
    taken = DocumentFactory()
    (pk,) = next_ids(Document)
    file = a_file()

    with pytest.raises(IntegrityError, match="key"), transaction.atomic():
        insert_together(file, DocumentFactory.build(pk=pk, key=taken.key))

    assert not StoredFile.objects.filter(pk=file.pk).exists()


def test_a_row_without_an_id_is_refused_before_anything_is_asked() -> None:
    with CaptureQueriesContext(connection) as asked, pytest.raises(ValueError, match="no id yet"):
        insert_together(DocumentFactory.build())

    assert len(asked) == 0


def test_ids_are_of_the_models_in_their_order() -> None:
    first, second = next_ids(Document, Document)

    assert first < second
    assert next_ids(Document) == (second + 1,)
