"""`make check`: everything a tool can say about the repository, one line each."""

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from wecare.launch import harness
from wecare.launch import messages as catalogues
from wecare.launch.places import PYTHON, ROOT, VENV, LaunchError, say

BIN = VENV / "bin"
SHOWN = 80  # lines of what a tool says
MANAGE: tuple[str | Path, ...] = (PYTHON, "manage.py")
DEPLOYED = {
    "HTTPS": "true",
    "BEHIND_PROXY": "true",
    "ALLOWED_HOSTS": "portal.example",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
COMMANDS: dict[str, tuple[str | Path, ...]] = {
    "format": (BIN / "ruff", "format", "--check", "--quiet", "."),
    "lint": (BIN / "ruff", "check", "--quiet", "."),
    "types": (
        BIN / "mypy",
        "--no-error-summary",
        "wecare",
        "calls",
        "applicants",
        "evaluation",
        "funding",
    ),
    "import contracts": (BIN / "lint-imports", "--no-cache"),
    "migrations complete": (*MANAGE, "makemigrations", "--check", "--dry-run", "-v1"),
    "migrations apply": (*MANAGE, "migrate", "--noinput", "-v0"),
    "settings fit for deployment": (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
    "templates linted": (BIN / "djlint", "templates", "--lint"),
    "lifecycle diagrams current": (*MANAGE, "lifecycles", "--check"),
    "publiccode.yml valid": (PYTHON, "-m", "wecare.launch.publiccode"),
}


def run(arguments: Sequence[str]) -> int:
    """Run every check, or those whose name contains a word given; 0 if all are content.

    :raises LaunchError: if what they need cannot be provided.
    """
    with harness.servers() as variables:
        checks: dict[str, Callable[[], str]] = {
            name: _command(command, _variables(name, variables))
            for name, command in COMMANDS.items()
        }
        checks["translations complete"] = _translations(variables)
        wanted = [name for name in checks if not arguments or any(a in name for a in arguments)]
        failed = [name for name in wanted if not _passes(name, checks[name])]
    say(f"{len(wanted) - len(failed)} of {len(wanted)} checks passed.")
    if failed:
        say(f"Failed: {', '.join(failed)}.  `make fix` puts some of it in order.")
    return 1 if failed else 0


def _variables(name: str, variables: Mapping[str, str]) -> Mapping[str, str]:
    return {**variables, **DEPLOYED} if name == "settings fit for deployment" else variables


def _command(command: Sequence[str | Path], variables: Mapping[str, str]) -> Callable[[], str]:
    def check() -> str:
        answer = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            check=False,
        )
        return (answer.stdout + answer.stderr or "failed") if answer.returncode else ""

    return check


def _translations(variables: Mapping[str, str]) -> Callable[[], str]:
    def check() -> str:
        try:
            catalogues.check({**os.environ, **variables})
        except LaunchError as refusal:
            return str(refusal)
        return ""

    return check


def _passes(name: str, check: Callable[[], str]) -> bool:
    started = time.monotonic()
    problem = check()
    say(f"  {'FAIL' if problem else 'ok  '}  {name:<40} {time.monotonic() - started:6.1f} s")
    if problem:
        lines = problem.rstrip().splitlines()
        say("\n".join(lines[:SHOWN]))
        say(f"… and {len(lines) - SHOWN} lines more\n" if len(lines) > SHOWN else "")
    return not problem
