"""The kernel's commands and its logs."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
import structlog
from django.core.management import CommandError, call_command

from tests.factories.core import StoredFileFactory
from wecare.core import logs, store, verification
from wecare.core.management.commands import lifecycles


@pytest.mark.django_db
def test_a_portal_where_everything_holds_is_verified(capsys: Any) -> None:
    StoredFileFactory()

    call_command("verify")

    lines = capsys.readouterr().out.splitlines()
    assert {"core.chain: ok", "core.documents: ok", "core.files: ok"} <= set(lines)


@pytest.mark.django_db
def test_what_does_not_hold_is_told_and_the_command_fails(capsys: Any) -> None:
    stored = StoredFileFactory()
    store.path_of(stored).unlink()

    with pytest.raises(CommandError, match=r"1 problems\.") as failure:
        call_command("verify")

    assert failure.value.returncode == 1
    assert "core.files: 1" in capsys.readouterr().out.splitlines()


def test_two_checks_never_share_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "_checks", {})
    verification.register("test.check", list)
    verification.register("test.check", list)

    with pytest.raises(ValueError, match=r"test\.check"):
        verification.register("test.check", lambda: ["broken"])

    assert verification.run_all() == {"test.check": []}


def test_the_diagrams_are_written_from_the_tables(tmp_path: Path, settings: Any) -> None:
    settings.BASE_DIR = tmp_path

    with pytest.raises(CommandError, match="not current"):
        call_command("lifecycles", check=True)
    call_command("lifecycles")
    call_command("lifecycles", check=True)

    text = (tmp_path / "docs" / "reference" / "lifecycles.md").read_text()
    assert "## document (core)" in text
    assert "    pending --> rendered: render\n" in text


def test_each_lifecycle_is_drawn_once() -> None:
    names = [(label, lifecycle.name) for label, lifecycle in lifecycles.tables()]

    assert len(names) == len(set(names))
    assert ("core", "document") in names


@pytest.fixture
def restored_logging() -> Any:
    root = logging.getLogger()
    kept = (root.handlers[:], root.level)
    yield
    root.handlers[:], root.level = kept


def test_logs_are_one_json_object_a_line(restored_logging: None, capsys: Any) -> None:
    logs.configure({"level": "INFO", "as_json": True})

    with structlog.contextvars.bound_contextvars(request_id="abc"):
        structlog.get_logger("test").info("call.published", call=7)
        logging.getLogger("elsewhere").warning("Plain %s", "words")

    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert (first["event"], first["call"], first["request_id"]) == ("call.published", 7, "abc")
    assert (second["event"], second["level"], second["request_id"]) == (
        "Plain words",
        "warning",
        "abc",
    )
