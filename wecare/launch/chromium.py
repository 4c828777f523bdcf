"""The browser of the browser tests: found on the machine, else installed by root."""

import os
import shutil

from wecare.launch import debian, native
from wecare.launch.places import step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ABSENT = (
    "no Chromium on this machine, and only root may install one: "
    "apt-get install chromium, or set WECARE_CHROMIUM to the path of one"
)
DRIVERLESS = (
    "Playwright's driver lacks libraries, which could not be fetched: "
    f"apt-get install {' '.join(native.DRIVER_PACKAGES)}"
)


def find() -> str | None:
    given = os.environ.get("WECARE_CHROMIUM")
    if given:
        return shutil.which(given)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def variables() -> dict[str, str]:
    """What the tests are told: where the browser is, or why there is none."""
    path = find()
    if path is None:
        with step("Chromium"):
            debian.install(["chromium"])
        path = find()
    if path is None:
        return {"WECARE_NO_CHROMIUM": ABSENT}
    if not native.ensure_driver():
        return {"WECARE_NO_CHROMIUM": DRIVERLESS}
    return {"WECARE_CHROMIUM": path, **native.variables()}
