"""The browser of the browser tests: found on the machine, else installed by root."""

import os
import shutil

from wecare.launch import debian
from wecare.launch.places import step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ABSENT = (
    "no Chromium on this machine, and only root may install one: "
    "apt-get install chromium, or set WECARE_CHROMIUM to the path of one"
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
    return {"WECARE_CHROMIUM": path} if path else {"WECARE_NO_CHROMIUM": ABSENT}
