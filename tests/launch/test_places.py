"""Stamps, digests and sockets."""

from pathlib import Path

import pytest

from wecare.launch.places import (
    LaunchError,
    digest_of,
    is_fresh,
    private_folder,
    set_stamp,
    socket_folder,
)


def test_a_digest_changes_with_a_name_and_with_a_byte(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    first = digest_of([tmp_path])

    (tmp_path / "a").write_text("two")
    second = digest_of([tmp_path])
    (tmp_path / "a").rename(tmp_path / "b")
    third = digest_of([tmp_path])

    assert len({first, second, third}) == 3


def test_a_digest_does_not_see_what_python_compiles(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("one")
    before = digest_of([tmp_path])

    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("compiled")

    assert digest_of([tmp_path]) == before


def test_a_stamp_is_fresh_until_the_digest_changes(tmp_path: Path) -> None:
    stamp = tmp_path / "stamps" / "thing"
    assert not is_fresh(stamp, "one")

    set_stamp(stamp, "one")

    assert is_fresh(stamp, "one")
    assert not is_fresh(stamp, "two")


@pytest.mark.parametrize("name", ["x" * 120, "con spazio", "città"])
def test_a_socket_goes_elsewhere_when_its_path_is_long_or_strange(
    tmp_path: Path, name: str
) -> None:
    chosen = socket_folder(tmp_path / name / "sockets", "redis.sock")

    assert chosen.is_relative_to("/tmp")  # noqa: S108 -- the place of last resort
    assert not chosen.is_relative_to(tmp_path)
    assert chosen.stat().st_mode & 0o777 == 0o700
    assert len(str(chosen / "redis.sock")) < 107


def test_a_socket_stays_beside_the_data_when_its_path_is_short(folder: Path) -> None:
    assert socket_folder(folder / "sockets", "redis.sock") == folder / "sockets"


def test_a_private_folder_that_is_a_link_is_refused(folder: Path) -> None:
    (folder / "theirs").mkdir()
    (folder / "link").symlink_to(folder / "theirs")

    with pytest.raises(LaunchError, match="belongs to someone else"):
        private_folder(folder / "link")
