"""Verifies everything that must hold: the chain of events, the money, documents, files, lists."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wecare.core import verification


class Command(BaseCommand):
    help = "Verify everything that must hold; exit with 1 and the problems if something does not."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run every registered check and tell what it found.

        :raises CommandError: if something does not hold.
        """
        found = 0
        for name, problems in verification.run_all().items():
            self.stdout.write(f"{name}: {'ok' if not problems else len(problems)}")
            for problem in problems:
                self.stdout.write(f"  {problem}")
            found += len(problems)
        if found:
            raise CommandError(f"{found} problems.", returncode=1)
