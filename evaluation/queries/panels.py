"""Panels as their members see them: nothing before the declaration, never a conflict's trace."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from applicants.enums import SubmissionState
from applicants.models import Application, Mandate, Organisation, Submission
from applicants.queries.submissions import counting
from calls.models import Call
from evaluation.enums import AdmissibilityOutcome, AssessmentState, PanelRole
from evaluation.models import Assessment, Conflict, ConflictDeclaration, Panel, PanelMember
from wecare.accounts.enums import Role
from wecare.accounts.models import Person


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A submission on a member's desk, with their own assessment only."""

    submission: Submission
    assessment: Assessment | None

    @property
    def state(self) -> str:
        """``to_do``, or the state of the member's assessment."""
        return "to_do" if self.assessment is None else self.assessment.state


@dataclass(frozen=True, slots=True)
class Progress:
    """How many assessments a member has signed of those they must."""

    signed: int
    total: int

    @property
    def is_complete(self) -> bool:
        return self.signed == self.total


def of_call(call: Call) -> Panel | None:
    """The panel of a call, with members and declarations, the chair first."""
    members = (
        PanelMember.objects.select_related("person", "declaration")
        .prefetch_related("declaration__conflicts__organisation")
        .order_by("role", "person__family_name", "id")
    )
    return (
        Panel.objects.filter(call=call)
        .select_related("act", "appointed_by")
        .prefetch_related(Prefetch("members", members))
        .first()
    )


def seats_of(person: Person) -> QuerySet[PanelMember]:
    """The panels on which the person sits, the last appointed first."""
    return (
        PanelMember.objects.filter(person=person)
        .select_related("panel__call__line__measure", "panel__act", "declaration")
        .order_by("-panel__appointed_at", "-id")
    )


def seat(person: Person, call: Call) -> PanelMember | None:
    """The person's seat on the panel of this call, if any."""
    return seats_of(person).filter(panel__call=call).first()


def assessors() -> QuerySet[Person]:
    """Whoever may be appointed: people who hold the role of assessor now."""
    grants = Q(role_grants__role=Role.ASSESSOR.value, role_grants__ended_at=None)
    return (
        Person.objects.filter(grants, is_active=True)
        .distinct()
        .order_by("family_name", "given_name", "id")
    )


def partial_people(call: Call, people: list[Person]) -> list[Person]:
    """Those of the people who have a part in an application for this call."""
    sent = Submission.objects.filter(call=call, state=SubmissionState.LIVE.value)
    acts_for = Mandate.objects.filter(  # also one that ended since: the tie was there
        Q(ended_at=None) | Q(ended_at__gte=call.created_at),
        person=OuterRef("pk"),
        organisation__submissions__in=sent,
    )
    wrote = Application.objects.filter(call=call, created_by=OuterRef("pk"))
    return list(
        Person.objects.filter(pk__in=[person.pk for person in people])
        .filter(Exists(acts_for) | Exists(wrote) | Exists(sent.filter(submitted_by=OuterRef("pk"))))
        .order_by("family_name", "given_name", "id")
    )


def applicants_of(call: Call) -> QuerySet[Organisation]:
    """Who applied: the names a member must see in order to declare."""
    return (
        Organisation.objects.filter(
            submissions__call=call, submissions__state=SubmissionState.LIVE.value
        )
        .distinct()
        .order_by("name", "id")
    )


def has_declared(member: PanelMember) -> bool:
    """Whether the member has declared; asked of the database."""
    return ConflictDeclaration.objects.filter(member=member).exists()


def conflicts_of(member: PanelMember) -> QuerySet[Conflict]:
    """The member's own conflicts."""
    return (
        Conflict.objects.filter(declaration__member=member)
        .select_related("organisation")
        .order_by("organisation__name", "id")
    )


def readable(member: PanelMember) -> QuerySet[Submission]:
    """The submissions that exist for a member: admissible, theirs to judge, after declaring."""
    conflicts = Conflict.objects.filter(
        declaration__member=member, organisation=OuterRef("organisation")
    )
    declared = ConflictDeclaration.objects.filter(member=member)
    return (
        counting(member.panel.call)
        .filter(
            Exists(declared),
            ~Exists(conflicts),
            admissibility__outcome=AdmissibilityOutcome.ADMISSIBLE.value,
        )
        .select_related("organisation", "rulebook", "application")
        .order_by("protocol_year", "protocol_number")
    )


def desk(member: PanelMember) -> list[DeskRow]:
    """Every submission the member judges, with their own assessment."""
    own = {
        assessment.submission_id: assessment
        for assessment in Assessment.objects.filter(member=member).order_by("id")
    }
    return [DeskRow(submission, own.get(submission.pk)) for submission in readable(member)]


def progress(member: PanelMember) -> Progress:
    """How far the member is."""
    mine = readable(member)
    signed = Assessment.objects.filter(
        member=member, submission__in=mine.values("pk"), state=AssessmentState.SIGNED.value
    )
    return Progress(signed=signed.count(), total=mine.count())


def next_to_sign(member: PanelMember, *, after: Submission | None = None) -> Submission | None:
    """The next submission the member has not signed, from the start again after the end."""
    left = [row.submission for row in desk(member) if row.state != AssessmentState.SIGNED.value]
    if after is None:
        return left[0] if left else None
    here = (after.protocol_year, after.protocol_number)
    beyond = [each for each in left if (each.protocol_year, each.protocol_number) > here]
    others = [each for each in left if each.pk != after.pk]
    found = beyond or others
    return found[0] if found else None


def judges(member: PanelMember, submission: Submission) -> bool:
    """Whether the submission exists for the member."""
    return readable(member).filter(pk=submission.pk).exists()


def is_chair(member: PanelMember) -> bool:
    """Whether the member presides."""
    return member.role == PanelRole.CHAIR.value
