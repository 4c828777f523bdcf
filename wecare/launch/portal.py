"""`make run`: the whole portal on this machine, until Ctrl-C."""

import contextlib
import fcntl
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from wecare.launch import environment, native, postgres, preparation, redis
from wecare.launch.places import PYTHON, ROOT, RUN, VENV, Command, LaunchError, say, step, stop_with
from wecare.launch.processes import Household

HOST = "127.0.0.1"
FIRST_PORT = 8000
PATIENCE = 60
OK = 200


def run(arguments: Sequence[str]) -> int:
    """Start everything, say where it is, and stop it all at Ctrl-C.

    :raises LaunchError: if something it needs cannot be provided.
    """
    started = time.monotonic()
    preparation.open_run_folder()
    with alone(), _foreground():
        with ThreadPoolExecutor() as pool:  # while packages come, libraries come too
            libraries = pool.submit(native.ensure)
            environment.ensure("runtime")
            libraries.result()
        household = Household(RUN / "logs")
        try:
            address, logins = _start(household)
            _announce(address, logins, time.monotonic() - started)
            return _stay(household)
        except KeyboardInterrupt:
            say("\nStopping what was started here …")
            return 0
        finally:
            _stop_without_hurry(household)


def _start(household: Household) -> tuple[str, str]:
    port = free_port(int(os.environ.get("PORT", FIRST_PORT)))
    address = f"http://{HOST}:{port}"
    variables = {**native.variables(), **_settings(address)}
    stamp = _start_servers(household, variables)
    preparation.messages()
    with ThreadPoolExecutor() as pool:  # two cores, two things at once
        static = Path(variables["STATIC_ROOT"])
        collected = pool.submit(preparation.static_files, variables, static)
        preparation.data(variables, stamp)
        collected.result()
    with step("Web server and worker"), ThreadPoolExecutor() as pool:
        _start_portal(household, port, variables)
        logins = pool.submit(preparation.manage, "demo_logins", variables=variables)
        wait_for(f"{address}/readyz", household)
    return address, logins.result()


def _settings(address: str) -> dict[str, str]:
    """What the portal is told, unless the environment says otherwise."""
    chosen = {
        "SECRET_KEY": preparation.secret(RUN / "secret"),
        "HTTPS": "false",
        "DEMONSTRATION": "true",
        "SITE_ADDRESS": address,
        "FILE_STORE": str(RUN / "files"),
        "STATIC_ROOT": str(ROOT / "staticfiles"),
        "STATICFILES_BACKEND": preparation.HASHED,
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(RUN / "mail"),
        "PYTHONUNBUFFERED": "1",
    }
    for name in ("FILE_STORE", "EMAIL_FILE_PATH"):
        Path(chosen[name]).mkdir(mode=0o700, exist_ok=True)
    return {name: os.environ.get(name, value) for name, value in chosen.items()}


def _start_servers(household: Household, variables: dict[str, str]) -> Path | None:
    """Provide the database and the broker; answers the stamp of the data kept here, if any."""
    stamp = None
    if given := os.environ.get("DATABASE_URL"):
        variables["DATABASE_URL"] = given
        say("  DATABASE_URL is set: using that database.")
    else:
        home = postgres.home_of(RUN)
        stamp = home / "postgres.loaded"
        if postgres.data_major(home / "postgres") is None:
            stamp.unlink(missing_ok=True)
        with step("Database"):
            variables["DATABASE_URL"], name = postgres.start(household, home)
        say(f"  {name}, data in .run/postgres")
    if given := os.environ.get("REDIS_URL"):
        variables["REDIS_URL"] = given
        say("  REDIS_URL is set: using that Redis.")
    else:
        variables["REDIS_URL"], name = redis.start(household, RUN)
        say(f"  {name}")
    return stamp


def _start_portal(household: Household, port: int, variables: Mapping[str, str]) -> None:
    celery: Command = [
        VENV / "bin" / "celery",
        "-A",
        "wecare.celery",
        "worker",
        "--beat",
        "-c",
        "2",
    ]
    schedule: Command = [
        "--schedule",
        RUN / "beat-schedule",
        "--loglevel",
        "INFO",
        "--without-mingle",
    ]
    household.start("worker", [PYTHON, *celery, *schedule], variables=variables)
    gunicorn: Command = [
        VENV / "bin" / "gunicorn",
        "--config",
        ROOT / "deploy" / "gunicorn.conf.py",
    ]
    household.start(
        "web",
        [PYTHON, *gunicorn, "--bind", f"{HOST}:{port}", "wecare.wsgi"],
        variables=variables,
    )


def free_port(first: int) -> int:
    """The first port of a hundred that nobody listens on.

    :raises LaunchError: if all are taken.
    """
    for port in range(first, first + 100):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((HOST, port))
            except OSError:
                continue
            return port
    raise LaunchError(f"Ports {first} to {first + 99} are all taken: choose another with PORT=…")


def wait_for(address: str, household: Household, patience: float = PATIENCE) -> None:
    """Return when the address answers 200.

    :raises LaunchError: if a process ends, or the answer does not come in time.
    """
    deadline = time.monotonic() + patience
    answer = "nothing"
    while time.monotonic() < deadline:
        if fallen := household.fallen():
            raise LaunchError(f"{fallen.name} stopped. Its log says:\n{fallen.last_words()}")
        try:
            with urllib.request.urlopen(address, timeout=5) as reply:  # noqa: S310 -- our own
                if reply.status == OK:
                    return
        except urllib.error.HTTPError as refusal:
            answer = f"{refusal.code} {refusal.read(2000).decode(errors='replace')}"
        except OSError as refusal:
            answer = str(refusal)
        time.sleep(0.1)
    raise LaunchError(f"{address} is not ready after {patience:.0f} s; it answers: {answer}")


def _announce(address: str, logins: str, seconds: float) -> None:
    say(f"\nWE.CA.RE. is at {address}   (ready after {seconds:.0f} s; logs in .run/logs)\n")
    say(logins.rstrip())
    say("\nCtrl-C stops it; the data stay for the next time.")


def _stay(household: Household) -> int:
    while True:
        if fallen := household.fallen():
            return stop_with(f"{fallen.name} stopped. Its log says:\n{fallen.last_words()}")
        time.sleep(0.5)


def _stop_without_hurry(household: Household) -> None:
    """Stop all even if Ctrl-C is pressed again."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    household.stop()


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Hold the lock of this copy of the project; the kernel frees it however we end.

    :raises LaunchError: if another `make run` holds it.
    """
    with (RUN / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            lock.seek(0)
            raise LaunchError(
                f"This copy of the portal runs already (process {lock.read().strip()})."
            ) from taken
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextlib.contextmanager
def _foreground() -> Iterator[None]:
    """At a terminal, have Ctrl-C reach this process alone, so that `make` can end well."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        yield
        return
    before = os.tcgetpgrp(terminal)
    if before != os.getpgrp():  # in the background: leave the terminal alone
        os.close(terminal)
        yield
        return
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    os.setpgid(0, 0)
    os.tcsetpgrp(terminal, os.getpgrp())
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.tcsetpgrp(terminal, before)
        os.close(terminal)
