"""Questions that are compiled once give what their querysets give."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, F
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from tests.factories.core import INSTANT, DocumentFactory
from wecare.core.models import Document, Event
from wecare.core.questions import Question

pytestmark = pytest.mark.django_db

BY_KEY: Question[Any] = Question(
    lambda key: Document.objects.filter(key=key).select_related("file").order_by("id"), key=str
)


def test_records_are_those_of_the_queryset_with_what_was_brought_along() -> None:
    documents = [DocumentFactory(rendered=True), DocumentFactory()]

    for document in documents:
        with CaptureQueriesContext(connection) as asked:
            (found,) = BY_KEY.ask(key=document.key)
            assert found.file == document.file
        assert len(asked) == 1
        assert (found, found.context, found.requested_at) == (document, document.context, INSTANT)
        found.attempts = 3
        found.save(update_fields=["attempts"])
        document.refresh_from_db()
        assert document.attempts == 3
    assert BY_KEY.ask(key="nessuna") == []


def test_the_plan_is_kept_and_what_is_logged_says_the_values() -> None:
    document = DocumentFactory()
    kept = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%core_document%%'"

    for _turn in range(3):
        assert BY_KEY.ask(key=document.key) == [document]
    with CaptureQueriesContext(connection) as asked:
        assert BY_KEY.ask(key=document.key) == [document]
    with connection.cursor() as cursor:
        cursor.execute(kept)
        (prepared,) = cursor.fetchone()

    assert document.key in asked[0]["sql"]
    assert prepared >= 1


def test_what_is_left_out_is_read_when_it_is_asked_for() -> None:
    document = DocumentFactory(title="Lettera", context={"nome": "Anna"})
    without: Question[Any] = Question(
        lambda pk: Document.objects.filter(pk=pk).defer("context").annotate(twice=F("id") * 2),
        pk=int,
    )

    found = without.first(pk=document.pk)

    assert found.get_deferred_fields() == {"context"}
    assert (found.context, found.twice) == ({"nome": "Anna"}, 2 * document.pk)
    assert without.first(pk=document.pk + 1) is None


def test_rows_of_values_are_converted_as_the_queryset_does() -> None:
    document = DocumentFactory(context={"somma": "10.00", "righe": [1, 2]})
    rows: Question[Any] = Question(
        lambda since, key: (
            Document.objects.filter(requested_at__gte=since, key=key)
            .annotate(events=Count("pk"))
            .values_list("context", "requested_at", "file", "events")
        ),
        since=datetime,
        key=str,
    )

    found = rows.ask(since=INSTANT, key=document.key)

    assert found == [({"somma": "10.00", "righe": [1, 2]}, INSTANT, None, 1)]
    assert rows.ask(since=INSTANT + timedelta(microseconds=1), key=document.key) == []


def test_one_value_fills_all_its_places_and_never_another_s() -> None:
    first, second = DocumentFactory(), DocumentFactory()
    both: Question[Any] = Question(
        lambda one, other: (
            (Document.objects.filter(pk=one) | Document.objects.filter(pk=other, attempts__lt=one))
            .order_by("id")
            .values_list("pk", flat=False)
        ),
        one=int,
        other=int,
    )

    assert both.ask(one=first.pk, other=second.pk) == [(first.pk,), (second.pk,)]
    assert both.ask(one=0, other=second.pk) == []


def test_hostile_text_is_a_value_and_nothing_else() -> None:
    document = DocumentFactory(key="a' OR '1'='1")

    assert BY_KEY.ask(key="' OR true --") == []
    assert [found.pk for found in BY_KEY.ask(key="a' OR '1'='1")] == [document.pk]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "answers to"),
        ({"key": "a", "pk": 1}, "answers to"),
        ({"key": None}, "not of str"),
        ({"key": 3}, "not of str"),
    ],
)
def test_values_of_other_names_or_kinds_are_refused(values: Any, sentence: str) -> None:
    with pytest.raises(TypeError, match=sentence):
        BY_KEY.ask(**values)


def test_a_parameter_without_a_place_of_its_own_is_refused() -> None:
    hidden: Question[Any] = Question(
        lambda text: Document.objects.filter(key__contains=text).order_by("id"), text=str
    )
    ignored: Question[Any] = Question(lambda pk: Document.objects.order_by("id"), pk=int)

    shaped: Question[Any] = Question(
        lambda pk: Document.objects.filter(pk__in=range(pk)).order_by("id"), pk=int
    )

    with pytest.raises(ValueError, match="Without a place in the statement: text"):
        hidden.ask(text="a")
    with pytest.raises(ValueError, match="depends on the values"):
        shaped.ask(pk=1)
    with pytest.raises(ValueError, match="Without a place in the statement: pk"):
        ignored.ask(pk=1)


def test_what_gives_neither_records_nor_rows_is_refused() -> None:
    named: Question[Any] = Question(
        lambda pk: Event.objects.filter(pk=pk).order_by("seq").values("name"), pk=int
    )

    with pytest.raises(TypeError, match="values_list"):
        named.ask(pk=1)


@pytest.mark.django_db(transaction=True)
def test_rows_are_not_locked_outside_of_a_transaction() -> None:
    document = DocumentFactory()
    held: Question[Any] = Question(
        lambda pk: Document.objects.select_for_update().filter(pk=pk).order_by("id"), pk=int
    )

    with pytest.raises(TransactionManagementError):
        held.ask(pk=document.pk)
