"""What is made once, and again only when its sources change."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from wecare.launch import preparation


def test_static_files_of_the_tests_say_nothing_of_those_that_are_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, collected = tmp_path / "static", list[str]()
    source.mkdir()
    (source / "page.js").write_text("old")

    def collect(*_command: str, variables: Mapping[str, Any]) -> None:
        target = Path(variables["STATIC_ROOT"])
        target.mkdir(parents=True, exist_ok=True)
        (target / "staticfiles.json").write_text((source / "page.js").read_text())
        collected.append(str(target.relative_to(tmp_path)))

    monkeypatch.setattr(preparation, "manage", collect)
    monkeypatch.setattr(preparation, "ROOT", tmp_path)
    monkeypatch.setattr(preparation, "STAMPS", tmp_path / "stamps")
    served, tried = tmp_path / "staticfiles", tmp_path / "cache" / "staticfiles"

    for target in (served, tried, served):
        preparation.static_files({}, target)
    (source / "page.js").write_text("new")
    for target in (tried, served):
        preparation.static_files({}, target)

    assert collected == ["staticfiles", "cache/staticfiles", "cache/staticfiles", "staticfiles"]
    assert (served / "staticfiles.json").read_text() == "new"
