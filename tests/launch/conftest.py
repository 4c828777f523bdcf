"""Folders that the servers' account can enter, as those of a project can."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from wecare.launch.processes import Household


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the server's account may enter, unlike pytest's own."""
    path = Path(tempfile.mkdtemp(prefix="wecare-launch-", dir="/tmp"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def household(folder: Path) -> Iterator[Household]:
    home = Household(folder / "logs")
    yield home
    home.stop()
