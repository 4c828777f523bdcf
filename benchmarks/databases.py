"""Databases of the run's own, beside the one given, dropped at its end."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg
from django.db import connection
from psycopg import sql

from wecare.launch.places import ROOT


class Cluster:
    """The server of DATABASE_URL: makes databases, and drops those it made."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._prefix = f"wecare_bench_{secrets.token_hex(4)}"
        self._made: list[str] = []

    def create(self, name: str, *, like: str | None = None) -> str:
        """Make a database, empty or as another one is; answers its address."""
        full = f"{self._prefix}_{name}"
        template = f"{self._prefix}_{like}" if like else "template0"
        self._execute("CREATE DATABASE {} TEMPLATE {}", full, template)
        self._made.append(full)
        return self._address(full)

    def drop(self, name: str) -> None:
        full = f"{self._prefix}_{name}"
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", full)
        self._made.remove(full)

    def drop_all(self) -> None:
        for full in tuple(self._made):
            self.drop(full.removeprefix(f"{self._prefix}_"))

    def settings(self) -> dict[str, str]:
        """What decides how much the server's promises cost it."""
        names = ("server_version", "fsync", "synchronous_commit", "full_page_writes")
        with self._connect() as connection:
            rows = [
                connection.execute("SELECT current_setting(%s)", [name]).fetchone()
                for name in (*names, "shared_buffers")
            ]
        return {
            name: row[0] for name, row in zip((*names, "shared_buffers"), rows, strict=True) if row
        }

    def _execute(self, statement: str, *names: str) -> None:
        with self._connect() as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(self._url, autocommit=True)

    def _address(self, database: str) -> str:
        return urlunsplit(urlsplit(self._url)._replace(path=f"/{database}"))


def server_process() -> psutil.Process | None:
    """The first process of the server that Django asks, if it runs on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), inet_server_addr() IS NULL")
        pid, is_local = cursor.fetchone()
    return psutil.Process(pid).parent() if is_local else None


@contextmanager
def cluster() -> Iterator[Cluster]:
    """The server given, with a migrated database named ``migrated`` to make others from."""
    found = Cluster(os.environ["DATABASE_URL"])
    try:
        address = found.create("migrated")
        command = [sys.executable, "manage.py", "migrate", "--noinput", "-v0"]
        run(command, {"DATABASE_URL": address})
        yield found
    finally:
        found.drop_all()


def run(command: list[str], variables: Mapping[str, str]) -> str:
    """What the command printed; its complaints go where ours go."""
    answer = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **variables}, check=True, stdout=subprocess.PIPE
    )
    return answer.stdout.decode()
