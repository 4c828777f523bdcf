"""Has the scanner look at files that were kept before there was one, or before it was asked."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import override

from wecare.core import scanning
from wecare.core.antivirus import ScannerAway, scanner
from wecare.core.documents import LANGUAGE
from wecare.core.enums import ScanState

EVERY = 100  # files between two lines of progress


class Command(BaseCommand):
    help = (
        "Look at every file that was never looked at, one by one. Stopped at any time, it goes on "
        "from there when it is called again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many at most."""
        parser.add_argument("--most", type=int, default=0, help="stop after so many (0: all)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Look at each; a scanner that is away ends it, and nothing is closed to anybody for that."""
        looker = scanner()
        if looker is None or settings.SCANNER == "none":
            raise CommandError("There is no scanner: set SCANNER and CLAMD_ADDRESS.")
        left = scanning.never_asked().count()
        done = found = 0
        self.stdout.write(f"{left} files to look at.")
        while not options["most"] or done < options["most"]:
            stored = scanning.never_asked().first()
            if stored is None:
                break
            try:
                looker.ping()
            except ScannerAway as problem:
                raise CommandError(
                    f"The scanner is away after {done} files: {problem}"
                ) from problem
            with override(LANGUAGE):
                with transaction.atomic():
                    scanning.ask(stored, task=scanning.TASK)
                scan = scanning.scan(digest=stored.digest)
            done += 1
            if scan is not None and scan.state == ScanState.QUARANTINED.value:
                found += 1
                self.stdout.write(f"{stored.digest}: {scan.found}")
            if done % EVERY == 0:
                self.stdout.write(f"{done} of {left}, {found} in quarantine.")
        self.stdout.write(f"{done} looked at, {found} in quarantine.")
