"""Asks again for the documents that the portal gave up on, once their cause is removed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wecare.core import printing
from wecare.core.enums import DocumentState
from wecare.core.models import Document


class Command(BaseCommand):
    help = "Ask again for documents that failed: all of them, or those with the given keys."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the keys."""
        parser.add_argument("keys", nargs="*")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Retry each, and tell why it had failed."""
        failed = Document.objects.filter(state=DocumentState.FAILED).order_by("pk")
        if options["keys"]:
            failed = failed.filter(key__in=options["keys"])
        for document in failed:
            printing.retry_document(document=document, by=None)
            self.stdout.write(f"{document.key}: {document.error}")
