"""The virtual environment, from the locked requirements with their hashes."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from wecare.launch.places import (
    CACHE,
    PYTHON,
    REQUIREMENTS,
    VENV,
    Command,
    LaunchError,
    digest_of,
    is_fresh,
    say,
    set_stamp,
    step,
)

INSTALLER = CACHE / "installer"
STAMP = VENV / ".locked"


def ensure(wanted: str) -> None:
    """Make .venv hold exactly the locked set `wanted` ("runtime" or "dev", which contains it).

    :raises LaunchError: if Python is too old, lacks venv, or the packages cannot be had.
    """
    if not _is_installed(wanted):
        _refuse_unfit_python()
        with step("Python packages"):
            _install(wanted)


def compile_once(variables: MutableMapping[str, str]) -> None:
    """Let the processes of these variables keep what Python compiles, out of the way, for the next.

    Packages come without compiled modules, and each process would compile hundreds of them again.
    """
    variables.setdefault("PYTHONPYCACHEPREFIX", str(CACHE / "bytecode"))
    variables.pop("PYTHONDONTWRITEBYTECODE", None)


def _is_installed(wanted: str) -> bool:
    acceptable = ("dev",) if wanted == "dev" else ("runtime", "dev")
    return PYTHON.exists() and any(is_fresh(STAMP, lock_digest(name)) for name in acceptable)


def lock_digest(name: str) -> str:
    return f"{name} {digest_of([REQUIREMENTS / f'{name}.txt'])}"


def _refuse_unfit_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 -- whoever runs an older one should read why
        raise LaunchError(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.")
    if importlib.util.find_spec("ensurepip") is None:
        raise LaunchError("Python's venv is missing: as root, `apt-get install python3-venv`.")


def _install(wanted: str) -> None:
    say(f"  Installing the {wanted} packages of requirements/{wanted}.txt …")
    pip = _pip()
    uv = _uv(pip)
    if not PYTHON.exists():
        shutil.rmtree(VENV, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", VENV], check=True)
    STAMP.unlink(missing_ok=True)
    lock = REQUIREMENTS / f"{wanted}.txt"
    if not (uv and _sync_with_uv(uv, pip, lock)):
        _install_with_pip(pip, lock)
    set_stamp(STAMP, lock_digest(wanted))


def _pip() -> Path:
    """Pip in an environment of its own, so that .venv holds the locked set and nothing else."""
    pip = INSTALLER / "bin" / "pip"
    if (
        subprocess.run([pip, "--version"], capture_output=True, check=False).returncode
        if pip.exists()
        else True
    ):
        shutil.rmtree(INSTALLER, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", INSTALLER], check=True)
    return pip


def _uv(pip: Path) -> Path | None:
    uv = INSTALLER / "bin" / "uv"
    lock = REQUIREMENTS / "uv.txt"
    if uv.exists() and is_fresh(INSTALLER / ".uv", digest_of([lock])):
        return uv
    command: Command = [
        pip,
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
    ]
    if subprocess.run([*command, "-r", lock], check=False).returncode:
        say("  uv is not to be had here; going on with pip.")
        return None
    set_stamp(INSTALLER / ".uv", digest_of([lock]))
    return uv


def _sync_with_uv(uv: Path, pip: Path, lock: Path) -> bool:
    listed = subprocess.run([pip, "config", "list"], capture_output=True, text=True, check=False)
    options, variables = uv_settings(listed.stdout, os.environ)
    command: Command = [
        uv,
        "pip",
        "sync",
        "--quiet",
        "--python",
        PYTHON,
        "--require-hashes",
        *options,
        lock,
    ]
    environment = {**os.environ, **variables, "UV_NO_PROGRESS": "1"}
    if not os.access(Path.home(), os.W_OK):
        environment.setdefault("UV_CACHE_DIR", str(CACHE / "uv"))
    if subprocess.run(command, env=environment, check=False).returncode:
        say("  uv could not install the packages; going on with pip.")
        return False
    return True


def _install_with_pip(pip: Path, lock: Path) -> None:
    command: Command = [
        pip,
        "--python",
        PYTHON,
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    if subprocess.run([*command, "--require-hashes", "-r", lock], check=False).returncode:
        raise LaunchError(
            f"The packages of {lock.name} could not be installed: the lines above say why. "
            "The package index must be reachable (pip's configuration is followed)."
        )


def uv_settings(pip_config: str, environ: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    """Say to uv what the machine's pip configuration says to pip, which uv does not read."""
    settings = _parse(pip_config)
    options: list[str] = []
    if "index-url" in settings and "UV_DEFAULT_INDEX" not in environ:
        options += ["--default-index", settings["index-url"]]
    if "UV_INDEX" not in environ:
        for address in settings.get("extra-index-url", "").split():
            options += ["--index", address]
    for folder in settings.get("find-links", "").split():
        options += ["--find-links", folder]
    for host in settings.get("trusted-host", "").split():
        options += ["--allow-insecure-host", host]
    if settings.get("no-index", "").lower() in {"1", "true", "yes", "on"}:
        options += ["--no-index"]
    if "--index" in options:  # as pip does; the hashes leave no room for a stranger's package
        options += ["--index-strategy", "unsafe-best-match"]
    variables = {}
    if "cert" in settings and "SSL_CERT_FILE" not in environ:
        variables["SSL_CERT_FILE"] = settings["cert"]
    if "proxy" in settings and "HTTPS_PROXY" not in environ:
        variables |= {"HTTPS_PROXY": settings["proxy"], "HTTP_PROXY": settings["proxy"]}
    return options, variables


def _parse(pip_config: str) -> dict[str, str]:
    found: dict[str, dict[str, str]] = {"global": {}, "install": {}, ":env:": {}}
    for line in pip_config.splitlines():
        key, separator, value = line.partition("=")
        section, _, name = key.strip().rpartition(".")
        if separator and section in found:
            found[section][name] = str(ast.literal_eval(value.strip()))
    return found["global"] | found["install"] | found[":env:"]
