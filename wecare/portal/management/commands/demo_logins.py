"""Print the people of the demonstration, to log in as."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from wecare.portal.demonstration.people import CAST, PASSWORD


class Command(BaseCommand):
    help = "Prints the demonstration's logins."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            return
        width = max(len(someone.email) for someone in CAST)
        for someone in CAST:
            self.stdout.write(f"{someone.email:<{width}}  {someone.does}")
        self.stdout.write(f"password per tutti: {PASSWORD}")
