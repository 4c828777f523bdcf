"""Writes the lifecycle diagrams into the documentation, from the tables themselves."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from wecare.core.lifecycle import Lifecycle, mermaid

HEADER = """# Lifecycles

Written by `manage.py lifecycles` from the tables in each app's `engine/lifecycle.py`; do not edit.
"""


class Command(BaseCommand):
    help = "Write docs/reference/lifecycles.md from the tables; with --check, only compare."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the page, or compare it with what it should be.

        :raises CommandError: if, with --check, the page is not current.
        """
        path = Path(settings.BASE_DIR) / "docs" / "reference" / "lifecycles.md"
        text = page()
        if not options["check"]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            raise CommandError(f"{path.name} is not current: run manage.py lifecycles.")


def page() -> str:
    """The whole page."""
    parts = [HEADER]
    for label, lifecycle in tables():
        parts.append(f"\n## {lifecycle.name} ({label})\n\n```mermaid\n{mermaid(lifecycle)}```\n")
    return "".join(parts)


def tables() -> Iterator[tuple[str, Lifecycle[Any]]]:
    """Every lifecycle of every app, with the app's label."""
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        name = f"{config.name}.engine.lifecycle"
        if find_spec(f"{config.name}.engine") is None or find_spec(name) is None:
            continue
        found = [each for each in vars(import_module(name)).values() if isinstance(each, Lifecycle)]
        for lifecycle in sorted(found, key=lambda each: each.name):
            yield config.label, lifecycle
