"""Tables, programme and demonstration, brought up to date by one process of the environment."""

import os
import time
from pathlib import Path

from wecare.launch.places import say

COMMANDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Database tables", ("migrate", "--noinput", "-v0")),
    ("The districts and who manages their services", ("load_territory",)),
    ("The programme: measures, funds, allocations, contracts", ("load_programme",)),
    ("Demonstration data", ("load_demo",)),
)


def main() -> None:
    """Run the commands that load data; each may be run again and again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wecare.settings")
    import django  # noqa: PLC0415 -- only inside the virtual environment
    from django.core.management import call_command  # noqa: PLC0415 -- the same

    django.setup()
    for title, (command, *arguments) in COMMANDS:
        started = time.monotonic()
        with Path(os.devnull).open("w") as nowhere:
            call_command(command, *arguments, stdout=nowhere)
        say(f"  {title:<58} {time.monotonic() - started:5.1f} s")


if __name__ == "__main__":
    main()
