"""Who may sign for an organisation: the one place that answers it."""

from applicants.models import Organisation
from wecare.accounts.models import Person


def people_who_sign(organisation: Organisation) -> list[Person]:
    """The people who may sign what the organisation sends, by name."""
    people = Person.objects.filter(memberships__organisation=organisation, is_active=True)
    return list(people.order_by("family_name", "given_name", "pk"))


def signers_of(organisation: Organisation) -> frozenset[str]:
    """The fiscal codes of those who may sign; whoever has told none cannot be recognised."""
    return frozenset(
        person.fiscal_code for person in people_who_sign(organisation) if person.fiscal_code
    )
