"""Debian packages: installed by root, or unpacked beside the project by anyone else."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from wecare.launch.places import is_root

QUIET = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}


def is_debian() -> bool:
    return bool(shutil.which("apt-get") and shutil.which("dpkg-deb"))


def install(packages: Sequence[str]) -> bool:
    """Install packages of the system, if this process may; True if they are there at the end."""
    if not (is_root() and is_debian()):
        return False
    command = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    if not _run(command):
        _run(["apt-get", "update", "--quiet"])
        return _run(command)
    return True


def unpack(packages: Sequence[str], into: Path) -> bool:
    """Download packages with what they need beyond this system, and unpack them in a folder."""
    if not is_debian():
        return False
    state = into / "apt"
    for folder in ("lists/partial", "archives/partial"):
        (state / folder).mkdir(parents=True, exist_ok=True)
    options = [] if _lists_are_there() else _own_lists(state)
    if options and not _run(["apt-get", *options, "update", "--quiet"]):
        return False
    missing = _closure(packages, options)
    if missing is None or not _run(["apt-get", *options, "download", *missing], state / "archives"):
        return False
    unpacked = all(
        _run(["dpkg-deb", "-x", str(archive), str(into)])
        for archive in sorted((state / "archives").glob("*.deb"))
    )
    shutil.rmtree(state, ignore_errors=True)
    return unpacked


def _lists_are_there() -> bool:
    return any(Path("/var/lib/apt/lists").glob("*_Packages*"))


def _own_lists(state: Path) -> list[str]:
    return [
        *("-o", f"Dir::State::lists={state}/lists"),
        *("-o", f"Dir::Cache={state}"),
        *("-o", "APT::Sandbox::User="),
        *("-o", "Debug::NoLocking=1"),
    ]


def _closure(packages: Sequence[str], options: Sequence[str]) -> list[str] | None:
    """The packages that installing these would add, these among them."""
    command = ["apt-get", *options, "install", "--simulate", "--no-install-recommends", *packages]
    answer = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **QUIET}
    )
    if answer.returncode:
        return None
    return re.findall(r"^Inst (\S+)", answer.stdout, re.MULTILINE)


def _run(command: Sequence[str], folder: Path | None = None) -> bool:
    answer = subprocess.run(
        command, cwd=folder, env={**os.environ, **QUIET}, capture_output=True, check=False
    )
    return answer.returncode == 0
