"""The published list for everyone: page, CSV, JSON from the same rows, and nothing of people."""

import csv
import io
import json
import time
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from applicants.models import Submission
from evaluation.enums import AdmissibilityOutcome
from evaluation.models import RankedList, RankedRow
from evaluation.queries import published
from tests.evaluation.views.conftest import World, browser_of
from tests.factories.evaluation import (
    GOOD,
    POOR,
    call_under_evaluation,
    decided,
    judged,
    published_list,
    submitted,
)

pytestmark = pytest.mark.django_db

FORMULA = "=cmd|' /C calc'!A0"
MARKUP = "<script>alert(1)</script>{{ settings.SECRET_KEY }}"


def a_list() -> tuple[RankedList, list[Submission]]:
    call = call_under_evaluation()
    sent = [submitted(call, name=FORMULA), submitted(call, name=MARKUP), submitted(call)]
    out = decided(submitted(call, name="Fuori"), AdmissibilityOutcome.INADMISSIBLE)
    judged(call, {sent[0]: {**GOOD, "A1": "18.00"}, sent[1]: GOOD, sent[2]: POOR})
    return published_list(call), [*sent, out]


def of(ranked_list: RankedList, part: str = "") -> str:
    return f"/graduatorie/{ranked_list.call.code}/{ranked_list.version}/{part}"


def many_rows(ranked_list: RankedList, count: int) -> list[RankedRow]:
    """As many rows as a wide call has, in memory: a published list's own rows never change."""
    model = RankedRow.objects.filter(ranked_list=ranked_list).order_by("sequence")[0]
    values = {field.attname: getattr(model, field.attname) for field in RankedRow._meta.fields}
    return [
        RankedRow(**values | {"id": -n, "sequence": 100 + n, "protocol": f"{10_000 + n}/2026"})
        for n in range(count)
    ]


def test_page_csv_and_json_say_the_same_rows() -> None:
    ranked_list, _sent = a_list()
    client = Client()

    page = client.get(of(ranked_list)).content.decode()
    table = client.get(of(ranked_list, "csv/")).content.decode("utf-8-sig")
    data = json.loads(client.get(of(ranked_list, "json/")).content)

    lines = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    protocols = [row["protocol"] for row in data["rows"]]
    assert [line["protocollo"] for line in lines] == protocols
    assert [line["punti"] for line in lines] == ["82.00", "80.00", "30.00", ""]
    assert [page.index(f"prot. {protocol}") for protocol in protocols] == sorted(
        page.index(f"prot. {protocol}") for protocol in protocols
    )
    assert page.count("<details>") >= len(protocols)


def test_a_spreadsheet_runs_no_cell_and_the_page_no_markup() -> None:
    ranked_list, _sent = a_list()

    table = Client().get(of(ranked_list, "csv/")).content.decode("utf-8-sig")
    page = Client().get(of(ranked_list)).content.decode()

    names = [line["ente"] for line in csv.DictReader(io.StringIO(table), delimiter=";")]
    assert names[0].startswith("'=cmd")
    assert not [name for name in names if name[:1] in "=+-@"]
    assert "<script>alert" not in page
    assert "{{ settings.SECRET_KEY }}" in page


def test_nothing_of_people_is_published() -> None:
    ranked_list, sent = a_list()
    client = Client()

    shown = "".join(
        client.get(of(ranked_list, part)).content.decode() for part in ("", "csv/", "json/")
    )

    assert "Manca lo statuto." not in shown  # the reason of an inadmissible application
    assert "Motivo di" not in shown
    for submission in sent:
        assert submission.submitted_by.email not in shown
        assert str(submission.submitted_by) not in shown


def test_ones_own_row_is_marked_for_oneself_alone(world: World) -> None:
    address = world.address("/graduatorie/{listed}/1/")

    marks = {
        who: world.browser(who).get(address).content.decode().count("La tua domanda")
        for who in ("applicant", "officer", "anonymous")
    }

    assert marks == {"applicant": 1, "officer": 0, "anonymous": 0}


def test_the_outcome_is_read_by_its_own_and_only_once_published(world: World) -> None:
    outcome = world.address("/area/esiti/{public_id}/")
    pending = f"/area/esiti/{world.readable.application.public_id}/"

    body = world.browser("applicant").get(outcome).content.decode()

    assert "1 di 1" in body
    assert "Motivo di A1 scritto da" in body
    home = f"/area/domande/{world.ranked.application.public_id}/"
    assert outcome in world.browser("applicant").get(home).content.decode()
    assert world.browser("officer").get(outcome).status_code == 404
    assert browser_of(world.readable.submitted_by).get(pending).status_code == 404


def rows_in(body: str) -> str:
    return body.partition("<tbody>")[2].rpartition("</tbody>")[0]


def test_a_list_of_two_thousand_costs_little_time_and_no_query_of_its_own(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    ranked_list, _sent = a_list()
    rows = many_rows(ranked_list, 2_000)
    client = Client()
    with django_assert_num_queries(3):
        client.get(of(ranked_list))
    published._frozen_parts.cache_clear()
    kept = SimpleNamespace(defer=lambda *_columns: rows)
    monkeypatch.setattr(published, "rows_of", lambda _list: kept)

    began = time.process_time()
    with django_assert_num_queries(2):  # all but the one of the rows
        body = client.get(of(ranked_list)).content.decode()
    spent = time.process_time() - began

    assert body.count('id="prot-') == 2_000
    with django_assert_num_queries(2):
        again = client.get(of(ranked_list)).content.decode()
    assert rows_in(again) == rows_in(body)  # held ready, and the same
    assert spent < 2, spent  # far above what it takes: it only tells a template per cell apart
