"""What the database itself refuses."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.core import DocumentFactory, StoredFileFactory
from wecare.core import events


def _execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


def _refused(statement: str) -> str:
    with pytest.raises(IntegrityError) as refusal:
        _execute(statement)
    return str(refusal.value)


@pytest.fixture
def rows(db: Any) -> None:
    events.record("test.happened", subject=None)
    DocumentFactory(rendered=True)


@pytest.mark.parametrize("table", ["core_event", "core_storedfile"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"],
    ids=["update", "delete", "truncate"],
)
def test_rows_are_only_added(rows: Any, table: Any, statement: Any) -> None:
    column = {"core_event": "name", "core_storedfile": "size"}[table]

    assert "only added" in _refused(statement.format(table, column, column))


@pytest.mark.parametrize(
    "change",
    [
        "context = '{}'",
        "context_digest = repeat('1', 64)",
        "template = 'other.html'",
        "check_code = 'WCR-AAAA-AAAA'",
        "title = 'Altro'",
        "chain_head = repeat('1', 64)",
        "requested_at = requested_at + interval '1 second'",
    ],
)
def test_what_a_document_says_never_changes(rows: Any, change: Any) -> None:
    assert "never changes" in _refused("UPDATE core_document SET " + change)


@pytest.mark.parametrize(
    "change",
    [
        "file_id = NULL, rendered_at = NULL, state = 'pending'",
        "rendered_at = rendered_at + interval '1 day'",
    ],
)
def test_the_file_of_a_document_is_set_once(rows: Any, change: Any) -> None:
    assert "set once" in _refused("UPDATE core_document SET " + change)


def test_the_file_of_a_document_is_never_another(rows: Any) -> None:
    other = StoredFileFactory()

    assert "set once" in _refused("UPDATE core_document SET file_id = '" + other.digest + "'")


@pytest.mark.parametrize(
    "statement", ["DELETE FROM core_document", "TRUNCATE core_document CASCADE"]
)
def test_documents_are_never_removed(rows: Any, statement: Any) -> None:
    assert "only added" in _refused(statement)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "broken",
    [
        {"state": "rendered"},
        {"state": "failed", "rendered": True},
        {"rendered_at": "2026-01-01T00:00Z"},
    ],
    ids=["no file", "file of a failure", "instant without file"],
)
def test_a_document_has_a_file_only_when_it_is_rendered(broken: Any) -> None:
    options = dict(broken)
    if options.pop("rendered", False):
        options |= {"file": StoredFileFactory(), "rendered_at": "2026-01-01T00:00Z"}

    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentFactory(**options)
