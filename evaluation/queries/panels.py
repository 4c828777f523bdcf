"""Panels as their members see them: nothing before the declaration, never a conflict's trace."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from applicants.enums import SubmissionState
from applicants.models import Application, Mandate, Organisation, Partner, Submission
from applicants.queries.submissions import counting
from calls.models import Call
from evaluation.enums import AdmissibilityOutcome, AssessmentState, PanelRole
from evaluation.models import (
    Assessment,
    Assignment,
    Conflict,
    ConflictDeclaration,
    Panel,
    PanelMember,
    Recusal,
    StandIn,
)
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
        .prefetch_related("declaration__conflicts")
        .order_by("role", "person__family_name", "id")
    )
    return (
        Panel.objects.filter(call=call)
        .select_related("act", "appointed_by")
        .prefetch_related(Prefetch("members", members))
        .first()
    )


def seats_of(person: Person) -> QuerySet[PanelMember]:
    """The panels on which the person sits now, the last appointed first."""
    return (
        PanelMember.objects.filter(person=person, left_at=None)
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


def secretaries() -> QuerySet[Person]:
    """Whoever may keep the minutes: officers and assessors."""
    grants = Q(
        role_grants__role__in=[Role.OFFICER.value, Role.ASSESSOR.value],
        role_grants__ended_at=None,
    )
    return (
        Person.objects.filter(grants, is_active=True)
        .distinct()
        .order_by("family_name", "given_name", "id")
    )


def partial_people(call: Call, people: list[Person]) -> list[Person]:
    """Those of the people who have a part in an application for this call, as lead or partner."""
    sent = Submission.objects.filter(call=call, state=SubmissionState.LIVE.value)
    acts_for = Mandate.objects.filter(  # also one that ended since: the tie was there
        Q(ended_at=None) | Q(ended_at__gte=call.created_at),
        Q(organisation__submissions__in=sent)
        | Q(organisation__fiscal_code__in=_partners_in(sent).values("fiscal_code")),
        person=OuterRef("pk"),
    )
    wrote = Application.objects.filter(call=call, created_by=OuterRef("pk"))
    return list(
        Person.objects.filter(pk__in=[person.pk for person in people])
        .filter(Exists(acts_for) | Exists(wrote) | Exists(sent.filter(submitted_by=OuterRef("pk"))))
        .order_by("family_name", "given_name", "id")
    )


def _partners_in(sent: QuerySet[Submission]) -> QuerySet[Partner]:
    return Partner.objects.filter(application__in=sent.order_by().values("application")).order_by()


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation with a part in what was sent, known by its fiscal code."""

    fiscal_code: str
    name: str
    leads: bool


def parties_of(call: Call) -> list[Party]:
    """Who applied, leads and partners, each once: the names a member must see in order to declare."""
    sent = Submission.objects.filter(call=call, state=SubmissionState.LIVE.value)
    leads = Organisation.objects.filter(submissions__in=sent).values_list("fiscal_code", "name")
    found = {code: Party(code, name, leads=True) for code, name in leads.order_by("id")}
    partners = _partners_in(sent).values_list("fiscal_code", "organisation__name", "name")
    for code, recorded, said in partners.order_by("id"):
        found.setdefault(code, Party(code, recorded or said, leads=False))
    return sorted(found.values(), key=lambda party: (party.name.casefold(), party.fiscal_code))


def has_declared(member: PanelMember) -> bool:
    """Whether the member has declared; asked of the database."""
    return ConflictDeclaration.objects.filter(member=member).exists()


def conflicts_of(member: PanelMember) -> QuerySet[Conflict]:
    """The member's own conflicts."""
    return Conflict.objects.filter(declaration__member=member).order_by("name", "id")


def involving(codes: Iterable[str] | QuerySet[Conflict, Any]) -> Q:
    """The submissions in which one of these organisations, by fiscal code, leads or is a partner."""
    partner = Partner.objects.filter(application=OuterRef("application"), fiscal_code__in=codes)
    return Q(organisation__fiscal_code__in=codes) | Q(Exists(partner))


def abstentions(panel: Panel) -> set[tuple[int, int]]:
    """Member and submission of every conflict and recusal on this panel, in three queries."""
    recused = Recusal.objects.filter(member__panel=panel).values_list("member_id", "submission_id")
    found = set(recused.order_by())
    who = Conflict.objects.filter(declaration__member__panel=panel).values_list(
        "fiscal_code", "declaration__member_id"
    )
    members: dict[str, set[int]] = {}
    for code, member in who.order_by():
        members.setdefault(code, set()).add(member)
    if not members:
        return found
    sent = Submission.objects.filter(call=panel.call_id).order_by()
    leads = sent.filter(organisation__fiscal_code__in=members)
    partners = sent.filter(application__partners__fiscal_code__in=members)
    return found | {
        (member, submission)
        for submission, code in (
            *leads.values_list("pk", "organisation__fiscal_code"),
            *partners.values_list("pk", "application__partners__fiscal_code"),
        )
        for member in members.get(code, ())
    }


def readable(member: PanelMember) -> QuerySet[Submission]:
    """The submissions that exist for a member: admissible, theirs to judge, after declaring."""
    conflicts = Conflict.objects.filter(declaration__member=member).order_by()
    declared = ConflictDeclaration.objects.filter(member=member)
    recused = Recusal.objects.filter(member=member, submission=OuterRef("pk"))
    return (
        counting(member.panel.call)
        .filter(
            _theirs(member),
            Exists(declared),
            ~Exists(recused),
            ~involving(conflicts.values("fiscal_code")),
            admissibility__outcome=AdmissibilityOutcome.ADMISSIBLE.value,
        )
        .select_related("organisation", "rulebook", "application")
        .order_by("protocol_year", "protocol_number")
    )


def _theirs(member: PanelMember) -> Q:
    """What the member's place gives them to judge, and where they stand in for another."""
    if member.left_at is not None or member.role == PanelRole.SECRETARY.value:
        return Q(pk__in=())
    stands_in = Exists(StandIn.objects.filter(substitute=member, submission=OuterRef("pk")))
    if not member.votes:
        return Q(stands_in)
    if member.panel.by_assignment:
        assigned = Assignment.objects.filter(
            member=member, submission=OuterRef("pk"), removed_at=None
        )
        return Q(Exists(assigned)) | Q(stands_in)
    before = _before(member)
    if not before:
        return Q()
    signed = Assessment.objects.filter(
        member__in=before, submission=OuterRef("pk"), state=AssessmentState.SIGNED.value
    )
    return ~Q(Exists(signed)) | Q(stands_in)


def _before(member: PanelMember) -> list[int]:
    """Who held the member's place before, the last first."""
    found: list[int] = []
    earlier = member.replaces_id
    while earlier is not None:
        found.append(earlier)
        earlier = PanelMember.objects.values_list("replaces_id", flat=True).get(pk=earlier)
    return found


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


def is_chair(member: PanelMember) -> bool:
    """Whether the member presides."""
    return member.role == PanelRole.CHAIR.value
