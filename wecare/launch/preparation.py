"""What is made once and again only when its sources change: messages, static files, data."""

import os
import secrets
import subprocess
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from wecare.launch.environment import STAMP
from wecare.launch.places import (
    APPS,
    CACHE,
    PYTHON,
    ROOT,
    RUN,
    LaunchError,
    digest_of,
    is_fresh,
    say,
    set_stamp,
    step,
)

STAMPS = CACHE / "stamps"
HASHED = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"  # no time to compress


def open_run_folder() -> None:
    RUN.mkdir(exist_ok=True)
    RUN.chmod(0o711)  # the database's account passes through; nobody else can list it


def messages() -> None:
    """Compile the catalogues that changed."""
    digest = digest_of(sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")))
    there = all(path.with_suffix(".mo").exists() for path in ROOT.glob("locale/*/LC_MESSAGES/*.po"))
    if there and is_fresh(STAMPS / "messages", digest):
        return
    with step("Message catalogues"):
        run_module("wecare.launch.messages", "compile", variables={})
    set_stamp(STAMPS / "messages", digest)


def static_files(variables: Mapping[str, str], target: Path) -> None:
    """Collect the static files with hashed names, if any of them or any package changed.

    Each target has a stamp of its own: what the tests collected says nothing of what is served.
    """
    digest = digest_of([ROOT / "static", STAMP, ROOT / "wecare" / "settings.py"])
    stamp = STAMPS / f"static-{sha256(str(target).encode()).hexdigest()[:12]}"
    if is_fresh(stamp, digest) and (target / "staticfiles.json").exists():
        return
    with step("Static files"):
        settings = {**variables, "STATIC_ROOT": str(target), "STATICFILES_BACKEND": HASHED}
        manage("collectstatic", "--noinput", "--clear", "-v0", variables=settings)
    set_stamp(stamp, digest)


def data(variables: Mapping[str, str], stamp: Path | None) -> None:
    """Migrate and load the programme and the demonstration; again when any source changed."""
    digest = digest_of([STAMP, *(ROOT / app for app in APPS)])
    if stamp and is_fresh(stamp, digest):
        return
    loaded = run_module("wecare.launch.loading", variables={**variables, "LOG_LEVEL": "WARNING"})
    say(loaded.rstrip())
    if stamp:
        set_stamp(stamp, digest)


def secret(path: Path) -> str:
    """The key that signs sessions, made once and readable by its owner alone."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        key = secrets.token_urlsafe(50)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(key)
        return key


def manage(*command: str, variables: Mapping[str, str]) -> str:
    """Run a command of Django's and answer what it printed.

    :raises LaunchError: if it fails.
    """
    return _run([str(PYTHON), "manage.py", *command], variables)


def run_module(module: str, *arguments: str, variables: Mapping[str, str]) -> str:
    return _run([str(PYTHON), "-m", module, *arguments], variables)


def _run(command: list[str], variables: Mapping[str, str]) -> str:
    answer = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        shown = " ".join(command[1:])
        raise LaunchError(f"`{shown}` failed:\n{(answer.stdout + answer.stderr).strip()}")
    return answer.stdout
