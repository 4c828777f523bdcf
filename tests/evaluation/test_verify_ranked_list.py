"""Whether a published list is what its data give: by command, by file, behind the triggers."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from evaluation.models import RankedList
from evaluation.queries import verification
from tests.evaluation.test_money_in_the_browser import a_list
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    published_list,
    submitted,
)
from wecare.core.digests import canonical, sha256

pytestmark = pytest.mark.django_db

BEST = {**GOOD, "A1": "20.00"}


@pytest.fixture
def published(tmp_path: Path) -> tuple[RankedList, Path]:
    call = call_under_evaluation()
    judged(call, {submitted(call): GOOD, submitted(call): BEST})
    ranked_list = published_list(call)
    path = tmp_path / "graduatoria.json"
    path.write_bytes(canonical(ranked_list.data))
    return ranked_list, path


def test_a_list_is_recomputed_from_the_portal_and_from_its_file_alone(
    published: tuple[RankedList, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    ranked_list, path = published

    call_command("verify_ranked_list", str(ranked_list.pk))
    call_command("verify_ranked_list", ranked_list.call.code, "1")
    call_command("verify_ranked_list", str(path), digest=ranked_list.data_digest)

    assert capsys.readouterr().out.count("the list is what its data give") == 3


def test_a_file_that_was_touched_is_found_out(
    published: tuple[RankedList, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _ranked_list, path = published
    data = json.loads(path.read_text())
    data["rows"][0]["granted"] = "1.00"
    path.write_text(json.dumps(data))

    with pytest.raises(CommandError, match="differences"):
        call_command("verify_ranked_list", str(path))

    assert "granted" in capsys.readouterr().out


@pytest.mark.parametrize(
    "which",
    [["nothing.json"], ["999999"], ["no-call", "1"], ["a", "b"], ["a", "1", "2"]],
    ids=["no file", "no list", "no call", "no version", "too much"],
)
def test_what_is_not_there_is_said(which: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("verify_ranked_list", *which)


def test_rows_written_behind_the_triggers_are_found_by_verify(
    published: tuple[RankedList, Path],
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE evaluation_rankedrow SET granted = 1, outcome = 'partly_funded'")
        cursor.execute("SET LOCAL session_replication_role = origin")

    assert any("its data are not its rows" in each for each in verification.ranked_lists())


def test_the_script_is_served_beside_the_data_with_its_digest_and_runs_alone(
    published: tuple[RankedList, Path], client: Client
) -> None:
    ranked_list, path = published
    answer = client.get("/graduatorie/verifica/")
    script = path.with_name("verifica.py")
    script.write_bytes(b"".join(answer.streaming_content))  # type: ignore[arg-type]
    page = client.get(f"/graduatorie/{ranked_list.call.code}/{ranked_list.version}/")
    data = client.get(f"/graduatorie/{ranked_list.call.code}/{ranked_list.version}/json/")
    path.write_bytes(data.content)

    done = subprocess.run(
        [sys.executable, "-I", "-S", str(script), str(path), "--impronta", ranked_list.data_digest],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert sha256(script.read_bytes())[:12] in page.content.decode()


def test_a_list_whose_reasons_name_several_things_is_verified_too() -> None:
    ranked_list = a_list()  # its reasons name reserves, more than one in a fact

    assert any(
        isinstance(value, list)
        for row in ranked_list.data["rows"]
        for each in row["why"]
        for value in each["values"].values()
    )
    assert list(verification.problems_of(ranked_list)) == []
