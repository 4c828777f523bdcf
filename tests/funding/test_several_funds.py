"""A lot that two funds pay, from the list to its scroll and to the awards of its decrees."""

import csv
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from applicants.models import Submission
from evaluation.models import RankedList, RankedRow
from evaluation.queries import published, scenarios
from evaluation.queries import verification as lists_verification
from evaluation.queries.verifying import SCRIPT
from funding.models import Award
from funding.queries import verification
from tests.factories.funding import adopted_decree, published_decree
from tests.factories.scrolls import renounced, scrolled, short_list
from tests.funding.test_documents import pdf_of, text_of
from wecare.core.digests import canonical
from wecare.ledger.queries import balance, problems

pytestmark = pytest.mark.django_db

SHARES = [{"fund": "FSE", "percent": "57.49"}, {"fund": "FSC", "percent": "42.51"}]
LOT = {"code": "T", "title": "Territoriale", "amount": "200000.00", "allocation": "offer_rest"}
OTHER = {"code": "R", "title": "Regionale", "amount": "50000.00", "allocation": "stop"}
WHOLE = {"FSC": "34008.00", "FSE": "45992.00"}
HALF = {"FSC": "17004.00", "FSE": "22996.00"}


@pytest.fixture
def listed() -> tuple[RankedList, list[Submission]]:
    """80 000 € to the first two, 40 000 € offered to the third; two funds pay the lot."""
    return short_list(lots=[{**LOT, "shares": SHARES}, OTHER])


def parts(ranked_list: RankedList) -> list[dict[str, str]]:
    rows = RankedRow.objects.filter(ranked_list=ranked_list).order_by("sequence")
    return [row.parts for row in rows]


def test_the_list_says_what_each_fund_pays_and_is_recomputed_from_its_file(
    listed: tuple[RankedList, list[Submission]], tmp_path: Path
) -> None:
    ranked_list, _sent = listed
    path = tmp_path / "graduatoria.json"
    path.write_bytes(canonical(ranked_list.data))

    call_command("verify_ranked_list", str(path), digest=ranked_list.data_digest)

    assert ranked_list.data["format"] == "wecare-ranked-list/5"
    assert parts(ranked_list) == [WHOLE, WHOLE, HALF, {}, {}]
    assert [row["parts"] for row in ranked_list.data["rows"]] == parts(ranked_list)
    assert ranked_list.data["lots"][0]["funds"] == [
        {"fund": "FSC", "granted": "85020.00"},
        {"fund": "FSE", "granted": "114980.00"},
    ]
    assert ranked_list.data["lots"][1]["funds"] == []
    assert list(lists_verification.problems_of(ranked_list)) == []
    script = [sys.executable, "-I", "-S", str(SCRIPT), str(path)]
    assert (
        subprocess.run([*script, "--impronta", ranked_list.data_digest], check=False).returncode
        == 0
    )

    data = json.loads(path.read_text())
    data["rows"][0]["parts"] = {"FSC": "34007.99", "FSE": "45992.01"}
    path.write_text(json.dumps(data))
    assert subprocess.run(script, check=False, capture_output=True).returncode == 1


def test_page_table_workbook_and_pdf_show_the_parts(
    listed: tuple[RankedList, list[Submission]], client: Client
) -> None:
    ranked_list, _sent = listed
    args = [ranked_list.call.code, 1]

    page = client.get(reverse("evaluation:list", args=args)).content.decode()
    answer = client.get(reverse("evaluation:list_csv", args=args))
    table = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    text = text_of(pdf_of(ranked_list.document))

    assert page.count("FSC: 34.008,00\xa0€") == 2
    assert "Il fondo FSE (57,49\xa0%) paga 114.980,00\xa0€." in page
    assert [row["assegnati_euro_FSC"] for row in table] == [
        "34008.00",
        "34008.00",
        "17004.00",
        "0.00",
        "0.00",
    ]
    assert table[0]["assegnati_euro_FSE"] == "45992.00"
    assert client.get(reverse("evaluation:list_sheet", args=[*args, "xlsx"])).status_code == 200
    assert client.get(reverse("evaluation:list_sheet", args=[*args, "ods"])).status_code == 200
    assert "FSE: 45.992,00 €" in text
    assert "Il fondo FSC (42,51 %) paga 85.020,00 €." in text
    assert "Dove più fondi pagano un lotto" in text


