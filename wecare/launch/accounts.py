"""Which user of the system a server runs as: PostgreSQL refuses to be root."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from wecare.launch.places import RUN, fingerprint, is_root


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    uid: int
    gid: int


def server_account() -> Account | None:
    """Nobody in particular for a plain user; for root, an account without privileges."""
    if not is_root():
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    return Account("65534", 65534, 65534)


def account_owning(path: Path) -> Account | None:
    """The account that made a data directory, which must go on using it."""
    owner = path.stat()
    if not is_root() or owner.st_uid == 0:
        return server_account()
    return Account(str(owner.st_uid), owner.st_uid, owner.st_gid)


def can_enter(account: Account | None, folder: Path) -> bool:
    """Whether every folder down to this one lets the account through."""
    if account is None:
        return True
    return all(_lets_through(account, step) for step in (folder, *folder.parents))


def _lets_through(account: Account, folder: Path) -> bool:
    try:
        facts = folder.stat()
    except FileNotFoundError:
        return True  # it is still to be made, and will be made fit
    if facts.st_uid == account.uid:
        return bool(facts.st_mode & stat.S_IXUSR)
    if facts.st_gid == account.gid:
        return bool(facts.st_mode & stat.S_IXGRP)
    return bool(facts.st_mode & stat.S_IXOTH)


def state_folder(account: Account | None) -> Path:
    """.run, or a folder of the system's where the account cannot enter the project."""
    if can_enter(account, RUN):
        return RUN
    return Path("/var/lib") / f"wecare-{fingerprint()}"


def give(path: Path, account: Account | None) -> None:
    if account is not None:
        os.chown(path, account.uid, account.gid)


def open_up(folder: Path) -> None:
    """Let everyone read a tree of programs, whatever the umask it was written with."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o444))
            if path.stat().st_mode & stat.S_IXUSR:
                path.chmod(path.stat().st_mode | 0o111)
