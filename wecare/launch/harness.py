"""Servers that forget everything, for tests and checks: made in a temporary folder, then gone."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from wecare.launch import accounts, environment, native, postgres, preparation, redis
from wecare.launch.places import RUN, say
from wecare.launch.processes import Household

SETTINGS = {
    "SECRET_KEY": "only-for-tests-and-checks-never-for-a-portal-that-people-reach",
    "HTTPS": "false",
    "DEBUG": "false",
    "DEMONSTRATION": "false",
    "LOG_LEVEL": "WARNING",
    "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
    "SITE_ADDRESS": "http://localhost:8000",
    "PAYER_IBAN": "IT60X0542811101000000123456",  # the example of the Italian standard
}


@contextlib.contextmanager
def servers(options: Sequence[str] = postgres.FORGETFUL) -> Iterator[dict[str, str]]:
    """The variables by which Django finds a fresh PostgreSQL and Redis, until the block ends.

    `options` are PostgreSQL's; without any, it keeps what it acknowledged as in production.

    :raises LaunchError: if something they need cannot be provided.
    """
    environment.ensure("dev")
    native.ensure()
    preparation.messages()
    preparation.open_run_folder()
    with _temporary_folder() as folder:
        household = Household(folder / "logs")
        try:
            yield {**native.variables(), **SETTINGS, **_start(household, folder, options)}
        finally:
            household.stop()


def _start(household: Household, folder: Path, options: Sequence[str]) -> dict[str, str]:
    found = {"FILE_STORE": str(folder / "files"), "EMAIL_FILE_PATH": str(folder / "mail")}
    database = partial(postgres.start, options=options)
    for name, start in (("DATABASE_URL", database), ("REDIS_URL", redis.start)):
        if os.environ.get(name):
            say(f"  {name} is set: using it.")
            found[name] = os.environ[name]
        else:
            found[name], server = start(household, folder)
            say(f"  {server}, to be thrown away.")
    return found


@contextlib.contextmanager
def _temporary_folder() -> Iterator[Path]:
    """A folder that the server's account can enter too, and that goes away with what it holds."""
    account = accounts.server_account()
    places = [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp"), RUN]  # noqa: S108 -- only names; the folder made there is private
    place = next(place for place in places if place.is_dir() and accounts.can_enter(account, place))
    folder = Path(tempfile.mkdtemp(prefix="wecare-", dir=place))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
