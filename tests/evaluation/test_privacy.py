"""Natural persons in a published list: no fiscal code, a name only over 1 000 €, in every format."""

import csv
import json
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
import tablib

from evaluation.engine.published import recompute
from evaluation.models import RankedList
from evaluation.queries import verification
from tests.evaluation.views.conftest import browser_of
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    organised,
    published_list,
    submitted,
)
from tests.factories.scrolls import renounced, scrolled, short_rules
from wecare.core.models import Document

pytestmark = pytest.mark.django_db

CODES = ("BNCMRA80A01L219M", "VRDLGU75B02L219X")
NAMES = ("Maria Bianchi artigiana", "Luigi Verdi artigiano")


@pytest.fixture
def with_persons() -> tuple[RankedList, Any]:
    """A body and two persons: the first person is paid, the second is not."""
    call = call_under_evaluation(rules=short_rules())
    body = submitted(call, name="Cooperativa Uno", requested="120000.00", total_cost="150000.00")
    persons = []
    for name, code in zip(NAMES, CODES, strict=True):
        organisation = organised(900 + len(persons), body.submitted_by, name=name)
        organisation.fiscal_code = code
        organisation.save(update_fields=["fiscal_code"])
        persons.append(submitted(call, organisation=organisation))
    points = {body: "20.00", persons[0]: "19.00", persons[1]: "18.00"}
    judged(call, {each: {**GOOD, "A1": given} for each, given in points.items()})
    return published_list(call), body


def everything(ranked_list: RankedList) -> str:
    """What anybody can read of the list: page, CSV, JSON, workbooks, and what the PDF is made of."""
    public, address = (
        browser_of(None),
        f"/graduatorie/{ranked_list.call.code}/{ranked_list.version}",
    )
    parts = [public.get(f"{address}/").content.decode()]
    parts.append(b"".join(public.get(f"{address}/csv/")).decode())
    parts.append(json.dumps(public.get(f"{address}/json/").json(), ensure_ascii=False))
    for ending in ("xlsx", "ods"):
        content = public.get(f"{address}/{ending}/").content
        parts.append(str(tablib.Dataset().load(BytesIO(content), format=ending).dict))
    document = Document.objects.get(key=f"ranked-list/{ranked_list.pk}")
    parts.append(json.dumps(document.context, ensure_ascii=False))
    return "\n".join(parts)


def test_no_fiscal_code_of_a_person_and_no_name_of_who_gets_nothing(
    with_persons: tuple[RankedList, Any],
) -> None:
    ranked_list, _body = with_persons

    words = everything(ranked_list)

    assert [code for code in CODES if code in words] == []
    assert NAMES[0] in words
    assert NAMES[1] not in words
    assert "Nome non pubblicato" in words
    assert "linee guida del Garante" in words
    assert recompute(ranked_list.data) == ()
    assert verification.ranked_lists() == []


def test_a_name_is_published_when_the_scroll_brings_money(
    with_persons: tuple[RankedList, Any],
) -> None:
    ranked_list, body = with_persons
    renounced(body)

    words = everything(scrolled(ranked_list))

    assert NAMES[1] in words
    assert [code for code in CODES if code in words] == []


def test_every_format_has_the_same_rows(with_persons: tuple[RankedList, Any]) -> None:
    ranked_list, _body = with_persons
    public, address = browser_of(None), f"/graduatorie/{ranked_list.call.code}/1"
    given = b"".join(public.get(f"{address}/csv/")).decode("utf-8-sig")
    expected = list(csv.DictReader(StringIO(given), delimiter=";"))

    for ending in ("xlsx", "ods"):
        content = public.get(f"{address}/{ending}/").content
        rows = tablib.Dataset().load(BytesIO(content), format=ending).dict
        for row, other in zip(rows, expected, strict=True):
            assert row["ente"] == other["ente"]
            assert row["protocollo"] == other["protocollo"]
            assert Decimal(str(row["assegnati_euro"])) == Decimal(other["assegnati_euro"])
