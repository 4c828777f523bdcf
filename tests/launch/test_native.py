"""Libraries that no wheel carries."""

import os
from pathlib import Path

import pytest

from wecare.launch import debian, native
from wecare.launch.places import LaunchError


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without Pango, where nothing can be installed."""
    monkeypatch.setattr(native, "NATIVE", tmp_path)
    monkeypatch.setattr(native, "_system_has_them", lambda: False)
    monkeypatch.setattr(debian, "install", lambda packages: False)
    monkeypatch.setattr(debian, "unpack", lambda packages, into: False)
    return tmp_path


def test_where_nothing_can_be_had_the_command_to_run_is_told(nowhere: Path) -> None:
    with pytest.raises(LaunchError, match=r"As root: apt-get install libpango-1\.0-0"):
        native.ensure()


def test_what_was_unpacked_beside_the_project_is_found_by_the_processes(nowhere: Path) -> None:
    libraries = nowhere / "pango" / "usr" / "lib" / "x86_64-linux-gnu"
    programs = nowhere / "gettext" / "usr" / "bin"
    libraries.mkdir(parents=True)
    programs.mkdir(parents=True)

    found = native.variables()

    assert found["LD_LIBRARY_PATH"].split(os.pathsep)[0] == str(libraries)
    assert found["PATH"].split(os.pathsep)[0] == str(programs)
    assert found["PATH"].endswith(os.environ["PATH"])


def test_a_half_unpacked_library_is_unpacked_again(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (nowhere / "pango").mkdir()
    unpacked = []
    monkeypatch.setattr(debian, "unpack", lambda packages, into: unpacked.append(into) or True)

    native.ensure()
    native.ensure()

    assert unpacked == [nowhere / "pango"]
