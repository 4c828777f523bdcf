"""Recompute a published ranked list and say every difference."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evaluation.engine.published import recompute
from evaluation.labels import sentence
from evaluation.models import RankedList
from evaluation.queries import published
from evaluation.queries.verification import problems_of

TWO = 2


class Command(BaseCommand):
    """From a JSON file it needs nothing else: neither rows nor accounts of this portal."""

    help = "Recomputes a published ranked list: an id, a call's code and a version, or a JSON file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("which", nargs="+", help="<id> | <code> <version> | <file.json>")
        parser.add_argument(
            "--digest", default=None, help="the digest printed on the list, for a file"
        )

    def handle(self, *args: Any, which: list[str], digest: str | None, **options: Any) -> None:
        if len(which) == 1 and not which[0].isdecimal():
            name, problems = which[0], self._of_file(Path(which[0]), digest)
        else:
            ranked_list = self._stored(which)
            name = f"{ranked_list.call.code}/{ranked_list.version}"
            problems = list(problems_of(ranked_list))
        for problem in problems:
            self.stdout.write(problem)
        if problems:
            raise CommandError(f"{name}: {len(problems)} differences.")
        self.stdout.write(self.style.SUCCESS(f"{name}: the list is what its data give."))

    def _of_file(self, path: Path, digest: str | None) -> list[str]:
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as problem:
            raise CommandError(f"Unable to read {path}: {problem}") from problem
        return [sentence(each) for each in recompute(document, expected_digest=digest)]

    def _stored(self, which: list[str]) -> RankedList:
        if len(which) > TWO or not which[-1].isdecimal():
            raise CommandError("Give an id, a call's code and a version, or a JSON file.")
        number = int(which[-1][:18])
        found = published.lists().defer(None)
        if len(which) == TWO:
            ranked_list = found.filter(call__code=which[0], version=number).first()
        else:
            ranked_list = found.filter(pk=number).first()
        if ranked_list is None:
            raise CommandError(f"No published list answers to {' '.join(which)}.")
        return ranked_list
