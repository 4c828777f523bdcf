"""Who may take part in the evaluation: named predicates, no states."""

from typing import Any

import rules

from applicants.models import Application, Submission
from applicants.permissions import reads
from calls.models import Call
from evaluation.models import Panel, PanelMember
from evaluation.queries import panels
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.accounts.permissions import has_role, is_a_person

is_officer = has_role(Role.OFFICER)
is_manager = has_role(Role.MANAGER)
is_assessor = has_role(Role.ASSESSOR)
is_auditor = has_role(Role.AUDITOR)
is_office = is_officer | is_manager


@rules.predicate
def sits_on_panel(person: Person, subject: Any = None) -> bool:
    """The person sits on this panel, on the panel of this call, or, with nothing named, on any."""
    seats = PanelMember.objects.filter(person=person)
    match subject:
        case None:
            return seats.exists()
        case Panel():
            return seats.filter(panel=subject).exists()
        case Call():
            return seats.filter(panel__call=subject).exists()
        case _:
            return False


@rules.predicate
def judges(person: Person, submission: Any = None) -> bool:
    """The submission exists for this person as a member of the panel of its call."""
    if not isinstance(submission, Submission):
        return False
    member = panels.seat(person, submission.call)
    return member is not None and panels.readable(member).filter(pk=submission.pk).exists()


@rules.predicate
def awaits_the_outcome(person: Person, application: Any = None) -> bool:
    """The person may read this application, for the organisation that wrote it."""
    return isinstance(application, Application) and reads(person, application)


rules.add_perm("evaluation.view_desk", is_office | is_auditor)
rules.add_perm("evaluation.check_applications", is_officer)
rules.add_perm("evaluation.appoint_panel", is_manager)
rules.add_perm("evaluation.sits_on_panel", is_a_person & is_assessor & sits_on_panel)
rules.add_perm("evaluation.assess", is_a_person & is_assessor & judges)
rules.add_perm("evaluation.draw_up_list", is_officer)
rules.add_perm("evaluation.approve_list", is_manager)
rules.add_perm("evaluation.publish_list", is_manager)
rules.add_perm("evaluation.read_outcome", is_a_person & awaits_the_outcome)
rules.add_perm("evaluation.answer_observations", is_officer)
rules.add_perm("evaluation.revoke", is_manager)
