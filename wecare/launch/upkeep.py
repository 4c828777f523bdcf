"""The smaller verbs: put in order, measure, write again, throw away."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from wecare.launch import environment, harness, portal, preparation
from wecare.launch import messages as catalogues
from wecare.launch.environment import INSTALLER
from wecare.launch.places import CACHE, NATIVE, PYTHON, REQUIREMENTS, ROOT, RUN, VENV, Command, say

PLATFORM = ("--python-version", "3.11", "--python-platform", "x86_64-manylinux_2_28")


def fix(arguments: Sequence[str]) -> int:
    """Put in order what tools can."""
    environment.ensure("dev")
    commands: list[list[str | Path]] = [
        [VENV / "bin" / "ruff", "check", "--fix", "--quiet", "."],
        [VENV / "bin" / "ruff", "format", "--quiet", "."],
    ]
    for command in commands:
        subprocess.run(command, cwd=ROOT, check=False)
    return 0


def bench(arguments: Sequence[str]) -> int:
    """Measure, on servers of its own that keep what they acknowledge, and print JSON."""
    with contextlib.redirect_stdout(sys.stderr), harness.servers(options=()) as variables:
        command: Command = [PYTHON, "-m", "benchmarks", *arguments]
        return _run(command, variables)


def lifecycles(arguments: Sequence[str]) -> int:
    """Draw the lifecycles from their tables."""
    with harness.servers() as variables:
        return _run([PYTHON, "manage.py", "lifecycles", *arguments], variables)


def messages(arguments: Sequence[str]) -> int:
    """Collect the texts of the sources into the catalogues."""
    environment.ensure("dev")
    catalogues.write(settings_without_servers())
    return 0


def lock(arguments: Sequence[str]) -> int:
    """Resolve the requirements again; `ARGS=--upgrade` takes newer versions."""
    environment.ensure("dev")
    for name, options in (("runtime", []), ("dev", ["-c", "runtime.txt"])):
        command: Command = [
            INSTALLER / "bin" / "uv",
            "pip",
            "compile",
            "--quiet",
            "--generate-hashes",
        ]
        files = [*options, f"{name}.in", "-o", f"{name}.txt"]
        subprocess.run([*command, *PLATFORM, *arguments, *files], cwd=REQUIREMENTS, check=True)
    return 0


def clean(arguments: Sequence[str]) -> int:
    """Remove what can be made again; the data of `make run` stay."""
    with not_running():
        _remove(VENV, NATIVE, CACHE, ROOT / "staticfiles", ROOT / "build")
        _remove(*ROOT.glob("locale/*/LC_MESSAGES/*.mo"), *ROOT.glob(".*_cache"))
        say("Removed what can be made again. The portal's data are still in .run.")
    return 0


def forget(arguments: Sequence[str]) -> int:
    """Remove the data of `make run`: database, files, letters, secret."""
    with not_running():
        for name in ("postgres", "postgres-socket", "redis"):
            link = RUN / name
            if link.is_symlink():
                shutil.rmtree(link.resolve().parent, ignore_errors=True)
        _remove(RUN)
        say("Removed .run: the next `make run` starts afresh.")
    return 0


@contextlib.contextmanager
def not_running() -> Iterator[None]:
    preparation.open_run_folder()
    with portal.alone():
        yield


def settings_without_servers() -> dict[str, str]:
    """Enough for Django commands that touch neither database nor broker."""
    nowhere = {"DATABASE_URL": "postgres:///nowhere", "REDIS_URL": "unix:///nowhere?db=0"}
    return {**os.environ, **harness.SETTINGS, **nowhere}


def _run(command: Sequence[str | Path], variables: dict[str, str]) -> int:
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **variables}, check=False
    ).returncode


def _remove(*paths: Path) -> None:
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
