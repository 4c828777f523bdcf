"""Who may touch what an organisation writes: named predicates, no states.

What each kind of mandate allows is the table of `applicants.engine.mandates`; whether a mandate is
live is asked of the database each time (`applicants.queries.mandates`).
"""

import rules

from applicants.enums import Power
from applicants.models import Application, Organisation
from applicants.queries import mandates
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.accounts.permissions import has_role


@rules.predicate
def acts_for(person: Person, organisation: Organisation | None) -> bool:
    """The person writes for this organisation: in all its applications and of itself."""
    return organisation is not None and mandates.holds(person, organisation.pk, Power.WRITES)


@rules.predicate
def administers(person: Person, organisation: Organisation | None) -> bool:
    """The person decides who stands for this organisation."""
    return organisation is not None and mandates.holds(person, organisation.pk, Power.ADMINISTERS)


@rules.predicate
def reads(person: Person, application: Application | None) -> bool:
    """The application exists for this person, as one of those who stand for its organisation."""
    return application is not None and mandates.holds_over(person, application.pk, Power.READS)


@rules.predicate
def writes(person: Person, application: Application | None) -> bool:
    """The person may write this application."""
    return application is not None and mandates.holds_over(person, application.pk, Power.WRITES)


@rules.predicate
def sends(person: Person, application: Application | None) -> bool:
    """The person may send this application."""
    return application is not None and mandates.holds_over(person, application.pk, Power.SENDS)


@rules.predicate
def signs(person: Person, application: Application | None) -> bool:
    """The person may sign what goes with this application, for its organisation."""
    return application is not None and mandates.holds_over(person, application.pk, Power.SIGNS)


is_office = has_role(Role.OFFICER) | has_role(Role.MANAGER)


def keeps_registers(person: Person) -> bool:
    """The person records for the office what happened to organisations."""
    return bool(person.has_perm("applicants.keep_registers"))


rules.add_perm("applicants.apply", rules.is_authenticated)
rules.add_perm("applicants.read_application", reads)
rules.add_perm("applicants.edit_application", writes)
rules.add_perm("applicants.submit_application", sends)
rules.add_perm("applicants.sign_application", signs)
rules.add_perm("applicants.represent_organisation", acts_for)
rules.add_perm("applicants.administer_organisation", administers)
rules.add_perm("applicants.open_applications", is_office)
rules.add_perm("applicants.decide_phases", is_office)
rules.add_perm("applicants.decide_variations", is_office)
rules.add_perm("applicants.keep_registers", is_office)
rules.add_perm("applicants.read_applications", is_office | has_role(Role.AUDITOR))
