"""Who may touch what an organisation writes: named predicates, no states."""

import rules

from applicants.models import Application, Membership, Organisation
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.accounts.permissions import has_role


@rules.predicate
def acts_for(person: Person, organisation: Organisation | None) -> bool:
    """The person acts for this organisation."""
    return (
        organisation is not None
        and Membership.objects.filter(person=person, organisation=organisation).exists()
    )


@rules.predicate
def writes(person: Person, application: Application | None) -> bool:
    """The person acts for the organisation that writes this application."""
    return (
        application is not None
        and Membership.objects.filter(
            person=person, organisation_id=application.organisation_id
        ).exists()
    )


is_office = has_role(Role.OFFICER) | has_role(Role.MANAGER)

rules.add_perm("applicants.apply", rules.is_authenticated)
rules.add_perm("applicants.edit_application", writes)
rules.add_perm("applicants.submit_application", writes)
rules.add_perm("applicants.represent_organisation", acts_for)
rules.add_perm("applicants.open_applications", is_office)
rules.add_perm("applicants.decide_phases", is_office)
rules.add_perm("applicants.read_applications", is_office | has_role(Role.AUDITOR))
