"""Calls under evaluation for tests: what was sent lies in the records, the judging is done by actions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from applicants.models import Application, Mandate, Organisation, Submission
from calls.engine.places import parts_of_lot, places_of_lot
from calls.engine.rulebook import Rulebook as Rules
from calls.enums import CallState
from calls.models import Call, Fund, Line, Measure, Rulebook, Window
from evaluation.actions import admissibilities, assessments, conflicts, panels, ranked_lists
from evaluation.enums import AdmissibilityOutcome
from evaluation.models import Panel, PanelMember, RankedList
from tests.factories.accounts import PersonFactory
from tests.factories.acts import external
from tests.factories.frozen import frozen_file, frozen_partner
from tests.factories.rules import rules as small_rules
from tests.fixtures.scenes import scene
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core import clock
from wecare.core.digests import digest
from wecare.ledger.actions import post

_numbers = count(1)
GOOD = {"A1": "16.00", "B1": "24.00", "B2": "8.00"}  # 80 points of 100
POOR = {"A1": "5.00", "B1": "10.00", "B2": "3.00"}  # 30 points: below the threshold


@scene
def officer() -> Person:
    return PersonFactory(roles=[Role.OFFICER])


@scene
def manager() -> Person:
    return PersonFactory(roles=[Role.MANAGER])


@scene
def call_under_evaluation(
    *, code: str = "", rules: Rules | None = None, state: CallState = CallState.EVALUATION
) -> Call:
    """A call whose window ended yesterday, with its money reserved in the ledger; no submissions."""
    code = code or f"fse2-{next(_numbers)}"
    rules = replace(rules or small_rules(), call_code=code)
    now = clock.now()
    fund, _ = Fund.objects.get_or_create(code="FSE", defaults={"title": "Fondo sociale europeo"})
    measure, _ = Measure.objects.get_or_create(
        code="FSE2", defaults={"title": "Terzo settore", "order": 2}
    )
    line, _ = Line.objects.get_or_create(measure=measure, code="unica", defaults={"title": "Unica"})
    act = external()
    call = Call.objects.create(
        code=code,
        title=rules.title,
        line=line,
        fund=fund,
        state=state.value,
        published_draft={},
        act=act,
        created_by=officer(),
        created_at=now,
        opened_at=None if state is CallState.CLOSED else now,
    )
    rules = replace(rules, measure=measure.code, line=line.code)
    body = rules.to_json()
    Rulebook.objects.create(
        call=call,
        version=1,
        body=body,
        digest=digest(body),
        act=act,
        published_at=now,
        published_by=call.created_by,
    )
    Window.objects.create(
        call=call,
        sequence=1,
        opens_at=now - timedelta(days=30),
        closes_at=now - timedelta(days=1),
        act=act,
    )
    _reserve(call, rules)
    return call


@scene
def submitted(
    call: Call,
    *,
    lot: str = "T",
    requested: Decimal | str = "80000.00",
    total_cost: Decimal | str = "100000.00",
    organisation: Organisation | None = None,
    people: Sequence[Person] = (),
    files: Mapping[str, bytes] | None = None,
    partners: Sequence[Organisation] = (),
    part: Mapping[str, Any] | None = None,
    number: int | None = None,
    answers: Mapping[str, str] | None = None,
    costs: Mapping[str, str] | None = None,
    **names: Any,
) -> Submission:
    """What an organisation sent for the call; `people` act for it besides whoever sent it.

    `number` is its protocol, where others have been given; `part` what each partner spends and pays.
    """
    number = number or next(_numbers)
    sender = PersonFactory()
    now = clock.now()
    organisation = organisation or organised(number, sender, **names)
    for person in (sender, *people):
        Mandate.objects.get_or_create(
            person=person,
            organisation=organisation,
            defaults={"kind": "editor", "administers": True, "since": now},
        )
    title = f"Progetto {number}"
    application = Application.objects.create(
        call=call,
        organisation=organisation,
        lot=lot,
        title=title,
        own_funding=Decimal(total_cost) - Decimal(requested),
        state="submitted",
        saved_at=now,
        created_by=sender,
        created_at=now,
    )
    content = {
        "organisation": {
            "name": organisation.name,
            "fiscal_code": organisation.fiscal_code,
            "kind": organisation.kind,
        },
        "title": title,
        "lot": lot,
        "answers": dict(answers or {"need": f"Bisogno {number}"}),
        "costs": dict(costs or {"work": str(total_cost)}),
        "own_funding": str(application.own_funding),
        "attachments": [frozen_file(code, each) for code, each in (files or {}).items()],
        **(
            {"partners": [frozen_partner(application, each, **(part or {})) for each in partners]}
            if partners
            else {}
        ),
    }
    return Submission.objects.create(
        application=application,
        call=call,
        received_at=now - timedelta(days=2, seconds=-number),
        protocol_number=number,
        protocol_year=now.year,
        rulebook=call.rulebooks.get(),
        organisation=organisation,
        lot=lot,
        title=title,
        total_cost=Decimal(total_cost),
        requested=Decimal(requested),
        content=content,
        content_digest=digest(content),
        idempotency_key=f"test-send-key-{number:06d}",
        submitted_by=sender,
    )


def organised(number: int, creator: Person, *, name: str = "") -> Organisation:
    """An organisation with a fiscal code of its own."""
    return Organisation.objects.create(
        fiscal_code=f"97{number:09d}",
        name=name or f"Associazione {number}",
        kind="ets_aps",
        seat_municipality="Torino",
        seat_province="TO",
        created_by=creator,
        created_at=clock.now(),
    )


@scene
def decided(
    submission: Submission, outcome: AdmissibilityOutcome = AdmissibilityOutcome.ADMISSIBLE
) -> Submission:
    """The submission after its formal check."""
    positive = outcome is AdmissibilityOutcome.ADMISSIBLE
    admissibilities.decide(
        submission=submission,
        outcome=outcome,
        reasons="" if positive else "Manca lo statuto.",
        by=officer(),
    )
    return Submission.objects.get(pk=submission.pk)


@scene
def appointed(
    call: Call, *, voting: int = 3, substitutes: int = 0, secretary: Person | None = None
) -> Panel:
    """The panel of the call: nobody has declared yet."""
    chair, *members = [PersonFactory(roles=[Role.ASSESSOR]) for _ in range(voting)]
    act = external(adopted_on=clock.today())
    return panels.appoint(
        call=call,
        chair=chair,
        members=members,
        act=act,
        by=manager(),
        substitutes=[PersonFactory(roles=[Role.ASSESSOR]) for _ in range(substitutes)],
        secretary=secretary,
    )


def members_of(panel: Panel) -> list[PanelMember]:
    """The seats, the chair first."""
    return list(
        PanelMember.objects.filter(panel=panel)
        .select_related("panel__call", "person")
        .order_by("role", "id")
    )


@scene
def declared(
    member: PanelMember, conflicts_with: Mapping[Organisation, str] | None = None
) -> PanelMember:
    """The member after the declaration."""
    reasons = {body.fiscal_code: why for body, why in (conflicts_with or {}).items()}
    conflicts.declare(member=member, conflicts=reasons, by=member.person)
    return member


@scene
def written(
    member: PanelMember, submission: Submission, points: Mapping[str, str] | None = None
) -> None:
    """A whole draft, not signed."""
    scores = {
        code: (Decimal(each), f"Motivo di {code} scritto da {member.person}")
        for code, each in (points or GOOD).items()
    }
    assessments.save(submission=submission, member=member, scores=scores, by=member.person)


@scene
def signed(
    member: PanelMember, submission: Submission, points: Mapping[str, str] | None = None
) -> None:
    """A signed assessment."""
    written(member, submission, points)
    assessments.sign(submission=submission, member=member, by=member.person)


@scene
def judged(call: Call, points: Mapping[Submission, Mapping[str, str]]) -> Panel:
    """Every submission admissible, declared without conflicts, signed by all with these points."""
    for submission in points:
        decided(submission)
    panel = appointed(call)
    for member in members_of(panel):
        declared(member)
        for submission, given in points.items():
            signed(member, submission, given)
    return panel


@scene
def published_list(call: Call) -> RankedList:
    """The published list of a call that is all judged."""
    boss = manager()
    ranked_list = ranked_lists.draw_up(call=call, by=officer())
    ranked_list = ranked_lists.approve(ranked_list=ranked_list, by=boss)
    return ranked_lists.publish(ranked_list=ranked_list, by=boss)


def _reserve(call: Call, rules: Rules) -> None:
    for lot in rules.lots:
        places, parts = places_of_lot(lot, rules), parts_of_lot(lot)
        for fund in parts:
            Fund.objects.get_or_create(code=fund, defaults={"title": fund})
        post(
            key=f"test/{call.code}/{lot.code}",
            kind="reservation",
            postings=[
                posting
                for fund, amount in parts.items()
                for posting in ((places[fund].source, -amount), (places[fund].account, amount))
            ],
            cause="Prova",
            reference="Prova",
            actor=None,
        )
