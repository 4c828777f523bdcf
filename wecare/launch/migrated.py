"""A database as migrations leave it, made once: tests copy it, and so do the workers of one run.

It is kept as PostgreSQL's own dump, named by the digest of every migration, of what those are written with, of
the settings and the packages: when any of them changes, it is made again.
"""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from wecare.launch import postgres
from wecare.launch.environment import STAMP
from wecare.launch.places import APPS, CACHE, ROOT, LaunchError, digest_of, step
from wecare.launch.preparation import manage

NAME = "as_migrated"
KEPT = CACHE / "migrated"
FEW = 4  # dumps kept, so that changing branches costs nothing


def provide(variables: Mapping[str, str]) -> str:
    """Make the database on the server of these variables and answer its name; empty if it cannot be.

    Another server than our own (`DATABASE_URL` given) may lack the programs or the right: then every
    test database is migrated by itself, as Django does.
    """
    if os.environ.get("DATABASE_URL"):
        return ""
    programs = _programs()
    if programs is None:
        return ""
    address = variables["DATABASE_URL"]
    dump = KEPT / f"{_digest(programs)}.sql"
    run = _Programs(programs, address)
    run("psql", "-d", run.maintenance, "-c", f"CREATE DATABASE {NAME}")
    if dump.exists():
        run("psql", "-d", run.copy, "-f", str(dump))
        return NAME
    with step("Migrations, once for every test database"):
        manage("migrate", "-v0", variables={**variables, "DATABASE_URL": run.copy})
    _keep(run, dump)
    return NAME


class _Programs:
    """Programs of PostgreSQL on one server."""

    def __init__(self, folder: Path, address: str) -> None:
        self._folder = folder
        self.maintenance = re.sub(r"/[^/?]*\?", "/postgres?", address, count=1)
        self.copy = re.sub(r"/[^/?]*\?", f"/{NAME}?", address, count=1)

    def __call__(self, program: str, *arguments: str) -> None:
        """:raises LaunchError: if it fails."""
        quiet = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", os.devnull] if program == "psql" else []
        answer = subprocess.run(
            [str(self._folder / program), *quiet, *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode:
            raise LaunchError(f"{program} failed:\n{answer.stderr.strip()}")


def _programs() -> Path | None:
    """The folder of the programs of the server that `postgres.start` chooses, if whole."""
    found = postgres.candidates()
    if not found:
        return None
    folder = postgres.choose(found, None).folder
    whole = all(os.access(folder / name, os.X_OK) for name in ("psql", "pg_dump"))
    return folder if whole else None


def _digest(programs: Path) -> str:
    migrations = [path for app in APPS for path in (ROOT / app).rglob("migrations/*.py")]
    written_by = [ROOT / "wecare" / "core" / "triggers.py", ROOT / "wecare" / "settings.py"]
    return digest_of([*migrations, *written_by, STAMP, programs / "postgres"])[:24]


def _keep(run: _Programs, dump: Path) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in sorted(KEPT.glob("*.sql"), key=lambda path: path.stat().st_mtime)[:-FEW]:
        old.unlink(missing_ok=True)
    partial = dump.with_suffix(f".{os.getpid()}")
    run("pg_dump", "-d", run.copy, "--no-owner", "-f", str(partial))
    partial.rename(dump)
