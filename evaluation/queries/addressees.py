"""Who gets the letters about applications."""

from django.db.models import QuerySet

from applicants.models import Application
from applicants.queries.mandates import readers_of
from wecare.accounts.models import Person


def readers(applications: QuerySet[Application]) -> dict[int, list[Person]]:
    """Application → everyone who may read it, for the organisation that wrote it."""
    pairs = readers_of(applications)
    people = Person.objects.in_bulk({person for _application, person in pairs})
    found: dict[int, list[Person]] = {}
    for application, person in pairs:
        found.setdefault(application, []).append(people[person])
    return found
