"""Organisations as seen by the person who acts for them."""

from django.db.models import QuerySet

from applicants.models import Organisation
from wecare.accounts.models import Person


def of_person(person: Person) -> QuerySet[Organisation]:
    """The organisations this person acts for; every other does not exist for them."""
    return Organisation.objects.filter(memberships__person=person).order_by("name", "id")


def people_of(organisation: Organisation) -> QuerySet[Person]:
    """Those who act for the organisation and may log in."""
    found = Person.objects.filter(memberships__organisation=organisation, is_active=True)
    return found.order_by("id")
