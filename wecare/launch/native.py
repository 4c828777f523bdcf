"""Libraries and tools that no wheel carries: Pango for WeasyPrint, gettext for translations."""

import ctypes
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from wecare.launch import debian
from wecare.launch.places import NATIVE, LaunchError, set_stamp, step

LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
)
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
DRIVER_PACKAGES = ("libatomic1", "libstdc++6")
COMPLETE = "complete"


def ensure() -> None:
    """Make WeasyPrint's libraries available to the processes started with `variables()`.

    :raises LaunchError: if they are neither on the system nor to be had.
    """
    if _system_has_them() or _is_complete("pango"):
        return
    with step("Libraries for PDF (Pango)"):
        installed = debian.install(PACKAGES) and _system_has_them()
        if not (installed or _unpack("pango", PACKAGES)):
            raise LaunchError(
                "WeasyPrint needs Pango, which is not on this machine and could not be fetched. "
                f"As root: apt-get install {' '.join(PACKAGES)}"
            )


def ensure_gettext() -> None:
    """Make xgettext, msgmerge and msguniq available on the `PATH` of `variables()`.

    :raises LaunchError: if they are neither on the system nor to be had.
    """
    if shutil.which("xgettext") or _is_complete("gettext"):
        return
    with step("Translation tools (gettext)"):
        if not (debian.install(["gettext"]) or _unpack("gettext", ["gettext"])):
            raise LaunchError("The translation tools are missing. As root: apt-get install gettext")


def ensure_driver() -> bool:
    """Make the libraries of Playwright's driver available; False if they are not to be had."""
    if _loads("libatomic.so.1", "libstdc++.so.6") or _is_complete("driver"):
        return True
    with step("Libraries for the browser's driver"):
        installed = debian.install(DRIVER_PACKAGES) and _loads("libatomic.so.1", "libstdc++.so.6")
        return installed or _unpack("driver", DRIVER_PACKAGES)


def variables() -> dict[str, str]:
    """The environment variables by which processes find what was unpacked here, if anything."""
    libraries = [str(folder) for folder in _library_folders()]
    programs = [str(folder) for folder in NATIVE.glob("*/usr/bin")]
    found = {}
    if libraries:
        found["LD_LIBRARY_PATH"] = _joined([*libraries, os.environ.get("LD_LIBRARY_PATH", "")])
    if programs:
        found["PATH"] = _joined([*programs, os.environ.get("PATH", os.defpath)])
    return found


def _joined(parts: list[str]) -> str:
    return os.pathsep.join(part for part in parts if part)


def _library_folders() -> Iterator[Path]:
    for pattern in ("*/usr/lib/*-linux-gnu*", "*/lib/*-linux-gnu*"):
        yield from sorted(NATIVE.glob(pattern))


def _system_has_them() -> bool:
    return _loads(*LIBRARIES)


def _loads(*names: str) -> bool:
    try:
        for name in names:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _is_complete(name: str) -> bool:
    return (NATIVE / name / COMPLETE).exists()


def _unpack(name: str, packages: tuple[str, ...] | list[str]) -> bool:
    folder = NATIVE / name
    shutil.rmtree(folder, ignore_errors=True)
    if not debian.unpack(packages, folder):
        return False
    set_stamp(folder / COMPLETE, " ".join(packages))
    return True
