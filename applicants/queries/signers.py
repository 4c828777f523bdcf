"""Who may sign for an application: its representatives and delegates, by their live mandates."""

from applicants.enums import Power
from applicants.models import Application
from applicants.queries.mandates import people_who
from wecare.accounts.models import Person


def people_who_sign(application: Application) -> list[Person]:
    """The people who may sign what the organisation sends with this application, by name."""
    return list(people_who(Power.SIGNS, application.organisation, application=application))


def signers_of(application: Application) -> frozenset[str]:
    """The fiscal codes of those who may sign; whoever has told none cannot be recognised."""
    return frozenset(
        person.fiscal_code for person in people_who_sign(application) if person.fiscal_code
    )
