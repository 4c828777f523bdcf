"""The register of grants: fed by acts in force, without natural persons' names, the same in each format."""

import csv
import io
import json
from base64 import b64decode
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
import tablib
from django.test import Client

from applicants.models import Organisation
from funding.actions import money
from funding.enums import ReductionKind
from funding.models import Award
from funding.queries.awards.standing import on_desk
from funding.queries.seeing import transparency
from funding.queries.seeing.transparency import Sought
from funding.resources.register import HEAD
from tests.factories.acts import external
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    officer,
    organised,
    published_list,
    submitted,
)
from tests.factories.funding import adopted_decree, ground, published_decree, written_decree
from wecare.core.digests import canonical

pytestmark = pytest.mark.django_db

HERE = "/trasparenza/"
FORMULA = "=cmd|' /C calc'!A0"
MARKUP = "<script>alert(1)</script>{{ settings.SECRET_KEY }}"
A_NAME = "Rossi Maria Concetta"
A_CODE = "RSSMRA80A41L219X"


def a_person(name: str = A_NAME, code: str = A_CODE) -> Organisation:
    """A firm that is one natural person."""
    found = organised(7_000_001, officer(), name=name)
    found.fiscal_code = code
    found.save(update_fields=["fiscal_code"])
    return found


def granted(*organisations: Organisation | str, requested: str = "20000.00") -> list[Award]:
    """An award for each, of one published decree, in their order."""
    call = call_under_evaluation()
    sent = [
        submitted(call, organisation=each, requested=requested, total_cost="100000.00")
        if isinstance(each, Organisation)
        else submitted(call, name=each, requested=requested, total_cost="100000.00")
        for each in organisations
    ]
    judged(call, dict.fromkeys(sent, GOOD))
    published_decree(published_list(call))
    found = {award.submission_id: award for award in on_desk()}
    return [found[each.pk] for each in sent]


def text_of(address: str = HERE) -> str:
    return bytes_of(address)[1].decode("utf-8-sig")


def bytes_of(address: str) -> tuple[Any, bytes]:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


def lines() -> list[dict[str, str]]:
    text = text_of(f"{HERE}contributi.csv")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def sheet() -> list[dict[str, Any]]:
    _answer, content = bytes_of(f"{HERE}contributi.ods")
    return tablib.Dataset().load(io.BytesIO(content), format="ods").dict


def test_page_csv_json_and_ods_have_the_same_rows() -> None:
    granted(FORMULA, MARKUP, "Associazione Gamma")

    rows = list(transparency.rows(Sought()))
    data = json.loads(text_of(f"{HERE}contributi.json"))
    page = text_of()

    bodies = [row.award.submission.title for row in rows]
    assert len(rows) == 3
    assert [line["progetto"] for line in lines()] == bodies
    assert [row["progetto"] for row in data["righe"]] == bodies
    assert [row["progetto"] for row in sheet()] == bodies
    assert sorted(bodies, key=page.index) == bodies
    assert [Decimal(line["concesso_euro"]) for line in lines()] == [row.amount for row in rows]
    assert [Decimal(str(row["concesso_euro"])) for row in sheet()] == [row.amount for row in rows]


def test_each_row_says_what_the_law_asks() -> None:
    (award,) = granted("Associazione Beta")

    (line,) = lines()

    assert tuple(line) == HEAD
    assert line["beneficiario"] == "Associazione Beta"
    assert line["codice_fiscale"] == award.organisation.fiscal_code
    assert line["atto"] == str(award.decree.act)
    assert line["atto_indirizzo"] == f"http://testserver/atti/{award.decree.act_id}/"
    assert line["ufficio"].startswith("A2203A – Politiche per le pari opportunità")
    assert line["responsabile"] == "Dott.ssa Anna Neri"
    assert line["bando_indirizzo"].endswith(f"/bandi/{award.decree.ranked_list.call.code}/")
    for name in ("bando", "graduatoria", "progetto", "atto"):
        address = line[f"{name}_indirizzo"].removeprefix("http://testserver")
        assert Client().get(address).status_code == 200, name


def test_a_spreadsheet_runs_no_cell_and_the_page_no_markup() -> None:
    granted(FORMULA, MARKUP)

    page, names = text_of(), {line["beneficiario"] for line in lines()}

    assert names == {f"'{FORMULA}", MARKUP}
    assert {row["beneficiario"] for row in sheet()} == names
    assert MARKUP not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("ending", ["csv", "json", "ods"])
def test_a_file_says_its_digest(ending: str) -> None:
    granted("Associazione Beta")

    answer, content = bytes_of(f"{HERE}contributi.{ending}")

    said = answer["Repr-Digest"].removeprefix("sha-256=:").removesuffix(":")
    assert b64decode(said) == sha256(content).digest()


def test_the_json_says_the_digest_of_its_rows() -> None:
    granted("Associazione Beta", "Associazione Gamma")

    data = json.loads(text_of(f"{HERE}contributi.json"))

    told = b"".join(canonical(row) + b"\n" for row in data["righe"])
    assert data["impronta"] == sha256(told).hexdigest()