def test_without_several_funds_nothing_of_them_is_said(client: Client) -> None:
    ranked_list, _sent = short_list()
    args = [ranked_list.call.code, 1]

    page = client.get(reverse("evaluation:list", args=args)).content.decode()
    text = text_of(pdf_of(ranked_list.document))

    assert ranked_list.data["format"] == "wecare-ranked-list/1"
    assert all("parts" not in row and "cents" not in row for row in ranked_list.data["rows"])
    assert published.table_head(ranked_list) == published.CSV_HEAD
    assert "FSE:" not in page
    assert "più fondi" not in page + text
    assert list(lists_verification.problems_of(ranked_list)) == []


def test_on_a_scroll_what_was_held_stays_and_what_came_free_goes_on_with_its_funds(
    listed: tuple[RankedList, list[Submission]],
) -> None:
    ranked_list, sent = listed
    renounced(sent[0])

    after = scrolled(ranked_list)

    assert after.data["format"] == "wecare-ranked-list/5"
    assert after.data["rows"][0]["cents"] == [{"first": 8_000_001, "last": 16_000_000}]
    assert after.data["rows"][1]["cents"] == [
        {"first": 1, "last": 4_000_000},
        {"first": 16_000_001, "last": 20_000_000},
    ]
    assert parts(after) == [WHOLE, WHOLE, HALF, {}]
    assert list(lists_verification.problems_of(after)) == []
    entries, rules = scenarios.input_of(after)
    assert rules.divides
    assert entries[0].held_cents


def test_the_awards_of_a_decree_say_what_each_fund_pays_and_never_change(
    listed: tuple[RankedList, list[Submission]], client: Client
) -> None:
    ranked_list, sent = listed
    first = published_decree(ranked_list)
    renounced(sent[0])
    second = adopted_decree(scrolled(ranked_list))

    found = {(each.submission_id, each.decree_id): each for each in Award.objects.order_by("pk")}

    assert {key: each.parts for key, each in found.items()} == {
        (sent[0].pk, first.pk): WHOLE,
        (sent[1].pk, first.pk): WHOLE,
        (sent[2].pk, first.pk): HALF,
        (sent[2].pk, second.pk): WHOLE,
        (sent[3].pk, second.pk): HALF,
    }
    assert balance(f"reserved/FSE/FSE2/unica/{ranked_list.call.code}/T") == Decimal(0)
    assert (verification.decrees(), verification.awards(), problems()) == ([], [], [])
    assert second.act.context["facts"]["granted"][0]["parts"] == WHOLE
    award = found[sent[2].pk, second.pk]
    with pytest.raises(DatabaseError), transaction.atomic():
        Award.objects.filter(pk=award.pk).update(parts={"FSE": "80000.00"})


def test_an_award_whose_parts_are_not_those_of_the_list_is_refused(
    listed: tuple[RankedList, list[Submission]],
) -> None:
    decree = adopted_decree(listed[0])
    award = Award.objects.filter(decree=decree).order_by("pk")[0]
    award.pk = None
    award.parts = {"FSE": "80000.00"}

    with pytest.raises(DatabaseError, match="what the list of its decree says"):
        award.save()


def test_verification_finds_an_award_whose_funds_do_not_pay_it_all(
    listed: tuple[RankedList, list[Submission]],
) -> None:
    adopted_decree(listed[0])
    award = Award.objects.order_by("pk")[0]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE funding_award DISABLE TRIGGER USER")
        cursor.execute(
            'UPDATE funding_award SET parts = \'{"FSE": "1.00"}\' WHERE id = %s', [award.pk]
        )

    assert verification.awards() == [f"award {award.pk}: 80000.00, its funds pay 1.00"]
