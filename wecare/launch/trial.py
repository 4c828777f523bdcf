"""`make test`: the whole suite, on servers of its own."""

import os
import subprocess
from collections.abc import Sequence

from wecare.launch import chromium, harness, migrated, preparation, verapdf
from wecare.launch.places import CACHE, PYTHON, ROOT, Command, say


def run(arguments: Sequence[str]) -> int:
    """Run pytest with these arguments and answer its exit code.

    :raises LaunchError: if what it needs cannot be provided.
    """
    with harness.servers() as variables:
        variables |= {**chromium.variables(), **verapdf.variables()}
        variables["WECARE_TEST_TEMPLATE"] = migrated.provide(variables)
        static = CACHE / "staticfiles"
        preparation.static_files(variables, static)
        variables |= {
            "STATIC_ROOT": str(static),
            "STATICFILES_BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright's synchronous interface runs a loop
        }
        for name in ("WECARE_NO_CHROMIUM", "WECARE_NO_VERAPDF"):
            if name in variables:
                say(f"  Some tests will be skipped: {variables[name]}.")
        cores = len(os.sched_getaffinity(0))
        command: Command = [
            PYTHON,
            "-m",
            "pytest",
            "-n",
            str(cores),
            "--dist",
            "worksteal",
            *arguments,
        ]
        return subprocess.run(
            command, cwd=ROOT, env={**os.environ, **variables}, check=False
        ).returncode