def test_of_a_natural_person_neither_name_nor_code_is_said_nor_looked_in() -> None:
    person = a_person()
    (award,) = granted(person)
    pages = [text_of(), text_of(f"{HERE}{award.pk}/")]
    files = [text_of(f"{HERE}contributi.{ending}") for ending in ("csv", "json")]
    cells = str(sheet())

    for text in [*pages, *files, cells]:
        assert A_NAME not in text
        assert A_CODE not in text
        assert award.submission.protocol not in text
        assert "Nome non pubblicato" in text
    assert list(transparency.rows(Sought(text="Rossi"))) == []
    assert list(transparency.rows(Sought(text=A_CODE))) == []


def test_a_body_is_found_by_name_and_code() -> None:
    beta, _gamma = granted("Associazione Beta", "Associazione Gamma")

    for text in ("beta", beta.organisation.fiscal_code):
        assert [row.pk for row in transparency.rows(Sought(text=text))] == [beta.pk], text
    assert "Associazione Beta" not in text_of(f"{HERE}?cerca=nessuno")


def test_only_who_has_more_than_the_threshold_in_the_year_is_there() -> None:
    call = call_under_evaluation()
    twice = organised(8_000_000, officer(), name="Due volte")
    sent = [
        submitted(call, name="Al limite", requested="1000.00", total_cost="1250.00"),
        submitted(call, name="Un cento in più", requested="1000.01", total_cost="1250.02"),
        submitted(call, organisation=twice, requested="600.00", total_cost="750.00"),
    ]
    judged(call, dict.fromkeys(sent, GOOD))
    published_decree(published_list(call))
    other = call_under_evaluation()
    again = submitted(other, organisation=twice, requested="400.01", total_cost="500.02")
    judged(other, {again: GOOD})
    published_decree(published_list(other))

    found = sorted(row.beneficiary for row in transparency.rows(Sought()))

    assert found == ["Due volte", "Due volte", "Un cento in più"]


def test_what_no_act_says_is_not_there() -> None:
    call = call_under_evaluation()
    judged(call, {submitted(call): GOOD})
    written_decree(published_list(call))

    assert list(transparency.rows(Sought())) == []
    assert "Qui troverai i contributi concessi" in text_of()


def test_an_adopted_act_is_named_before_it_is_published_and_linked_after() -> None:
    call = call_under_evaluation()
    judged(call, {submitted(call): GOOD})
    adopted_decree(published_list(call))

    (line,) = lines()

    assert line["atto"].startswith("DD ")
    assert line["atto_indirizzo"] == ""


def test_what_was_cut_and_what_ended_is_told_with_its_act() -> None:
    cut, ended = granted("Ridotta", "Revocata")
    act, end = external(), external()
    money.reduce(
        award=cut,
        kind=ReductionKind.PARTIAL_REVOCATION,
        amount=Decimal("500.50"),
        reason="Spese non ammesse di persona nominata",
        ground=ground("r1", act=act),
        by=officer(),
    )
    money.end(award=ended, ground=ground("e1", act=end), by=manager())

    by_name = {line["beneficiario"]: line for line in lines()}

    assert by_name["Ridotta"]["ridotto_di_euro"] == "500.50"
    assert by_name["Ridotta"]["in_essere_euro"] == "19499.50"
    assert by_name["Ridotta"]["atti_di_riduzione"] == str(act)
    assert by_name["Revocata"]["finito_con"] == str(end)
    assert by_name["Revocata"]["in_essere_euro"] == "0.00"
    page = text_of(f"{HERE}{cut.pk}/")
    assert str(act) in page
    assert "persona nominata" not in page  # a reason may say of people what is nobody's business


def test_the_year_narrows_and_bad_input_narrows_nothing() -> None:
    (award,) = granted("Associazione Beta")
    year = award.granted_at.year

    assert "Associazione Beta" in text_of(f"{HERE}?anno={year}")
    assert "Associazione Beta" not in text_of(f"{HERE}?anno={year - 1}")
    for odd in ("anno=٢٠٢٦", "anno=99999", "anno=x", "dopo=x~y", "dopo=~1", "dopo=2026-13-45~1"):
        assert "Associazione Beta" in text_of(f"{HERE}?{odd}"), odd
    assert Client().get(f"{HERE}?cerca=%00&dopo=%00").status_code == 400
    assert Client().get(f"{HERE}contributi.exe").status_code == 404
    assert Client().get(f"{HERE}999999/").status_code == 404


def test_pages_follow_one_another_without_losing_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transparency, "PAGE", 2)
    awards = granted(*(f"Associazione {letter}" for letter in "ABCDE"))

    found, after = [], ""
    while True:
        page = transparency.page(Sought(), after=after)
        found += [row.pk for row in page.rows]
        if not (after := page.following):
            break

    assert sorted(found) == sorted(award.pk for award in awards)
    assert found == [row.pk for row in transparency.rows(Sought())]


def test_as_many_queries_for_twenty_rows_as_for_two(django_assert_max_num_queries: Any) -> None:
    def asked() -> int:
        with django_assert_max_num_queries(15) as counter:
            text_of()
        return len(counter)

    granted("Prima", "Seconda", requested="1500.00")
    few = asked()
    granted(*(f"Associazione {number}" for number in range(20)), requested="1500.00")

    assert asked() == few


def test_a_workbook_has_a_bound_and_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wecare.portal.views.transparency.MOST_IN_SHEET", 1)
    granted("Prima", "Seconda")

    answer = Client().get(f"{HERE}contributi.ods")

    assert answer.status_code == 409
    assert "scegli un anno" in answer.content.decode()
    assert len(lines()) == 2
