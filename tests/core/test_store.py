"""The store of files."""

import stat
from typing import Any, Never

import pytest

from tests.factories.core import StoredFileFactory
from wecare.core import store
from wecare.core.digests import sha256
from wecare.core.models import StoredFile

pytestmark = pytest.mark.django_db


def test_a_file_is_known_by_what_it_holds(settings: Any) -> None:
    stored = store.put(b"contenuto", media_type="text/plain")

    assert stored.digest == sha256(b"contenuto")
    assert store.read(stored) == b"contenuto"
    assert stored.size == 9
    assert store.path_of(stored) == settings.FILE_STORE / stored.digest[:2] / stored.digest[2:]


def test_the_same_bytes_are_one_file() -> None:
    first = store.put(b"uguale", media_type="text/plain")
    second = store.put(b"uguale", media_type="application/pdf")

    assert first == second
    assert StoredFile.objects.count() == 1
    assert len(list(store.path_of(first).parent.iterdir())) == 1


def test_nobody_writes_over_a_file() -> None:
    stored = StoredFileFactory()

    assert stat.S_IMODE(store.path_of(stored).stat().st_mode) == 0o440


def test_a_damaged_file_is_never_given_out() -> None:
    stored = StoredFileFactory(content=b"vero")
    _overwrite(stored, b"falso")

    with pytest.raises(store.FileLost, match="non è più quello"):
        store.read(stored)


def test_a_damaged_file_heals_when_it_is_put_again() -> None:
    stored = StoredFileFactory(content=b"vero")
    _overwrite(stored, b"falso")

    store.put(b"vero", media_type="application/pdf")

    assert store.read(stored) == b"vero"


def test_verification_finds_what_is_missing_and_what_is_changed() -> None:
    good, changed, missing = (StoredFileFactory() for _ in range(3))
    assert store.verify() == []

    _overwrite(changed, b"altro")
    store.path_of(missing).unlink()

    problems = store.verify()
    assert len(problems) == 2
    assert {stored.digest for stored in (changed, missing)} == {
        problem.split()[2] for problem in problems
    }
    assert good.digest not in "".join(problems)


def test_a_write_that_breaks_leaves_nothing_behind(monkeypatch: Any, settings: Any) -> None:
    def full_disk(_handle: Any) -> Never:
        raise OSError("No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)

    with pytest.raises(OSError, match="No space"):
        store.put(b"contenuto", media_type="text/plain")

    assert [path for path in settings.FILE_STORE.rglob("*") if path.is_file()] == []
    assert StoredFile.objects.count() == 0


def _overwrite(stored: Any, content: Any) -> None:
    path = store.path_of(stored)
    path.chmod(0o640)
    path.write_bytes(content)
