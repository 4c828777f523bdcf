"""Who may take part in the evaluation: named predicates, no states."""

from typing import Any

import rules

from applicants.models import Application, Submission
from applicants.permissions import reads
from calls.models import Call
from evaluation.enums import PanelRole
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
    seats = PanelMember.objects.filter(person=person, left_at=None)
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
def may_have_to_judge(person: Person, call: Any = None) -> bool:
    """The person has a place other than the secretary's on the panel of this call, or of any."""
    seats = PanelMember.objects.filter(person=person, left_at=None)
    if isinstance(call, Call):
        seats = seats.filter(panel__call=call)
    return seats.exclude(role=PanelRole.SECRETARY.value).exists()


@rules.predicate
def presides(person: Person, panel: Any = None) -> bool:
    """The person is the chair of this panel."""
    return isinstance(panel, Panel) and _holds(person, panel, PanelRole.CHAIR)


@rules.predicate
def keeps_minutes(person: Person, panel: Any = None) -> bool:
    """The person is the secretary of this panel, or with nothing named of any."""
    if panel is None:
        seats = PanelMember.objects.filter(person=person, left_at=None)
        return seats.filter(role=PanelRole.SECRETARY.value).exists()
    return isinstance(panel, Panel) and _holds(person, panel, PanelRole.SECRETARY)


def _holds(person: Person, panel: Panel, role: PanelRole) -> bool:
    seats = PanelMember.objects.filter(person=person, panel=panel, left_at=None)
    return seats.filter(role=role.value).exists()


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
rules.add_perm("evaluation.read_own_requests", is_a_person)
rules.add_perm("evaluation.appoint_panel", is_manager)
rules.add_perm(
    "evaluation.sits_on_panel",
    is_a_person & ((is_assessor & sits_on_panel) | (is_officer & keeps_minutes)),
)
rules.add_perm(
    "evaluation.run_sessions",
    is_a_person & ((is_assessor & presides) | ((is_officer | is_assessor) & keeps_minutes)),
)
rules.add_perm("evaluation.preside", is_a_person & is_assessor & presides)
rules.add_perm("evaluation.assess", is_a_person & is_assessor & judges)
# whoever sits on a panel reads and does of it only what the seat lets them, whatever their roles;
# of which applications a member presides is asked of each (`queries.agreement`)
seated = is_assessor & sits_on_panel
rules.add_perm(
    "evaluation.read_agreement",
    is_a_person & (sits_on_panel | is_manager | is_auditor),
)
rules.add_perm(
    "evaluation.reopen_assessment", is_a_person & (seated | (is_manager & ~sits_on_panel))
)
rules.add_perm("evaluation.settle_points", is_a_person & seated)
rules.add_perm(
    "evaluation.read_score_checks", is_a_person & (is_office | is_auditor) & ~sits_on_panel
)
rules.add_perm("evaluation.check_scores", is_a_person & is_officer & ~sits_on_panel)
rules.add_perm("evaluation.draw_up_list", is_officer)
rules.add_perm("evaluation.try_scenarios", is_office)
rules.add_perm("evaluation.approve_list", is_manager)
rules.add_perm("evaluation.publish_list", is_manager)
rules.add_perm("evaluation.read_outcome", is_a_person & awaits_the_outcome)
rules.add_perm("evaluation.answer_observations", is_officer)
rules.add_perm("evaluation.revoke", is_manager)
rules.add_perm("evaluation.give_access", is_a_person & is_officer & ~may_have_to_judge)
